/** What the package is for. */
export const description =
  "Jenkins API tokens as code: `pulumi up` creates a token, verifies that it works and passes it on as a secret, rotates it when " +
  "a version is bumped or its time has come, and revokes what is no longer declared.";

/** What the resource is, with an example for each language that has one, and how to import. A test runs the examples. */
export const resourceDescription = `An API token of a Jenkins user: created and verified by \`pulumi up\`, rotated by a new \`version\`, revoked when it is no longer declared.

## Example Usage

\`\`\`typescript
import * as jenkins from "pulumi-jenkins";

const token = new jenkins.ApiToken("deploy", { rotateAfterDays: 90 });

export const authorization = token.authorization;
\`\`\`

\`\`\`yaml
resources:
  deploy:
    type: jenkins:ApiToken
    properties:
      rotateAfterDays: 90
outputs:
  authorization: \${deploy.authorization}
\`\`\`

## Import

The id is the owner and the UUID of the token, \`USER/UUID\`, or \`CONTROLLER:USER/UUID\` for a controller of \`jenkins:controllers\`. Jenkins shows the value of a token only once, so the environment has to give it:

\`\`\`sh
JENKINS_IMPORT_TOKEN_VALUE=… pulumi import jenkins:index:ApiToken deploy alice/01234567-89ab-cdef-0123-456789abcdef
\`\`\`
`;
