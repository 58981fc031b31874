output "migration" {
  description = "The job that brings the schema up to date before anything else of this image runs."
  value       = { migration = yamlencode(local.migration), account-migrate = yamlencode(local.accounts["account-migrate"]) }
}

output "manifests" {
  description = "Accounts, deployments, budgets, scalers, service and ingress."
  value = merge(
    { for name, manifest in local.accounts : name => yamlencode(manifest) if name != "account-migrate" },
    { for name, manifest in local.deployments : name => yamlencode(manifest) },
    { for name, manifest in local.budgets : name => yamlencode(manifest) },
    { for name, manifest in local.scalers : name => yamlencode(manifest) },
    { service-api = yamlencode(local.service), ingress-api = yamlencode(local.ingress) },
  )
}
