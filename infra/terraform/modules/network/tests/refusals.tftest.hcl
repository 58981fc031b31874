variables {
  namespace           = "roviec"
  ingress_namespace   = "ingress"
  operator_namespaces = ["cnpg-system"]
  storage_cidrs       = ["10.20.30.0/24"]
  telemetry_cidrs     = ["10.20.40.0/24"]
}

run "shut_first" {
  command = plan

  assert {
    condition     = jsonencode(yamldecode(output.manifests["network-shut"]).spec) == jsonencode({ podSelector = {}, policyTypes = ["Ingress", "Egress"] })
    error_message = "Everything is shut before anything is opened."
  }
}

run "the_whole_internet" {
  command = plan
  variables {
    storage_cidrs = ["0.0.0.0/0"]
  }
  expect_failures = [var.storage_cidrs]
}

run "not_an_address" {
  command = plan
  variables {
    telemetry_cidrs = ["otlp.example.gov.vn"]
  }
  expect_failures = [var.telemetry_cidrs]
}
