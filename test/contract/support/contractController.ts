/** A user who can log in with a password. */
export interface PasswordLogin {
  readonly username: string;
  readonly password: string;
}

/** A controller that the contract suite runs on. */
export interface ContractController {
  readonly name: string;
  /** With the context path, without a slash at the end. */
  readonly url: string;
  readonly admin: PasswordLogin;
  /** A user who is no administrator; without one, the tests that need no administrator run as the administrator. */
  readonly user?: PasswordLogin;
  /** Whether administrators may generate tokens for others by REST. */
  readonly adminCanGenerate: boolean;
  /** A job that may be built, if it is there. */
  readonly job: string;
}

/** The user for whom the suite generates tokens where any user will do. */
export function ownerOf({ user, admin }: ContractController): PasswordLogin {
  return user ?? admin;
}

/** The controller that the environment names; undefined when it names none. Throws when it names half of one. */
export function controllerOf(environment: NodeJS.ProcessEnv): ContractController | undefined {
  const url = environment.JENKINS_TEST_URL;
  if (!url) return undefined;
  const need = (name: string) => {
    const value = environment[name];
    if (!value) throw new Error(`JENKINS_TEST_URL is set, so ${name} must be set too.`);
    return value;
  };
  const admin = { username: need("JENKINS_TEST_ADMIN"), password: need("JENKINS_TEST_ADMIN_PASSWORD") };
  const username = environment.JENKINS_TEST_USER;
  return {
    name: "the controller of JENKINS_TEST_URL",
    url: url.replace(/\/+$/, ""),
    admin,
    ...(username ? { user: { username, password: need("JENKINS_TEST_USER_PASSWORD") } } : {}),
    adminCanGenerate: environment.JENKINS_TEST_ADMIN_CAN_GENERATE === "1",
    job: environment.JENKINS_TEST_JOB || "testJob",
  };
}

declare module "vitest" {
  interface ProvidedContext {
    contractControllers: ContractController[];
  }
}
