package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"

	"pulumi-braze/sdk/go/braze"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		winterSale, err := braze.NewSendId(ctx, "winter-sale", &braze.SendIdArgs{
			CampaignId: pulumi.String(config.Require(ctx, "campaignId")),
			SendId:     pulumi.String("winter-sale-2026"),
		})
		if err != nil {
			return err
		}
		ctx.Export("winterSale", winterSale.SendId)
		return nil
	})
}
