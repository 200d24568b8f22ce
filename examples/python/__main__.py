import pulumi
import pulumi_jenkins as jenkins

# For a week after a rotation the old token works too: nobody knows when the manifest is applied.
token = jenkins.ApiToken(
    "kubernetes",
    version=pulumi.Config().get("version") or "1",
    rotate_after_days=90,
    overlap_days=7,
)

# The manifest in JSON, which kubectl takes like YAML; a secret, because the token in it is one.
pulumi.export("manifest", pulumi.Output.json_dumps({
    "apiVersion": "v1",
    "kind": "Secret",
    "metadata": {"name": "jenkins"},
    "type": "kubernetes.io/basic-auth",
    "stringData": {"username": token.username, "password": token.token_value},
}))
