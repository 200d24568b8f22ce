import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { connectionKeys } from "../../../../provider/connection/connection.ts";
import { readSchema, version } from "../../../../provider/plugin/schema.ts";
import * as descriptions from "../../../../provider/token/model/descriptions.ts";
import { inputsSchema } from "../../../../provider/token/model/inputs.ts";
import { toSchema } from "../../../../scripts/schema/toSchema.ts";

const file = new URL("../../../../plugin/schema.json", import.meta.url);
const schema = toSchema(descriptions);

it("plugin/schema.json is what `npm run schema` writes", () => {
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(schema)));
});

it("the provider shows the schema with the version of the package", () => {
  expect(JSON.parse(readSchema())).toMatchObject({ name: "jenkins", version });
});

it("a token has the inputs that check knows, none of them required", () => {
  const { inputProperties, ...resource } = schema.resources["jenkins:index:ApiToken"];
  expect(Object.keys(inputProperties).sort()).toEqual(Object.keys(inputsSchema.shape).sort());
  expect(resource).not.toHaveProperty("requiredInputs");
});

it("a connection has the same keys in the configuration and in a resource", () => {
  const { controllers, ...configuration } = schema.config.variables;
  expect(Object.keys(configuration)).toEqual(connectionKeys);
  expect(Object.keys(schema.types["jenkins:index:Connection"].properties)).toEqual(connectionKeys);
  expect(controllers).toMatchObject({ secret: true });
});

it("no credential has a default: an SDK would write today's value into the state", () => {
  expect(JSON.stringify(schema)).not.toMatch(/"default(Info)?"/);
});
