import {
  type EmbeddedJenkins,
  type EmbeddedJenkinsOptions,
  startEmbeddedJenkins,
} from "../../../emulator/index.ts";

/** Runs a test against a controller of its own, which is closed whatever happens. */
export async function withJenkins(
  options: EmbeddedJenkinsOptions,
  test: (jenkins: EmbeddedJenkins) => Promise<void>,
): Promise<void> {
  const jenkins = await startEmbeddedJenkins(options);
  try {
    await test(jenkins);
  } finally {
    await jenkins.close();
  }
}
