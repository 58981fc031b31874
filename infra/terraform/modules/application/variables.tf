variable "namespace" {
  type        = string
  description = "Namespace of the installation."
}

variable "image" {
  type        = string
  description = "The program's image by digest, built from infra/Containerfile."

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by digest: …@sha256:<64 hex digits>."
  }
}

variable "secrets" {
  type        = map(string)
  description = "Room to the name of its secret."

  validation {
    condition     = length(setsubtract(["migrate", "api", "relay", "worker", "schedule"], keys(var.secrets))) == 0
    error_message = "Each of migrate, api, relay, worker and schedule needs a secret."
  }
  validation {
    condition     = length(distinct(values(var.secrets))) == length(var.secrets)
    error_message = "No two rooms share a secret."
  }
}

variable "api" {
  type        = object({ replicas = number, most_replicas = number, cpu = string, memory = string })
  description = "API processes: at least, at most, and what each is given."

  validation {
    condition     = var.api.replicas >= 2 && var.api.most_replicas >= var.api.replicas
    error_message = "At least 2, so that one can go; at most not below that."
  }
}

variable "worker" {
  type        = object({ replicas = number, most_replicas = number, threads = number, cpu = string, memory = string })
  description = "Worker processes: at least, at most, jobs at once, and what each is given."

  validation {
    condition     = var.worker.replicas >= 2 && var.worker.most_replicas >= var.worker.replicas && var.worker.threads >= 1
    error_message = "At least 2 processes with at least 1 thread; at most not below that."
  }
}

variable "storage" {
  type        = object({ endpoint = string, region = string, evidence = string, receipt_roots = string })
  description = "Object storage: endpoint, region, s3://bucket/prefix for evidence and for the roots of receipts."

  validation {
    condition     = startswith(var.storage.endpoint, "https://") && startswith(var.storage.evidence, "s3://") && startswith(var.storage.receipt_roots, "s3://")
    error_message = "The endpoint begins with https://, both stores with s3://."
  }
  validation {
    condition     = split("/", var.storage.evidence)[2] != split("/", var.storage.receipt_roots)[2]
    error_message = "Roots of receipts need a bucket of their own, best one with object lock."
  }
}

variable "ingress" {
  type        = object({ class = string, host = string, certificate = string })
  description = "Class of the ingress, the public host name, and the secret with its certificate."

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\\.[a-z]{2,}$", var.ingress.host))
    error_message = "The host is a name such as roviec.example.gov.vn."
  }
}

variable "telemetry_endpoint" {
  type        = string
  description = "Where the rooms send telemetry."
}
