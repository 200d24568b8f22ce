import { randomBytes } from "node:crypto";
import { placeholdersOf } from "./placeholders.ts";
import type { RecordedState } from "./recordedState.ts";
import type { Stage } from "./stage.ts";

/** One kind of state that today's code can write, and how it comes about. */
export interface Shape extends Pick<RecordedState, "about" | "program" | "due" | "rotation"> {
  /** Default: one up of the program. */
  readonly bringAbout?: (stage: Stage) => Promise<void>;
}

const first = placeholdersOf("first");
const second = placeholdersOf("second");

/** All of them, by the names that their tokens have in programs. */
export const shapes: Readonly<Record<string, Shape>> = {
  plain: {
    about: "made with few inputs",
    program: { version: 1 },
    rotation: { version: 2 },
  },
  everything: {
    about: "made with all inputs that go together",
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
    about: "made to rotate by itself",
    program: { rotateAfterDays: 30 },
    rotation: {},
  },
  overlap: {
    about: "rotated, while the one before works on",
    program: { version: 2, overlapDays: 7 },
    rotation: { version: 3 },
    async bringAbout({ program, up }) {
      await up({ ...program, version: 1 });
      await up(program);
    },
  },
  lost: {
    about: "revoked in the web UI, which a refresh has seen, while the one before works on",
    program: { version: 2, overlapDays: 7 },
    due: "replace",
    rotation: { version: 3 },
    async bringAbout({ program, up, jenkins, state, refresh }) {
      await up({ ...program, version: 1 });
      await up(program);
      const [resource] = await state();
      jenkins.revokeToken("alice", String(resource?.outputs.tokenUuid));
      await refresh();
    },
  },
  adopted: {
    about: "clicked together in the web UI, and adopted",
    program: { adopt: first },
    rotation: { version: 2 },
    async bringAbout({ program, name, jenkins, up }) {
      name("first", jenkins.generateToken("alice", "clicked together"));
      await up(program);
    },
  },
  adoptedAndRotated: {
    about: "made in the place of one that was adopted",
    program: { adopt: first, version: 2 },
    rotation: { version: 3 },
    async bringAbout({ program, name, jenkins, up }) {
      name("first", jenkins.generateToken("alice", "clicked together"));
      await up({ adopt: first });
      await up(program);
    },
  },
  scriptConsole: {
    about: "made for somebody else by an administrator, with a connection of its own",
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
    about: "made with a chosen value",
    program: { fixedValue: first.tokenValue },
    rotation: { fixedValue: second.tokenValue },
    async bringAbout({ program, name, up }) {
      const tokenValue = `11${randomBytes(16).toString("hex")}`;
      name("first", { tokenUuid: "not made yet", tokenValue });
      await up(program);
    },
  },
  unproved: {
    about: "made, but not yet proved to work",
    program: { version: 1 },
    due: "update",
    rotation: { version: 2 },
    bringAbout: ({ program, upFailsAt }) => upFailsAt(/whoAmI/, program),
  },
  unprovedOverlap: {
    about: "rotated, but not yet proved to work, while the one before works on",
    program: { version: 2, overlapDays: 7 },
    due: "update",
    rotation: { version: 3 },
    async bringAbout({ program, up, upFailsAt }) {
      await up({ ...program, version: 1 });
      await upFailsAt(/whoAmI/, program);
    },
  },
  unfinishedReplacement: {
    about: "rotated, but the one before could not be revoked",
    program: { version: 2 },
    due: "delete",
    rotation: { version: 3 },
    async bringAbout({ program, up, upFailsAt }) {
      await up({ version: 1 });
      await upFailsAt(/revoke$/, program);
    },
  },
};
