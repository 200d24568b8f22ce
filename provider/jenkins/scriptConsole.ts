import { z } from "zod";
import { JenkinsError } from "../errors/jenkinsError.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { isUp } from "./controller.ts";
import { toJson } from "./responses/responseKinds.ts";
import { createListReader, OutputTooLong, type ScriptOutput, toScriptOutput } from "./scriptOutput.ts";
import { type ScriptOperation, toScript } from "./scripts.ts";
import { whoAmI } from "./whoAmI.ts";

const path = "/scriptText";

const refusals = [
  "unknownUser",
  "noApiTokenProperty",
  "fixedValueNotSupported",
  "expiryNotSupported",
  "expiryInThePast",
] as const;
const refusalSchema = z.object({ ok: z.literal(false), error: z.enum(refusals) });

/**
 * Runs one of our scripts on the controller, as an administrator.
 *
 * The console responds with 200 whatever happens, with everything that was printed, a stack trace too. One line with our
 * marker is the result; whatever else stands there is noise, or the reason why that line is missing.
 *
 * @throws JenkinsError `scriptConsoleForbidden`, `scriptFailed`, `singleSignOn`, `unknownUser`, `noApiTokenProperty`,
 *   `fixedValueNotSupported`, `expiryNotSupported`, `expiryInThePast`
 */
export async function runScript<Schema extends z.ZodType>(
  client: JenkinsClient,
  operation: ScriptOperation,
  given: Readonly<Record<string, unknown>> & {
    readonly username?: string;
    readonly expiresOn?: string | undefined;
  },
  schema: Schema,
): Promise<z.infer<Schema>> {
  const script = toScript(operation, given);
  const response = await (operation === "list"
    ? postForList(client, script)
    : post(client, operation, script));
  if (response.status !== 200) throw await toRefusal(client, response);
  const output = toScriptOutput(response.body);
  const answer = output.answers.length === 1 ? toJson(output.answers[0] ?? "") : undefined;
  const refusal = refusalSchema.safeParse(answer);
  if (refusal.success) {
    const { url, login } = client;
    const { username = login, expiresOn = "" } = given;
    const version = client.seenVersion() ?? "of unknown version";
    throw new JenkinsError(refusal.data.error, { url, username, expiresOn, version });
  }
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw toFailure(client, response, output);
}

function post(client: JenkinsClient, operation: ScriptOperation, script: string): Promise<HttpResponse> {
  return client.post(path, { script }, { isIdempotent: operation !== "generate" });
}

async function postForList(client: JenkinsClient, script: string): Promise<HttpResponse> {
  const { openReader, text } = createListReader();
  try {
    const response = await client.post(path, { script }, { isIdempotent: true, openReader });
    return response.status === 200 ? { ...response, body: text() } : response;
  } catch (error) {
    if (!(error instanceof OutputTooLong)) throw error;
    throw new JenkinsError("scriptFailed", { url: client.url, reason: error.message }, { cause: error });
  }
}

async function toRefusal(client: JenkinsClient, response: HttpResponse): Promise<JenkinsError> {
  const { url, login } = client;
  const unexpected = client.unexpected("POST", path, response);
  const { context } = unexpected;
  if (unexpected.code === "notPermitted")
    return new JenkinsError("scriptConsoleForbidden", { login, url }, context);
  // A wrong path is a 404 too: only where Jenkins shows elsewhere that it lives here, it is the console that is missing.
  if (response.status === 404 && (await isUp(client)))
    return new JenkinsError("scriptFailed", { url, reason: "it isn't there (404)." }, context);
  // Where the gateway lets the login through elsewhere, it closes the script console alone.
  if (unexpected.code === "gatewayRefused" && (await whoAmI(client)).kind === "user")
    return new JenkinsError(
      "scriptFailed",
      { url, reason: `a proxy or gateway refuses POST /scriptText (${response.status}).` },
      context,
    );
  return unexpected;
}

/** States why there is no result. The result itself is never shown: it may hold a token. */
function toFailure(
  client: JenkinsClient,
  response: HttpResponse,
  { answers, rest }: ScriptOutput,
): JenkinsError {
  const { url } = client;
  const unexpected = client.unexpected("POST", path, { ...response, body: fromException(rest) });
  if (unexpected.code === "singleSignOn") return unexpected;
  const { context } = unexpected;
  const printed = context.response?.replace(/^200 ?/, "");
  const reason = answers.length > 1 ? "it printed more than one result." : printed || reasonOf(answers);
  // What a script did before its error stays done; one that doesn't compile did nothing.
  const mayHaveTakenEffect = !rest.includes("MultipleCompilationErrorsException");
  return new JenkinsError("scriptFailed", { url, reason }, { ...context, mayHaveTakenEffect });
}

/**
 * What was printed, from the exception on that ended the script: lines before it are noise. Groovy reports what it can't
 * compile in the line after.
 */
function fromException(text: string): string {
  const exception = text.search(/^[\w.$]+(Exception|Error)\d*(:|$)/m);
  return text.slice(Math.max(exception, 0)).replace(/^(.*startup failed:)\n/, "$1 ");
}

function reasonOf(answers: readonly string[]): string {
  return answers.length === 0 ? "its result is empty." : "its result can't be read.";
}
