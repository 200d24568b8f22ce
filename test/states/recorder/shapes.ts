import { randomBytes } from "node:crypto";
import { placeholdersOf } from "./placeholders.ts";
import type { RecordedState } from "./recordedState.ts";
import type { Stage } from "./stage.ts";

/** One kind of state that today's code can write, and how to get there. */
export interface Shape extends Pick<RecordedState, "about" | "program" | "due" | "rotation"> {
  /** Default: one up of the program. */
  readonly prepare?: (stage: Stage) => Promise<void>;
}

const first = placeholdersOf("first");
const second = placeholdersOf("second");

/** All of them, by the names that their tokens have in programs. */
export const shapes: Readonly<Record<string, Shape>> = {
  plain: {
    about: "created with few inputs",
    program: { version: 1 },
    rotation: { version: 2 },
  },
  everything: {
    about: "created with all inputs that go together",
    program: {
      username: "alice",
      tokenName: "deploy",
      version: "2027.1",
      triggers: { image: "sha256:1", replicas: 2, zones: ["a", "b"] },
      expiresInDays: 90,
      rotateAfterDays: 80,
      rotateBeforeExpiryDays: 7,
      overlapDays: 10,
      method: "rest",
      verifyOn: "up",
      allowConnectedController: true,
      controller: "current",
    },
    rotation: { triggers: { image: "sha256:2" } },
  },
  scheduled: {
    about: "rotates automatically",
    program: { rotateAfterDays: 30 },
    rotation: {},
  },
  overlap: {
    about: "rotated, while the previous one still works",
    program: { version: 2, overlapDays: 7 },
    rotation: { version: 3 },
    async prepare({ program, up }) {
      await up({ ...program, version: 1 });
      await up(program);
    },
  },
  lost: {
    about: "revoked in the web UI, as a refresh found, while the previous one still works",
    program: { version: 2, overlapDays: 7 },
    due: "replace",
    rotation: { version: 3 },
    async prepare({ program, up, jenkins, state, refresh }) {
      await up({ ...program, version: 1 });
      await up(program);
      const [resource] = await state();
      jenkins.revokeToken("alice", String(resource?.outputs.tokenUuid));
      await refresh();
    },
  },
  adopted: {
    about: "generated in the web UI, and adopted",
    program: { adopt: first },
    rotation: { version: 2 },
    async prepare({ program, name, jenkins, up }) {
      name("first", jenkins.generateToken("alice", "from the web UI"));
      await up(program);
    },
  },
  adoptedAndRotated: {
    about: "created in place of an adopted one",
    program: { adopt: first, version: 2 },
    rotation: { version: 3 },
    async prepare({ program, name, jenkins, up }) {
      name("first", jenkins.generateToken("alice", "from the web UI"));
      await up({ adopt: first });
      await up(program);
    },
  },
  scriptConsole: {
    about: "created for another user by an administrator, with its own connection",
    program: {
      username: "svc",
      expiresOn: "2027-12-31",
      connection: { url: "{{current}}", username: "admin", password: "admin-pw" },
    },
    rotation: { version: 2 },
  },
  legacy: {
    about: "the one that a user of an old Jenkins has",
    program: { controller: "ancient" },
    rotation: { version: 2 },
  },
  fixedValue: {
    about: "created with a given value",
    program: { fixedValue: first.tokenValue },
    rotation: { fixedValue: second.tokenValue },
    async prepare({ program, name, up }) {
      const tokenValue = `11${randomBytes(16).toString("hex")}`;
      name("first", { tokenUuid: "not generated yet", tokenValue });
      await up(program);
    },
  },
  unverified: {
    about: "created, but not yet verified",
    program: { version: 1 },
    due: "update",
    rotation: { version: 2 },
    prepare: ({ program, upFailsAt }) => upFailsAt(/whoAmI/, program),
  },
  unverifiedOverlap: {
    about: "rotated, but not yet verified, while the previous one still works",
    program: { version: 2, overlapDays: 7 },
    due: "update",
    rotation: { version: 3 },
    async prepare({ program, up, upFailsAt }) {
      await up({ ...program, version: 1 });
      await upFailsAt(/whoAmI/, program);
    },
  },
  unfinishedReplacement: {
    about: "rotated, but the previous one could not be revoked",
    program: { version: 2 },
    due: "delete",
    rotation: { version: 3 },
    async prepare({ program, up, upFailsAt }) {
      await up({ version: 1 });
      await upFailsAt(/revoke$/, program);
    },
  },
};
