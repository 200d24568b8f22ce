import type { EmbeddedJenkins, EmbeddedJenkinsOptions } from "../../../emulator/index.ts";

/** The controllers of recorded states, by the names that they have in programs and placeholders. */
export interface Controllers {
  /** Where a program leads that names none. */
  readonly current: EmbeddedJenkins;
  /** Its users have nothing but a legacy token. */
  readonly ancient: EmbeddedJenkins;
}

/** Which of them. */
export type ControllerName = keyof Controllers;

/** Starts them, by the same clock. */
export async function startControllers(
  start: (options: EmbeddedJenkinsOptions) => Promise<EmbeddedJenkins>,
  clock: { now(): Date },
): Promise<Controllers> {
  return { current: await start({ clock }), ancient: await start({ clock, version: "2.107" }) };
}

/** The stack's configuration that leads to them: alice by password, whether or not a program names the controller. */
export function toConfiguration({ current, ancient }: Controllers) {
  const login = { username: "alice", password: "alice-pw" };
  const named = { current: { url: current.url, ...login }, ancient: { url: ancient.url, ...login } };
  return {
    plain: {
      "jenkins:url": current.url,
      "jenkins:username": login.username,
      // What is to fail shall do so at once.
      "jenkins:maxRetries": "0",
    },
    secret: { "jenkins:password": login.password, "jenkins:controllers": JSON.stringify(named) },
  };
}
