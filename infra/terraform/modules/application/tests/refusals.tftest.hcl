variables {
  namespace          = "roviec"
  image              = "roviec@sha256:1111111111111111111111111111111111111111111111111111111111111111"
  secrets            = { migrate = "a", api = "b", relay = "c", worker = "d", schedule = "e" }
  api                = { replicas = 2, most_replicas = 4, cpu = "1", memory = "1Gi" }
  worker             = { replicas = 2, most_replicas = 4, threads = 4, cpu = "1", memory = "2Gi" }
  storage            = { endpoint = "https://s3.example.gov.vn", region = "vn-1", evidence = "s3://evidence", receipt_roots = "s3://roots" }
  ingress            = { class = "nginx", host = "roviec.example.gov.vn", certificate = "tls" }
  telemetry_endpoint = "http://telemetry:4318"
}

run "one_job_an_image" {
  command = plan

  assert {
    condition     = yamldecode(output.migration["migration"]).metadata.name == "roviec-migrate-111111111111"
    error_message = "The migration is named after its image."
  }
}

run "two_rooms_with_one_secret" {
  command = plan
  variables {
    secrets = { migrate = "a", api = "b", relay = "b", worker = "d", schedule = "e" }
  }
  expect_failures = [var.secrets]
}

run "a_room_without_a_secret" {
  command = plan
  variables {
    secrets = { migrate = "a", api = "b", relay = "c", worker = "d" }
  }
  expect_failures = [var.secrets]
}

run "a_single_api_process" {
  command = plan
  variables {
    api = { replicas = 1, most_replicas = 4, cpu = "1", memory = "1Gi" }
  }
  expect_failures = [var.api]
}

run "roots_beside_the_evidence" {
  command = plan
  variables {
    storage = { endpoint = "https://s3.example.gov.vn", region = "vn-1", evidence = "s3://evidence", receipt_roots = "s3://evidence/roots" }
  }
  expect_failures = [var.storage]
}
