# What the installation promises and what it refuses, on the example's values; nothing is reached.

variables {
  context       = "test"
  storage_class = "ssd-retain"
  secret_store  = "vault"
  images = {
    program   = "registry.example.gov.vn/roviec@sha256:1111111111111111111111111111111111111111111111111111111111111111"
    database  = "registry.example.gov.vn/postgresql@sha256:2222222222222222222222222222222222222222222222222222222222222222"
    broker    = "registry.example.gov.vn/rabbitmq@sha256:3333333333333333333333333333333333333333333333333333333333333333"
    telemetry = "registry.example.gov.vn/otel-collector@sha256:4444444444444444444444444444444444444444444444444444444444444444"
  }
  database = { storage_gib = 500, cpu = "8", memory = "32Gi" }
  storage = {
    endpoint      = "https://s3.example.gov.vn"
    region        = "vn-1"
    evidence      = "s3://roviec-evidence"
    receipt_roots = "s3://roviec-roots"
    backups       = "s3://roviec-backups"
    cidrs         = ["10.20.30.0/24"]
  }
  ingress             = { namespace = "ingress", class = "nginx", host = "roviec.example.gov.vn", certificate = "roviec-tls" }
  operator_namespaces = ["cnpg-system", "rabbitmq-system"]
  telemetry           = { endpoint = "https://otlp.example.gov.vn", cidrs = ["10.20.40.0/24"] }
}

run "promises" {
  command = plan

  assert {
    condition     = yamldecode(output.manifests["namespace"]).metadata.labels["pod-security.kubernetes.io/enforce"] == "restricted"
    error_message = "The namespace refuses pods that are not restricted."
  }
  assert {
    condition     = yamldecode(output.manifests["database"]).spec.postgresql.synchronous.dataDurability == "required"
    error_message = "A confirmed transaction is on a standby."
  }
  assert {
    condition     = !strcontains(join("", values(output.manifests)), "kind: Secret\n")
    error_message = "No secret's value passes through Terraform."
  }
  assert {
    condition     = contains(yamldecode(output.manifests["network-shut"]).spec.policyTypes, "Egress")
    error_message = "Nothing leaves that was not allowed to."
  }
}

run "without_a_secret_store" {
  command = plan

  variables {
    secret_store = null
  }

  assert {
    condition     = length([for manifest in values(output.manifests) : manifest if yamldecode(manifest).kind == "ExternalSecret"]) == 0
    error_message = "Without a store the secrets are made by hand."
  }
  assert {
    condition     = join(",", output.secrets["roviec-migrate"]) == "DATABASE_OWNER_URL"
    error_message = "The owner's address is the migration's alone."
  }
}

run "an_image_by_tag" {
  command = plan

  variables {
    images = {
      program   = "registry.example.gov.vn/roviec:latest"
      database  = "registry.example.gov.vn/postgresql@sha256:2222222222222222222222222222222222222222222222222222222222222222"
      broker    = "registry.example.gov.vn/rabbitmq@sha256:3333333333333333333333333333333333333333333333333333333333333333"
      telemetry = "registry.example.gov.vn/otel-collector@sha256:4444444444444444444444444444444444444444444444444444444444444444"
    }
  }

  expect_failures = [var.images]
}

run "a_namespace_of_the_cluster" {
  command = plan

  variables {
    namespace = "kube-system"
  }

  expect_failures = [var.namespace]
}
