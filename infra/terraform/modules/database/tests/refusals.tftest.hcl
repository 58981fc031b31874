variables {
  namespace     = "roviec"
  image         = "postgresql@sha256:2222222222222222222222222222222222222222222222222222222222222222"
  instances     = 3
  storage_gib   = 100
  storage_class = "ssd-retain"
  resources     = { cpu = "2", memory = "8Gi" }
  backup        = { destination = "s3://backups", endpoint = "https://s3.example.gov.vn", secret = "roviec-backup", keep_days = 90 }
}

run "keeps_data" {
  command = plan

  assert {
    condition     = join(",", keys(output.kept)) == "database" && join(",", keys(output.manifests)) == "database-nightly"
    error_message = "The cluster is among what is kept."
  }
}

run "a_single_standby" {
  command = plan
  variables {
    instances = 2
  }
  expect_failures = [var.instances]
}

run "backups_of_a_week" {
  command = plan
  variables {
    backup = { destination = "s3://backups", endpoint = "https://s3.example.gov.vn", secret = "roviec-backup", keep_days = 7 }
  }
  expect_failures = [var.backup]
}

run "backups_in_the_clear" {
  command = plan
  variables {
    backup = { destination = "s3://backups", endpoint = "http://s3.example.gov.vn", secret = "roviec-backup", keep_days = 90 }
  }
  expect_failures = [var.backup]
}
