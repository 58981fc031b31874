# One installation of Rõ Việc: what it stands on, the migration, the program, in this order.

terraform {
  required_version = ">= 1.9"
}

locals {
  labels = { "app.kubernetes.io/part-of" = "roviec" }
  namespace = yamlencode({
    apiVersion = "v1"
    kind       = "Namespace"
    metadata = {
      name = var.namespace
      labels = merge(local.labels, {
        "pod-security.kubernetes.io/enforce" = "restricted"
        "pod-security.kubernetes.io/warn"    = "restricted"
        "pod-security.kubernetes.io/audit"   = "restricted"
      })
    }
  })
}

module "secrets" {
  source    = "../modules/secrets"
  namespace = var.namespace
  store     = var.secret_store
}

module "network" {
  source              = "../modules/network"
  namespace           = var.namespace
  ingress_namespace   = var.ingress.namespace
  operator_namespaces = var.operator_namespaces
  storage_cidrs       = var.storage.cidrs
  telemetry_cidrs     = var.telemetry.cidrs
  identity_cidrs      = var.identity_cidrs
}

module "database" {
  source        = "../modules/database"
  namespace     = var.namespace
  image         = var.images.database
  instances     = var.database.instances
  storage_gib   = var.database.storage_gib
  storage_class = var.storage_class
  resources     = { cpu = var.database.cpu, memory = var.database.memory }
  backup = {
    destination = var.storage.backups
    endpoint    = var.storage.endpoint
    secret      = module.secrets.names.backup
    keep_days   = var.database.keep_backups_days
  }
}

module "broker" {
  source        = "../modules/broker"
  namespace     = var.namespace
  image         = var.images.broker
  replicas      = 3
  storage_gib   = 20
  storage_class = var.storage_class
}

module "telemetry" {
  source    = "../modules/telemetry"
  namespace = var.namespace
  image     = var.images.telemetry
  endpoint  = var.telemetry.endpoint
  secret    = module.secrets.names.telemetry
}

module "application" {
  source             = "../modules/application"
  namespace          = var.namespace
  image              = var.images.program
  secrets            = module.secrets.names
  api                = var.api
  worker             = var.worker
  storage            = { endpoint = var.storage.endpoint, region = var.storage.region, evidence = var.storage.evidence, receipt_roots = var.storage.receipt_roots }
  ingress            = { class = var.ingress.class, host = var.ingress.host, certificate = var.ingress.certificate }
  telemetry_endpoint = module.telemetry.endpoint
}

module "home" {
  source  = "../modules/applied"
  context = var.context
  kept    = { namespace = local.namespace }
}

module "ground" {
  source    = "../modules/applied"
  context   = var.context
  kept      = merge(module.database.kept, module.broker.kept)
  manifests = merge(module.secrets.manifests, module.network.manifests, module.database.manifests, module.telemetry.manifests)
  wait_for  = { database = "condition=Ready", broker = "condition=AllReplicasReady" }

  depends_on = [module.home]
}

module "migration" {
  source    = "../modules/applied"
  context   = var.context
  manifests = module.application.migration
  wait_for  = { migration = "condition=complete" }

  depends_on = [module.ground]
}

module "program" {
  source    = "../modules/applied"
  context   = var.context
  manifests = module.application.manifests

  depends_on = [module.migration]
}
