# Puts rendered manifests into the cluster with kubectl, server-side, and takes away what is no longer asked for.
# Two resources an object: `present` knows its name only, so that a change of content never deletes anything;
# `applied` knows the content. What holds data is never deleted from here: see `kept`.

terraform {
  required_version = ">= 1.9"
}

variable "context" {
  type        = string
  description = "Context of the kubeconfig that kubectl uses."

  validation {
    condition     = can(regex("^[A-Za-z0-9._:@/-]+$", var.context))
    error_message = "A context's name has letters, digits and . _ : @ / - only."
  }
}

variable "manifests" {
  type        = map(string)
  description = "Name within this installation to manifest, as YAML. Deleted from the cluster when it leaves the map."
  default     = {}
}

variable "kept" {
  type        = map(string)
  description = "The same for what holds data: Terraform refuses to take it away."
  default     = {}
}

variable "wait_for" {
  type        = map(string)
  description = "Name to what `kubectl wait --for` waits for after it was applied, such as condition=complete."
  default     = {}
}

locals {
  all = merge(var.manifests, var.kept)
  identity = { for name, manifest in local.all : name => {
    # Deployment.v1.apps, or Secret.v1. for the core group, as kubectl reads it
    kind      = join(".", concat([yamldecode(manifest).kind], reverse(split("/", yamldecode(manifest).apiVersion))))
    object    = yamldecode(manifest).metadata.name
    namespace = try(yamldecode(manifest).metadata.namespace, "")
  } }
}

resource "terraform_data" "kept" {
  for_each = { for name in keys(var.kept) : name => local.identity[name] }
  input    = each.value

  lifecycle {
    prevent_destroy = true
  }
}

resource "terraform_data" "present" {
  for_each = { for name in keys(var.manifests) : name => merge(local.identity[name], { context = var.context }) }
  input    = each.value

  provisioner "local-exec" {
    when    = destroy
    command = "kubectl --context \"$CONTEXT\" $${NAMESPACE:+--namespace \"$NAMESPACE\"} delete --ignore-not-found --wait \"$KIND\" \"$OBJECT\""
    environment = {
      CONTEXT   = self.output.context
      KIND      = self.output.kind
      OBJECT    = self.output.object
      NAMESPACE = self.output.namespace
    }
  }
}

resource "terraform_data" "applied" {
  for_each         = local.all
  triggers_replace = sha256(each.value)

  provisioner "local-exec" {
    command = "printf '%s' \"$MANIFEST\" | kubectl --context \"$CONTEXT\" apply --server-side --field-manager roviec --filename -"
    environment = {
      CONTEXT  = var.context
      MANIFEST = each.value
    }
  }

  depends_on = [terraform_data.present, terraform_data.kept]
}

resource "terraform_data" "waited" {
  for_each         = var.wait_for
  triggers_replace = [terraform_data.applied[each.key].id, each.value]

  provisioner "local-exec" {
    command = "kubectl --context \"$CONTEXT\" --namespace \"$NAMESPACE\" wait --timeout 30m --for \"$CONDITION\" \"$KIND/$OBJECT\""
    environment = {
      CONTEXT   = var.context
      KIND      = local.identity[each.key].kind
      OBJECT    = local.identity[each.key].object
      NAMESPACE = local.identity[each.key].namespace
      CONDITION = each.value
    }
  }
}

output "identities" {
  description = "What stands in the cluster, without its content."
  value       = local.identity
}
