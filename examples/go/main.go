package main

import (
	"github.com/pulumi-jenkins/pulumi-jenkins/sdk/go/jenkins"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		token, err := jenkins.NewApiToken(ctx, "deploy", &jenkins.ApiTokenArgs{
			RotateAfterDays: pulumi.Int(90),
		})
		if err != nil {
			return err
		}
		ctx.Export("authorization", token.Authorization)
		ctx.Export("rotateOn", token.RotateOn)
		return nil
	})
}
