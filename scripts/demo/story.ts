import type { DemoController } from "./controller.ts";
import type { DemoJob } from "./job.ts";
import type { DemoToken, Scene } from "./scene.ts";

/** What the story is about, besides the scene that it is played in. */
export interface Story {
  readonly scene: Scene;
  readonly controller: DemoController;
  readonly job: DemoJob;
  /** Name of the token, until it gets another one. */
  readonly tokenName: string;
  /** Whether one of the texts is in a file that Pulumi has written. */
  isWritten(texts: readonly string[]): Promise<boolean>;
}

/** The life of a token, each step verified at Pulumi and at Jenkins. Rejects where a step isn't what it should be. */
export async function tellStory(story: Story): Promise<void> {
  const { terminal } = story.scene;

  terminal.heading(2, "A token is made");
  const first = await make(story);

  terminal.heading(3, "The token starts a build");
  await build(story, first);

  terminal.heading(4, "Once more: there is nothing to do");
  await changeNothing(story, first);

  terminal.heading(5, "A new version: the token is rotated");
  const second = await rotate(story, first);

  terminal.heading(6, "A new name: the token stays");
  const renamed = await rename(story, second);

  terminal.heading(7, "Revoked behind Pulumi's back: refresh notices, up repairs");
  const third = await repair(story, renamed);

  terminal.heading(8, "Everything is destroyed");
  await destroy(story, third);
}

async function make({ scene, controller, tokenName, isWritten }: Story): Promise<DemoToken> {
  await scene.configure("tokenName", tokenName);
  const token = await scene.up("Pulumi creates one token", ["create"]);
  await scene.requireListed("Jenkins lists it, under the name and UUID that Pulumi has", [
    { ...token, tokenName },
  ]);
  await scene.requireGood(`it logs in as ${controller.client.login}`, token);
  const seen = await isWritten([token.tokenValue, token.authorization.replace("Basic ", "")]);
  scene.check("none of Pulumi's files has its value in plain text", { expected: false, seen });
  return token;
}

async function build({ scene, controller, job }: Story, { tokenValue }: DemoToken): Promise<void> {
  const { terminal, check, during } = scene;
  terminal.fact("Token", [`${job.request}, by HTTP Basic, without a crumb`]);
  const started = await during("the build starts", async () =>
    job.start(await controller.clientOfToken(tokenValue)),
  );
  terminal.fact("Jenkins", [`${started.status}, ${started.description}`]);
  check("Jenkins takes it (201)", { expected: 201, seen: started.status });
  const who = controller.client.login;
  check(`the build is started by ${who}`, {
    expected: who.toLowerCase(),
    seen: started.startedBy?.toLowerCase(),
  });
}

async function changeNothing({ scene }: Story, token: DemoToken): Promise<void> {
  const same = await scene.up("Pulumi changes nothing", ["same"]);
  await scene.requireListed("Jenkins lists the same token", [token]);
  requireSameValue(scene, same, token);
}

async function rotate({ scene }: Story, old: DemoToken): Promise<DemoToken> {
  await scene.configure("version", "2");
  const token = await scene.up("Pulumi creates a new token first, and deletes the old one last", [
    "create-replacement",
    "delete-replaced",
  ]);
  await scene.requireListed("Jenkins lists the new token alone", [{ ...old, tokenUuid: token.tokenUuid }]);
  scene.check("it has another UUID", { expected: false, seen: token.tokenUuid === old.tokenUuid });
  await scene.requireRefused("the old token is refused (401)", old);
  await scene.requireGood("the new one logs in", token);
  return token;
}

async function rename({ scene, tokenName }: Story, old: DemoToken): Promise<DemoToken> {
  const newName = `${tokenName}-renamed`;
  await scene.configure("tokenName", newName);
  const token = await scene.up("Pulumi updates the token in place", ["update"]);
  await scene.requireListed("Jenkins lists the new name under the old UUID", [
    { ...old, tokenName: newName },
  ]);
  requireSameValue(scene, token, old);
  await scene.requireGood("it still logs in", token);
  return token;
}

async function repair({ scene }: Story, lost: DemoToken): Promise<DemoToken> {
  const { terminal, jenkins, during } = scene;
  terminal.fact("Somebody", [`revokes ${lost.tokenName} by hand, in Jenkins`]);
  await during("Jenkins revokes the token", () => jenkins.revoke(lost.tokenUuid));
  await scene.requireRefused("the token is refused (401)", lost);
  await scene.refresh("Pulumi finds that it is gone", ["delete"]);
  const token = await scene.up("Pulumi creates a new one", ["create"]);
  await scene.requireListed("Jenkins lists it, under the same name", [
    { ...lost, tokenUuid: token.tokenUuid },
  ]);
  await scene.requireGood("it logs in", token);
  return token;
}

async function destroy({ scene }: Story, last: DemoToken): Promise<void> {
  await scene.destroy("Pulumi deletes the token", ["delete"]);
  await scene.requireListed("nothing is left on Jenkins", []);
  await scene.requireRefused("the last token is refused (401)", last);
}

/** Compared here, so that no value gets into what a failed check prints. */
function requireSameValue({ check }: Scene, token: DemoToken, old: DemoToken): void {
  const seen = token.tokenValue === old.tokenValue ? "the same" : "another one";
  check("its value is the same", { expected: "the same", seen });
}
