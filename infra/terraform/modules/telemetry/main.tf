# The OpenTelemetry collector: takes traces, metrics and logs from the rooms, drops what could name a person, and hands
# the rest to the data centre's own monitoring by OTLP.

terraform {
  required_version = ">= 1.9"
}

variable "namespace" {
  type        = string
  description = "Namespace of the installation."
}

variable "image" {
  type        = string
  description = "opentelemetry-collector-contrib image by digest."

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "Name the image by digest: …@sha256:<64 hex digits>."
  }
}

variable "endpoint" {
  type        = string
  description = "Where the data centre takes OTLP over HTTP."

  validation {
    condition     = startswith(var.endpoint, "https://")
    error_message = "Telemetry leaves the cluster by https only."
  }
}

variable "secret" {
  type        = string
  description = "Secret with OTLP_HEADERS, the credential of that endpoint."
}

locals {
  name   = "roviec-telemetry"
  labels = { "app.kubernetes.io/part-of" = "roviec", "app.kubernetes.io/component" = "telemetry" }
  pick   = { "app.kubernetes.io/name" = local.name }

  # Attributes that may stay; a statement's or a request's own values never do.
  allowed = ["http.request.method", "http.response.status_code", "http.route", "db.system", "db.operation", "job.name", "graphql.operation.name", "error.type", "roviec.room", "outcome"]

  settings = yamlencode({
    receivers = { otlp = { protocols = { http = { endpoint = "0.0.0.0:4318" } } } }
    processors = {
      memory_limiter = { check_interval = "1s", limit_percentage = 80, spike_limit_percentage = 20 }
      redaction      = { allow_all_keys = false, allowed_keys = local.allowed, summary = "silent" }
      batch          = {}
    }
    exporters  = { otlphttp = { endpoint = var.endpoint, headers = { authorization = "$${env:OTLP_HEADERS}" } } }
    extensions = { health_check = { endpoint = "0.0.0.0:13133" } }
    service = {
      extensions = ["health_check"]
      pipelines = { for signal in ["traces", "metrics", "logs"] : signal => {
        receivers  = ["otlp"]
        processors = signal == "metrics" ? ["memory_limiter", "batch"] : ["memory_limiter", "redaction", "batch"]
        exporters  = ["otlphttp"]
      } }
    }
  })

  manifests = {
    telemetry-settings = {
      apiVersion = "v1"
      kind       = "ConfigMap"
      metadata   = { name = local.name, namespace = var.namespace, labels = local.labels }
      data       = { "collector.yaml" = local.settings }
    }
    telemetry-service = {
      apiVersion = "v1"
      kind       = "Service"
      metadata   = { name = local.name, namespace = var.namespace, labels = local.labels }
      spec       = { selector = local.pick, ports = [{ name = "otlp-http", port = 4318, targetPort = "otlp" }] }
    }
    telemetry = {
      apiVersion = "apps/v1"
      kind       = "Deployment"
      metadata   = { name = local.name, namespace = var.namespace, labels = local.labels }
      spec = {
        replicas = 2
        selector = { matchLabels = local.pick }
        template = {
          metadata = { labels = merge(local.labels, local.pick), annotations = { "roviec/settings" = sha256(local.settings) } }
          spec = {
            automountServiceAccountToken = false
            securityContext              = { runAsNonRoot = true, runAsUser = 10001, seccompProfile = { type = "RuntimeDefault" } }
            containers = [{
              name            = "collector"
              image           = var.image
              args            = ["--config=/etc/collector/collector.yaml"]
              envFrom         = [{ secretRef = { name = var.secret } }]
              ports           = [{ name = "otlp", containerPort = 4318 }, { name = "health", containerPort = 13133 }]
              livenessProbe   = { httpGet = { path = "/", port = "health" } }
              readinessProbe  = { httpGet = { path = "/", port = "health" } }
              resources       = { requests = { cpu = "100m", memory = "256Mi" }, limits = { memory = "256Mi" } }
              securityContext = { allowPrivilegeEscalation = false, readOnlyRootFilesystem = true, capabilities = { drop = ["ALL"] } }
              volumeMounts    = [{ name = "settings", mountPath = "/etc/collector", readOnly = true }]
            }]
            volumes = [{ name = "settings", configMap = { name = local.name } }]
          }
        }
      }
    }
  }
}

output "manifests" {
  description = "Settings, service and deployment."
  value       = { for name, manifest in local.manifests : name => yamlencode(manifest) }
}

output "endpoint" {
  description = "What the rooms send to."
  value       = "http://${local.name}.${var.namespace}.svc:4318"
}
