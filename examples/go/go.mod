module jenkins-token

go 1.25

require (
	github.com/pulumi-jenkins/pulumi-jenkins/sdk/go/jenkins v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.250.0
)
