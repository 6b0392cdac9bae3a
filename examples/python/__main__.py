"""A Braze send ID."""

import pulumi
import pulumi_braze as braze

campaign_id = pulumi.Config().require("campaignId")

winter_sale = braze.SendId(
    "winter-sale",
    campaign_id=campaign_id,
    send_id="winter-sale-2026",
)

pulumi.export("winterSale", winter_sale.send_id)
