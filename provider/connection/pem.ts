import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ValueProblem } from "./problem.ts";

const pemKeys = ["caCert", "clientCert", "clientKey"] as const;

/** A connection's values with PEM text in the place of each path of a file, relative to the program's folder. */
export function loadPemFiles(values: Readonly<Record<string, unknown>>): {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly ValueProblem[];
} {
  const loaded: Record<string, unknown> = { ...values };
  const problems: ValueProblem[] = [];
  for (const key of pemKeys) {
    const value = values[key];
    if (typeof value !== "string" || value.includes("-----BEGIN ")) continue;
    try {
      loaded[key] = readFileSync(value, "utf8");
    } catch (error) {
      delete loaded[key];
      const { code = "unreadable" } = error as NodeJS.ErrnoException;
      problems.push({ key, reason: `is neither PEM text nor a file that can be read (${code})` });
    }
  }
  return { values: loaded, problems };
}

const textSchema = z.string("must be a string");

/** One certificate or several, whatever stands around them. */
export const certificatesSchema = textSchema
  .transform(toCertificates)
  .refine(areCertificates, "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)")
  .transform((certificates) => certificates.join("\n"));

/** A private key without a passphrase. */
export const privateKeySchema = textSchema
  .refine((text) => !isEncrypted(text), "is encrypted; give the key without a passphrase")
  .refine(
    (text) => isEncrypted(text) || isPrivateKey(text),
    "holds no private key in PEM (-----BEGIN PRIVATE KEY-----)",
  );

/** Whether a private key belongs to the first certificate of a PEM text. */
export function isKeyOf(certificate: string, key: string): boolean {
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
}

/** Where files were put together, the end of one may share a line with the begin of the next: OpenSSL would skip that. */
function toCertificates(text: string): string[] {
  return text.match(/-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----.*?-----END \1-----/gs) ?? [];
}

function areCertificates(certificates: readonly string[]): boolean {
  return (
    certificates.length > 0 &&
    certificates.every((certificate) => succeeds(() => new X509Certificate(certificate)))
  );
}

function isEncrypted(text: string): boolean {
  return text.includes("ENCRYPTED");
}

function isPrivateKey(text: string): boolean {
  return succeeds(() => createPrivateKey(text));
}

function succeeds(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
