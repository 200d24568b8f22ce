import { describe, it } from "vitest";
import { acceptHeader } from "./fixtures/acceptHeader.ts";
import { crumbIssuer } from "./fixtures/crumbIssuer.ts";
import { crumbsOff } from "./fixtures/crumbsOff.ts";
import { disabledLegacyTokens, fixedTokens } from "./fixtures/fixedAndLegacyTokens.ts";
import type { Fixture } from "./fixtures/fixture.ts";
import { formLogin, sessionsAndCredentials } from "./fixtures/formLogin.ts";
import { generateForOthers, generateWithPassword, generateWithToken } from "./fixtures/generate.ts";
import { builds, paths } from "./fixtures/pathsAndBuilds.ts";
import { renames, revokes } from "./fixtures/renameAndRevoke.ts";
import { scriptConsole } from "./fixtures/scriptConsole.ts";
import { apis, whoAmIs } from "./fixtures/whoAmI.ts";
import { replay } from "./replay.ts";

const groups: Record<string, Fixture[]> = {
  "the crumb issuer": crumbIssuer,
  "a token for oneself with a password": generateWithPassword,
  "a token for oneself with a token": generateWithToken,
  "a token for somebody else": generateForOthers,
  "who am I": whoAmIs,
  "what Jenkins shows of itself and its users": apis,
  renaming: renames,
  "fixed tokens": fixedTokens,
  "legacy tokens where there are none": disabledLegacyTokens,
  builds,
  revoking: revokes,
  "the login form": formLogin,
  "sessions and credentials": sessionsAndCredentials,
  "users' pages and paths that lead nowhere": paths,
  "the script console": scriptConsole,
  "crumbs switched off": crumbsOff,
  "the Accept header": acceptHeader,
};

describe("the embedded Jenkins responds as recorded from a real 2.568.2", () => {
  for (const [group, fixtures] of Object.entries(groups)) {
    describe(group, () => {
      it.each(fixtures)("$name", (fixture) => replay(fixture));
    });
  }
});
