# The credentials of each room, and of nobody else: names and keys only. Values never pass through Terraform, so they
# are never in its state. With a secret store (External Secrets Operator) they are fetched by the cluster; without one
# whoever runs the cluster creates secrets of these names before the first apply.

terraform {
  required_version = ">= 1.9"
}

variable "namespace" {
  type        = string
  description = "Namespace of the installation."
}

variable "store" {
  type        = string
  default     = null
  nullable    = true
  description = "Name of the ClusterSecretStore that holds the values under <namespace>/<room>; null: created by hand."
}

locals {
  database = ["DATABASE_URL"]
  storage  = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
  # DATABASE_URL of each room is a login of its own in role roviec_app; the API's statistics pool is in roviec_stats.
  rooms = {
    migrate   = ["DATABASE_OWNER_URL"]
    api       = concat(local.database, ["DATABASE_STATS_URL", "ROVIEC_SEALING_KEYS"], local.storage)
    relay     = concat(local.database, ["BROKER_URL"])
    worker    = concat(local.database, ["BROKER_URL"], local.storage)
    schedule  = concat(local.database, local.storage)
    backup    = ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY"]
    telemetry = ["OTLP_HEADERS"]
  }
  names = { for room in keys(local.rooms) : room => "roviec-${room}" }
  manifests = var.store == null ? {} : { for room, keys in local.rooms : "secret-${room}" => yamlencode({
    apiVersion = "external-secrets.io/v1"
    kind       = "ExternalSecret"
    metadata   = { name = local.names[room], namespace = var.namespace, labels = { "app.kubernetes.io/part-of" = "roviec" } }
    spec = {
      refreshInterval = "1h"
      secretStoreRef  = { kind = "ClusterSecretStore", name = var.store }
      target          = { name = local.names[room], creationPolicy = "Owner", deletionPolicy = "Retain" }
      data            = [for key in keys : { secretKey = key, remoteRef = { key = "${var.namespace}/${room}", property = key } }]
    }
  }) }
}

output "names" {
  description = "Room to the name of its secret."
  value       = local.names
}

output "keys" {
  description = "Room to the keys its secret must hold."
  value       = local.rooms
}

output "manifests" {
  description = "What asks the secret store for the values; empty without one."
  value       = local.manifests
}
