import pulumi
import pulumi_jenkins as jenkins

config = pulumi.Config()

own = jenkins.ApiToken("own", version=config.require("version"))

kept = jenkins.ApiToken("kept", username="alice", token_name="made by hand")

other = jenkins.Provider(
    "other",
    url=config.require("otherUrl"),
    username="svc",
    password=config.require_secret("otherPassword"),
)
theirs = jenkins.ApiToken("theirs", opts=pulumi.ResourceOptions(provider=other))
listed = jenkins.get_api_tokens_output(
    username=theirs.username, opts=pulumi.InvokeOutputOptions(provider=other)
)

pulumi.export("ownValue", own.token_value)
pulumi.export("ownUuid", own.token_uuid)
pulumi.export("authorization", own.authorization)
pulumi.export("keptValue", kept.token_value)
pulumi.export("theirValue", theirs.token_value)
pulumi.export("theirUuid", theirs.token_uuid)
pulumi.export("listedUuid", listed.apply(lambda result: result.tokens[0].token_uuid))
