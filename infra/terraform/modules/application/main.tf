# The program: the migration, then API (which serves the console), relay, worker and schedule, all from one image.
# None keeps state of its own, so each may be killed at any moment. Every room has its own secret and its own account.

terraform {
  required_version = ">= 1.9"
}

locals {
  port = 8056
  rooms = {
    api      = { command = ["roviec", "serve-api"], replicas = var.api.replicas, cpu = var.api.cpu, memory = var.api.memory, grace = 60 }
    relay    = { command = ["roviec", "worker", "--threads", "0", "--relay", "--no-schedule"], replicas = 2, cpu = "100m", memory = "512Mi", grace = 60 }
    worker   = { command = ["roviec", "worker", "--threads", tostring(var.worker.threads), "--no-relay", "--no-schedule"], replicas = var.worker.replicas, cpu = var.worker.cpu, memory = var.worker.memory, grace = 300 }
    schedule = { command = ["roviec", "worker", "--threads", "0", "--no-relay", "--schedule"], replicas = 2, cpu = "200m", memory = "2Gi", grace = 300 }
  }
  labels = { for room in concat(keys(local.rooms), ["migrate"]) : room => { "app.kubernetes.io/part-of" = "roviec", "app.kubernetes.io/component" = room } }

  shared = [
    { name = "ROVIEC_HOST", value = "0.0.0.0" },
    { name = "ROVIEC_PORT", value = tostring(local.port) },
    { name = "ROVIEC_STATE", value = "/var/lib/roviec" },
    { name = "ROVIEC_PUBLIC_URL", value = "https://${var.ingress.host}" },
    { name = "STORAGE_URL", value = var.storage.evidence },
    { name = "ROVIEC_RECEIPT_ROOTS", value = var.storage.receipt_roots },
    { name = "AWS_ENDPOINT_URL_S3", value = var.storage.endpoint },
    { name = "AWS_DEFAULT_REGION", value = var.storage.region },
    { name = "OTEL_EXPORTER_OTLP_ENDPOINT", value = var.telemetry_endpoint },
  ]

  pod_security       = { runAsNonRoot = true, runAsUser = 10001, runAsGroup = 10001, fsGroup = 10001, seccompProfile = { type = "RuntimeDefault" } }
  container_security = { allowPrivilegeEscalation = false, readOnlyRootFilesystem = true, capabilities = { drop = ["ALL"] } }
  mounts             = [{ name = "state", mountPath = "/var/lib/roviec" }, { name = "tmp", mountPath = "/tmp" }]
  volumes            = [{ name = "state", emptyDir = {} }, { name = "tmp", emptyDir = {} }]

  serving = {
    ports          = [{ name = "http", containerPort = local.port }]
    startupProbe   = { httpGet = { path = "/health/live", port = "http" }, periodSeconds = 2, failureThreshold = 60 }
    livenessProbe  = { httpGet = { path = "/health/live", port = "http" }, periodSeconds = 10, failureThreshold = 6 }
    readinessProbe = { httpGet = { path = "/health/ready", port = "http" }, periodSeconds = 5 }
    # Time for the load balancer to learn that this pod goes before it stops taking connections.
    lifecycle = { preStop = { sleep = { seconds = 10 } } }
  }

  accounts = { for room, labels in local.labels : "account-${room}" => {
    apiVersion                   = "v1"
    kind                         = "ServiceAccount"
    metadata                     = { name = "roviec-${room}", namespace = var.namespace, labels = labels }
    automountServiceAccountToken = false
  } }

  deployments = { for room, set in local.rooms : room => {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = { name = "roviec-${room}", namespace = var.namespace, labels = local.labels[room] }
    spec = merge({ for name, count in { replicas = set.replicas } : name => count if !contains(keys(local.scaled), room) }, {
      minReadySeconds = 5
      strategy        = { type = "RollingUpdate", rollingUpdate = { maxUnavailable = 0, maxSurge = 1 } }
      selector        = { matchLabels = local.labels[room] }
      template = {
        metadata = { labels = local.labels[room] }
        spec = {
          serviceAccountName            = "roviec-${room}"
          automountServiceAccountToken  = false
          terminationGracePeriodSeconds = set.grace
          securityContext               = local.pod_security
          topologySpreadConstraints = [{
            maxSkew           = 1
            topologyKey       = "kubernetes.io/hostname"
            whenUnsatisfiable = "ScheduleAnyway"
            labelSelector     = { matchLabels = local.labels[room] }
          }]
          containers = [merge({ for name, part in local.serving : name => part if room == "api" }, {
            name            = room
            image           = var.image
            command         = set.command
            env             = local.shared
            envFrom         = [{ secretRef = { name = var.secrets[room] } }]
            resources       = { requests = { cpu = set.cpu, memory = set.memory }, limits = { memory = set.memory } }
            securityContext = local.container_security
            volumeMounts    = local.mounts
          })]
          volumes = local.volumes
        }
      }
    })
  } }

  budgets = { for room, labels in local.labels : "budget-${room}" => {
    apiVersion = "policy/v1"
    kind       = "PodDisruptionBudget"
    metadata   = { name = "roviec-${room}", namespace = var.namespace, labels = labels }
    spec       = { maxUnavailable = 1, selector = { matchLabels = labels } }
  } if room != "migrate" }

  scaled = { api = var.api, worker = var.worker }
  scalers = { for room, set in local.scaled : "scaler-${room}" => {
    apiVersion = "autoscaling/v2"
    kind       = "HorizontalPodAutoscaler"
    metadata   = { name = "roviec-${room}", namespace = var.namespace, labels = local.labels[room] }
    spec = {
      scaleTargetRef = { apiVersion = "apps/v1", kind = "Deployment", name = "roviec-${room}" }
      minReplicas    = set.replicas
      maxReplicas    = set.most_replicas
      metrics        = [{ type = "Resource", resource = { name = "cpu", target = { type = "Utilization", averageUtilization = 70 } } }]
    }
  } }

  service = {
    apiVersion = "v1"
    kind       = "Service"
    metadata   = { name = "roviec-api", namespace = var.namespace, labels = local.labels.api }
    spec       = { selector = local.labels.api, ports = [{ name = "http", port = 80, targetPort = "http" }] }
  }

  ingress = {
    apiVersion = "networking.k8s.io/v1"
    kind       = "Ingress"
    metadata   = { name = "roviec-api", namespace = var.namespace, labels = local.labels.api }
    spec = {
      ingressClassName = var.ingress.class
      tls              = [{ hosts = [var.ingress.host], secretName = var.ingress.certificate }]
      rules            = [{ host = var.ingress.host, http = { paths = [{ path = "/", pathType = "Prefix", backend = { service = { name = "roviec-api", port = { name = "http" } } } }] } }]
    }
  }

  # A job's template cannot change, so each image has a job of its own.
  migration_name = "roviec-migrate-${substr(regex("[0-9a-f]{64}$", var.image), 0, 12)}"
  migration = {
    apiVersion = "batch/v1"
    kind       = "Job"
    metadata   = { name = local.migration_name, namespace = var.namespace, labels = local.labels.migrate }
    spec = {
      backoffLimit = 3
      template = {
        metadata = { labels = local.labels.migrate }
        spec = {
          serviceAccountName           = "roviec-migrate"
          automountServiceAccountToken = false
          restartPolicy                = "Never"
          securityContext              = local.pod_security
          containers = [{
            name            = "migrate"
            image           = var.image
            command         = ["roviec", "migrate"]
            env             = [{ name = "ROVIEC_STATE", value = "/var/lib/roviec" }]
            envFrom         = [{ secretRef = { name = var.secrets["migrate"] } }]
            resources       = { requests = { cpu = "200m", memory = "512Mi" }, limits = { memory = "1Gi" } }
            securityContext = local.container_security
            volumeMounts    = local.mounts
          }]
          volumes = local.volumes
        }
      }
    }
  }
}
