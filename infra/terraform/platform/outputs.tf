output "manifests" {
  description = "Everything that is put into the cluster, for those who review it or apply it by other means."
  value = merge(
    { namespace = local.namespace },
    module.secrets.manifests, module.network.manifests, module.database.kept, module.database.manifests,
    module.broker.kept, module.telemetry.manifests, module.application.migration, module.application.manifests,
  )
}

output "secrets" {
  description = "The secrets that must exist, and their keys."
  value       = { for room, name in module.secrets.names : name => module.secrets.keys[room] }
}

output "hosts" {
  description = "Hosts for the rooms' addresses: DATABASE_URL and DATABASE_OWNER_URL to write, DATABASE_STATS_URL may read from standbys."
  value       = merge(module.database.hosts, { broker = module.broker.host })
}
