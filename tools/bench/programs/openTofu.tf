# The send IDs with a generic REST provider, whose documentation describes the settings.
# https://github.com/Mastercard/terraform-provider-restapi/tree/v1.20.0/docs

terraform {
  required_providers {
    restapi = {
      source  = "Mastercard/restapi"
      version = "1.20.0"
    }
  }
}

variable "endpoint" {
  type = string
}

variable "api_key" {
  type      = string
  sensitive = true
}

variable "send_ids" {
  type = number
}

provider "restapi" {
  uri          = var.endpoint
  headers      = { Authorization = "Bearer ${var.api_key}", "Content-Type" = "application/json" }
  id_attribute = "send_id"
  # Without it, each create is followed by a read, which Braze does not offer.
  create_returns_object = true
}

locals {
  campaign_id = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
}

resource "restapi_object" "send" {
  for_each = toset([for index in range(var.send_ids) : "send-${index}"])

  path        = "/sends/id"
  create_path = "/sends/id/create"
  data        = jsonencode({ campaign_id = local.campaign_id, send_id = each.key })
  # Without it, a change is an update, which Braze does not offer.
  force_new = [local.campaign_id, each.key]
}
