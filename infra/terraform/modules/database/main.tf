# PostgreSQL with standbys, continuous backup to object storage and a base backup every night, by CloudNativePG: its
# operator is the cluster's business. The primary confirms a transaction when a standby has it, so a lost machine loses nothing.

terraform {
  required_version = ">= 1.9"
}

variable "namespace" {
  type        = string
  description = "Namespace of the installation."
}

variable "image" {
  type        = string
  description = "PostgreSQL image of CloudNativePG by digest, with the ICU and C.UTF-8 locales."

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by digest: …@sha256:<64 hex digits>."
  }
}

variable "instances" {
  type        = number
  description = "Primary and standbys together."

  validation {
    condition     = var.instances >= 3 && var.instances <= 9 && floor(var.instances) == var.instances
    error_message = "From 3 to 9: with fewer, losing one machine would stop writing or lose what was confirmed."
  }
}

variable "storage_gib" {
  type        = number
  description = "Size of each instance's volume for data; a quarter of it again is for the log of changes (WAL)."

  validation {
    condition     = var.storage_gib >= 20
    error_message = "At least 20 GiB."
  }
}

variable "storage_class" {
  type        = string
  description = "Class of the volumes; it must keep them when they are released."
}

variable "resources" {
  type        = object({ cpu = string, memory = string })
  description = "What each instance is given, requested and limited alike."
}

variable "backup" {
  type        = object({ destination = string, endpoint = string, secret = string, keep_days = number })
  description = "Where backups go: s3://bucket/path, the endpoint, the secret's name, and for how many days they are kept."

  validation {
    condition     = startswith(var.backup.destination, "s3://") && startswith(var.backup.endpoint, "https://")
    error_message = "The destination begins with s3://, the endpoint with https://."
  }
  validation {
    condition     = var.backup.keep_days >= 30
    error_message = "Backups are kept for at least 30 days."
  }
}

locals {
  name   = "roviec-database"
  labels = { "app.kubernetes.io/part-of" = "roviec", "app.kubernetes.io/component" = "database" }
  gib    = "Gi"

  cluster = {
    apiVersion = "postgresql.cnpg.io/v1"
    kind       = "Cluster"
    metadata   = { name = local.name, namespace = var.namespace, labels = local.labels }
    spec = {
      instances             = var.instances
      imageName             = var.image
      enableSuperuserAccess = false
      primaryUpdateStrategy = "unsupervised"
      inheritedMetadata     = { labels = local.labels }
      storage               = { size = "${var.storage_gib}${local.gib}", storageClass = var.storage_class }
      walStorage            = { size = "${ceil(var.storage_gib / 4)}${local.gib}", storageClass = var.storage_class }
      resources = {
        requests = { cpu = var.resources.cpu, memory = var.resources.memory }
        limits   = { cpu = var.resources.cpu, memory = var.resources.memory }
      }
      affinity = { enablePodAntiAffinity = true, podAntiAffinityType = "required", topologyKey = "kubernetes.io/hostname" }
      bootstrap = {
        initdb = {
          database      = "roviec"
          owner         = "roviec_owner"
          encoding      = "UTF8"
          localeCType   = "C.UTF-8"
          localeCollate = "C.UTF-8"
          # The roles without passwords; each room's login is made in one of them (README.md).
          postInitSQL = [
            "CREATE ROLE roviec_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
            "CREATE ROLE roviec_stats NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
          ]
          postInitApplicationSQL = [
            "REVOKE ALL ON DATABASE roviec FROM PUBLIC",
            "GRANT CONNECT, TEMPORARY ON DATABASE roviec TO roviec_app",
            "GRANT CONNECT ON DATABASE roviec TO roviec_stats",
          ]
        }
      }
      postgresql = {
        synchronous = { method = "any", number = 1, dataDurability = "required" }
        parameters = {
          password_encryption                 = "scram-sha-256"
          log_min_duration_statement          = "1s"
          log_parameter_max_length            = "0"
          log_parameter_max_length_on_error   = "0"
          idle_in_transaction_session_timeout = "60s"
        }
      }
      monitoring = { enablePodMonitor = true }
      backup = {
        retentionPolicy = "${var.backup.keep_days}d"
        barmanObjectStore = {
          destinationPath = var.backup.destination
          endpointURL     = var.backup.endpoint
          s3Credentials = {
            accessKeyId     = { name = var.backup.secret, key = "ACCESS_KEY_ID" }
            secretAccessKey = { name = var.backup.secret, key = "SECRET_ACCESS_KEY" }
          }
          data = { compression = "gzip", encryption = "AES256" }
          wal  = { compression = "gzip", encryption = "AES256" }
        }
      }
    }
  }

  nightly = {
    apiVersion = "postgresql.cnpg.io/v1"
    kind       = "ScheduledBackup"
    metadata   = { name = local.name, namespace = var.namespace, labels = local.labels }
    spec = {
      schedule             = "0 0 18 * * *" # six fields, UTC: 01:00 in Vietnam
      backupOwnerReference = "none"         # backups outlive the schedule
      cluster              = { name = local.name }
      immediate            = true
    }
  }
}

output "kept" {
  description = "What holds data."
  value       = { database = yamlencode(local.cluster) }
}

output "manifests" {
  description = "What may be taken away without losing data."
  value       = { database-nightly = yamlencode(local.nightly) }
}

output "hosts" {
  description = "Names under which the database is reached: for writing, and for reading from standbys."
  value       = { write = "${local.name}-rw.${var.namespace}.svc", read = "${local.name}-ro.${var.namespace}.svc" }
}
