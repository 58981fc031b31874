# Who may talk to whom. Everything is shut first; then each room gets what its work needs and nothing else, so a room that
# was taken over reaches neither the others nor the internet.

terraform {
  required_version = ">= 1.9"
}

variable "namespace" {
  type        = string
  description = "Namespace of the installation."
}

variable "ingress_namespace" {
  type        = string
  description = "Namespace of the ingress controller, the only one whose pods reach the API."
}

variable "operator_namespaces" {
  type        = list(string)
  description = "Namespaces of the operators of database and broker, which must reach what they keep."
}

variable "storage_cidrs" {
  type        = list(string)
  description = "Addresses of the object storage."

  validation {
    condition     = length(var.storage_cidrs) > 0 && alltrue([for cidr in var.storage_cidrs : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 8, false)])
    error_message = "At least one range such as 10.1.2.0/24, and none wider than /8."
  }
}

variable "telemetry_cidrs" {
  type        = list(string)
  description = "Addresses that take the collector's telemetry."

  validation {
    condition     = length(var.telemetry_cidrs) > 0 && alltrue([for cidr in var.telemetry_cidrs : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 8, false)])
    error_message = "At least one range such as 10.1.2.0/24, and none wider than /8."
  }
}

variable "identity_cidrs" {
  type        = list(string)
  default     = []
  description = "Addresses of the tenants' identity providers, which the API asks; none without single sign-on."

  validation {
    condition     = alltrue([for cidr in var.identity_cidrs : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]) >= 8, false)])
    error_message = "Ranges such as 10.1.2.0/24, none wider than /8."
  }
}

locals {
  labels = { "app.kubernetes.io/part-of" = "roviec", "app.kubernetes.io/component" = "network" }
  room   = { for room in ["migrate", "api", "relay", "worker", "schedule", "database", "broker", "telemetry"] : room => { podSelector = { matchLabels = { "app.kubernetes.io/component" = room, "app.kubernetes.io/part-of" = "roviec" } } } }
  space  = { for name in concat([var.ingress_namespace], var.operator_namespaces) : name => { namespaceSelector = { matchLabels = { "kubernetes.io/metadata.name" = name } } } }
  tcp    = { for port in ["4318", "5432", "5672", "8000", "8056", "443"] : port => { protocol = "TCP", port = tonumber(port) } }

  to_database  = { to = [local.room.database], ports = [local.tcp["5432"]] }
  to_broker    = { to = [local.room.broker], ports = [local.tcp["5672"]] }
  to_telemetry = { to = [local.room.telemetry], ports = [local.tcp["4318"]] }
  to_storage   = { to = [for cidr in var.storage_cidrs : { ipBlock = { cidr = cidr } }], ports = [local.tcp["443"]] }
  to_identity  = [for cidrs in [var.identity_cidrs] : { to = [for cidr in cidrs : { ipBlock = { cidr = cidr } }], ports = [local.tcp["443"]] } if length(cidrs) > 0]
  operators    = [for name in var.operator_namespaces : local.space[name]]

  rooms = {
    migrate  = { ingress = [], egress = [local.to_database] }
    api      = { ingress = [{ from = [local.space[var.ingress_namespace]], ports = [local.tcp["8056"]] }], egress = concat([local.to_database, local.to_storage, local.to_telemetry], local.to_identity) }
    relay    = { ingress = [], egress = [local.to_database, local.to_broker, local.to_telemetry] }
    worker   = { ingress = [], egress = [local.to_database, local.to_broker, local.to_storage, local.to_telemetry] }
    schedule = { ingress = [], egress = [local.to_database, local.to_storage, local.to_telemetry] }
    database = {
      ingress = [
        { from = [for room in ["migrate", "api", "relay", "worker", "schedule", "database"] : local.room[room]], ports = [local.tcp["5432"]] },
        { from = concat(local.operators, [local.room.database]), ports = [local.tcp["5432"], local.tcp["8000"]] },
      ]
      egress = [local.to_database, { to = [local.room.database], ports = [local.tcp["8000"]] }, local.to_storage]
    }
    broker = {
      ingress = [
        { from = [local.room.relay, local.room.worker], ports = [local.tcp["5672"]] },
        { from = concat(local.operators, [local.room.broker]) },
      ]
      egress = [{ to = [local.room.broker] }]
    }
    telemetry = {
      ingress = [{ from = [for room in ["api", "relay", "worker", "schedule"] : local.room[room]], ports = [local.tcp["4318"]] }]
      egress  = [{ to = [for cidr in var.telemetry_cidrs : { ipBlock = { cidr = cidr } }], ports = [local.tcp["443"]] }]
    }
  }

  shut = {
    apiVersion = "networking.k8s.io/v1"
    kind       = "NetworkPolicy"
    metadata   = { name = "roviec-shut", namespace = var.namespace, labels = local.labels }
    spec       = { podSelector = {}, policyTypes = ["Ingress", "Egress"] }
  }
  names = {
    apiVersion = "networking.k8s.io/v1"
    kind       = "NetworkPolicy"
    metadata   = { name = "roviec-names", namespace = var.namespace, labels = local.labels }
    spec = {
      podSelector = {}
      policyTypes = ["Egress"]
      egress = [{
        to    = [{ namespaceSelector = { matchLabels = { "kubernetes.io/metadata.name" = "kube-system" } }, podSelector = { matchLabels = { "k8s-app" = "kube-dns" } } }]
        ports = [{ protocol = "UDP", port = 53 }, { protocol = "TCP", port = 53 }]
      }]
    }
  }
  doors = { for room, rules in local.rooms : "network-${room}" => {
    apiVersion = "networking.k8s.io/v1"
    kind       = "NetworkPolicy"
    metadata   = { name = "roviec-${room}", namespace = var.namespace, labels = local.labels }
    spec       = { podSelector = local.room[room].podSelector, policyTypes = ["Ingress", "Egress"], ingress = rules.ingress, egress = rules.egress }
  } }
}

output "manifests" {
  description = "The policies."
  value = merge(
    { network-shut = yamlencode(local.shut), network-names = yamlencode(local.names) },
    { for name, policy in local.doors : name => yamlencode(policy) },
  )
}
