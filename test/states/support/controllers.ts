import type { EmbeddedJenkins, EmbeddedJenkinsOptions } from "../../../emulator/index.ts";

/** The controllers of recorded states, by the names that they have in programs and placeholders. */
export interface Controllers {
  /** The one of a program that names none. */
  readonly current: EmbeddedJenkins;
  /** Its users have legacy tokens only. */
  readonly ancient: EmbeddedJenkins;
}

/** Starts them, with the same clock. */
export async function startControllers(
  start: (options: EmbeddedJenkinsOptions) => Promise<EmbeddedJenkins>,
  clock: { now(): Date },
): Promise<Controllers> {
  return { current: await start({ clock }), ancient: await start({ clock, version: "2.107" }) };
}

/** The stack's configuration for them: alice with her password, whether or not a program names the controller. */
export function toConfiguration({ current, ancient }: Controllers) {
  const login = { username: "alice", password: "alice-pw" };
  const named = { current: { url: current.url, ...login }, ancient: { url: ancient.url, ...login } };
  return {
    plain: {
      "jenkins:url": current.url,
      "jenkins:username": login.username,
      // What is to fail fails at once.
      "jenkins:maxRetries": "0",
    },
    secret: { "jenkins:password": login.password, "jenkins:controllers": JSON.stringify(named) },
  };
}
