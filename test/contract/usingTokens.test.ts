import { describe, expect, it } from "vitest";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { create, destroy } from "../support/lifecycleResource.ts";
import { ownerOf } from "./support/contractController.ts";
import { targets } from "./support/contractFrontEnds.ts";
import { nameOf, revokeAfterEach } from "./support/contractTokens.ts";
import { visit, visitWithCrumb } from "./support/contractVisitor.ts";

describe.for(targets)("using a token, by $frontEnd, on $name", (controller) => {
  const { startProvider } = controller;
  revokeAfterEach(controller);
  const { username, password } = ownerOf(controller);

  it("starts a build by HTTP Basic, without a crumb, until the token is revoked", async ({ skip }) => {
    const job = `/job/${encodeURIComponent(controller.job)}`;
    const owner = await visitWithCrumb(controller, { username, password });
    if ((await owner.get(`${job}/api/json`)).status !== 200) skip(`no job ${controller.job}`);

    const provider = startProvider(passwordLogin(controller, username, password));
    const token = await create(provider, { tokenName: nameOf("build") });
    const client = visit(controller, { basic: [username, token.outs.tokenValue] });
    const answer = await client.post(`${job}/build`);
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toMatch(/\/queue\/item\/\d+\/$/);

    await destroy(provider, token);
    expect((await client.post(`${job}/build`)).status).toBe(401);
  });
});
