# RabbitMQ with quorum queues, by the RabbitMQ Cluster Operator. Nothing in it is the only copy: what must not be lost
# waits in PostgreSQL until the next step has committed, so a lost broker costs time only.

terraform {
  required_version = ">= 1.9"
}

variable "namespace" {
  type        = string
  description = "Namespace of the installation."
}

variable "image" {
  type        = string
  description = "RabbitMQ image by digest."

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by digest: …@sha256:<64 hex digits>."
  }
}

variable "replicas" {
  type        = number
  description = "Nodes; an odd number, so that a majority exists."

  validation {
    condition     = contains([3, 5, 7], var.replicas)
    error_message = "3, 5 or 7."
  }
}

variable "storage_gib" {
  type        = number
  description = "Size of each node's volume."
}

variable "storage_class" {
  type        = string
  description = "Class of the volumes."
}

locals {
  name   = "roviec-broker"
  labels = { "app.kubernetes.io/part-of" = "roviec", "app.kubernetes.io/component" = "broker" }

  cluster = {
    apiVersion = "rabbitmq.com/v1beta1"
    kind       = "RabbitmqCluster"
    metadata   = { name = local.name, namespace = var.namespace, labels = local.labels }
    spec = {
      replicas                      = var.replicas
      image                         = var.image
      terminationGracePeriodSeconds = 600
      persistence                   = { storage = "${var.storage_gib}Gi", storageClassName = var.storage_class }
      resources = {
        requests = { cpu = "500m", memory = "1Gi" }
        limits   = { cpu = "2", memory = "1Gi" }
      }
      rabbitmq = {
        additionalConfig = join("\n", [
          "default_queue_type = quorum",
          "cluster_partition_handling = pause_minority",
          "vm_memory_high_watermark.relative = 0.6",
          "disk_free_limit.relative = 1.0",
          "",
        ])
      }
      override = {
        statefulSet = { spec = { template = { spec = {
          securityContext = { runAsNonRoot = true, seccompProfile = { type = "RuntimeDefault" } }
        } } } }
      }
    }
  }
}

output "kept" {
  description = "What holds data."
  value       = { broker = yamlencode(local.cluster) }
}

output "host" {
  description = "Name under which the broker is reached."
  value       = "${local.name}.${var.namespace}.svc"
}
