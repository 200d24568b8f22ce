package main

import (
	"github.com/pulumi-jenkins/pulumi-jenkins/sdk/go/jenkins"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")

		own, err := jenkins.NewApiToken(ctx, "own", &jenkins.ApiTokenArgs{
			Version: pulumi.String(settings.Require("version")),
		})
		if err != nil {
			return err
		}

		kept, err := jenkins.NewApiToken(ctx, "kept", &jenkins.ApiTokenArgs{
			Username:  pulumi.String("alice"),
			TokenName: pulumi.String("made by hand"),
		})
		if err != nil {
			return err
		}

		other, err := jenkins.NewProvider(ctx, "other", &jenkins.ProviderArgs{
			Url:      pulumi.String(settings.Require("otherUrl")),
			Username: pulumi.String("svc"),
			Password: settings.RequireSecret("otherPassword"),
		})
		if err != nil {
			return err
		}
		theirs, err := jenkins.NewApiToken(ctx, "theirs", nil, pulumi.Provider(other))
		if err != nil {
			return err
		}
		user := jenkins.GetApiTokensOutputArgs{Username: theirs.Username}
		listed := jenkins.GetApiTokensOutput(ctx, user, pulumi.Provider(other))

		ctx.Export("ownValue", own.TokenValue)
		ctx.Export("ownUuid", own.TokenUuid)
		ctx.Export("authorization", own.Authorization)
		ctx.Export("keptValue", kept.TokenValue)
		ctx.Export("theirValue", theirs.TokenValue)
		ctx.Export("theirUuid", theirs.TokenUuid)
		ctx.Export("listedUuid", listed.Tokens().Index(pulumi.Int(0)).TokenUuid())
		return nil
	})
}
