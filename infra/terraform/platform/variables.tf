variable "context" {
  type        = string
  description = "Context of the kubeconfig; naming it keeps an apply from going to the wrong cluster."
}

variable "namespace" {
  type        = string
  default     = "roviec"
  description = "Namespace of the installation."

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.namespace)) && !startswith(var.namespace, "kube-")
    error_message = "Lower-case letters, digits and hyphens, at most 63, not beginning with kube-."
  }
}

variable "images" {
  type        = object({ program = string, database = string, broker = string, telemetry = string })
  description = "Images by digest."

  validation {
    condition     = alltrue([for image in values(var.images) : can(regex("@sha256:[0-9a-f]{64}$", image))])
    error_message = "Name every image by digest: …@sha256:<64 hex digits>."
  }
}

variable "secret_store" {
  type        = string
  default     = null
  nullable    = true
  description = "ClusterSecretStore of External Secrets Operator; null: the secrets are created by hand."
}

variable "storage_class" {
  type        = string
  description = "Class of the volumes of database and broker; with reclaim policy Retain."
}

variable "database" {
  type = object({
    instances         = optional(number, 3)
    storage_gib       = number
    cpu               = string
    memory            = string
    keep_backups_days = optional(number, 90)
  })
  description = "PostgreSQL."
}

variable "api" {
  type        = object({ replicas = optional(number, 3), most_replicas = optional(number, 12), cpu = optional(string, "1"), memory = optional(string, "1Gi") })
  default     = {}
  description = "API processes."
}

variable "worker" {
  type        = object({ replicas = optional(number, 2), most_replicas = optional(number, 8), threads = optional(number, 4), cpu = optional(string, "1"), memory = optional(string, "2Gi") })
  default     = {}
  description = "Worker processes."
}

variable "storage" {
  type        = object({ endpoint = string, region = string, evidence = string, receipt_roots = string, backups = string, cidrs = list(string) })
  description = "Object storage: endpoint, region, three stores as s3://bucket/prefix, and the addresses it answers from."
}

variable "ingress" {
  type        = object({ namespace = string, class = string, host = string, certificate = string })
  description = "Ingress controller and the public name."
}

variable "operator_namespaces" {
  type        = list(string)
  description = "Namespaces of CloudNativePG's and RabbitMQ's operators."
}

variable "telemetry" {
  type        = object({ endpoint = string, cidrs = list(string) })
  description = "Where the data centre takes OTLP over HTTP, and its addresses."
}

variable "identity_cidrs" {
  type        = list(string)
  default     = []
  description = "Addresses of the tenants' identity providers; empty without single sign-on."
}
