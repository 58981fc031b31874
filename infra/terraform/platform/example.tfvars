# A data centre's own values; every digest and address is invented.
context       = "tinh-khanh-hoa"
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
