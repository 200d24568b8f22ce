// Runs the program of an example under Pulumi's mocks, in a folder where its packages are installed, and prints what it
// registers: inputs by type and name, secrets as { secret: value }.

const { readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { basename, join } = require("node:path");

const { folder, config, tokenValue } = JSON.parse(process.argv[2]);
const requireFrom = createRequire(join(folder, "index.js"));
const pulumi = requireFrom("@pulumi/pulumi");
const ts = requireFrom("typescript");

/** How Pulumi marks a secret on the wire. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

const registered = {};
pulumi.runtime.setAllConfig(config);
pulumi.runtime.setMocks(
  {
    newResource({ type, name, inputs: { __provider, ...inputs } }) {
      registered[`${type} ${name}`] = unwrap(inputs);
      const token = {
        url: "https://ci.example.com/jenkins",
        username: "svc",
        tokenUuid: `uuid of ${name}`,
        // Of a real engine it comes back as a secret.
        tokenValue: { [signature]: secretSignature, value: tokenValue },
      };
      const state = type.endsWith("jenkins:ApiToken") ? token : { metadata: { name: `name of ${name}` } };
      return { id: `${name}-id`, state: { ...inputs, ...state } };
    },
    call: ({ inputs }) => inputs,
  },
  basename(folder),
);

const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
const { outputText } = ts.transpileModule(readFileSync(join(folder, "index.ts"), "utf8"), {
  compilerOptions,
});
writeFileSync(join(folder, "index.js"), outputText);

pulumi.runtime
  .runInPulumiStack(async () => requireFrom("./index.js"))
  .then(() => pulumi.runtime.disconnect())
  .then(() => console.log(JSON.stringify(registered)));

/** Pulumi marks a secret with a property; a value that holds a secret may be marked as a whole. */
function unwrap(value) {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  if (signature in value) return { secret: value.value };
  return Object.fromEntries(Object.entries(value).map(([key, nested]) => [key, unwrap(nested)]));
}
