import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

/** PEM text, or the path of a file that holds it; relative to the program's folder. */
const pemSchema = z.string("must be a string").transform((text, context) => {
  if (text.includes("-----BEGIN ")) return text;
  try {
    return readFileSync(text, "utf8");
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    context.addIssue({
      code: "custom",
      message: `is neither PEM text nor a file that can be read (${code})`,
    });
    return z.NEVER;
  }
});

/** One certificate or several. */
export const certificatesSchema = pemSchema.refine(
  areCertificates,
  "holds no certificate in PEM (-----BEGIN CERTIFICATE-----)",
);

/** A private key without a passphrase. */
export const privateKeySchema = pemSchema
  .refine((text) => !isEncrypted(text), "is encrypted; give the key without a passphrase")
  .refine(
    (text) => isEncrypted(text) || isPrivateKey(text),
    "holds no private key in PEM (-----BEGIN PRIVATE KEY-----)",
  );

/** Whether a private key belongs to the first certificate of a PEM text. */
export function isKeyOf(certificate: string, key: string): boolean {
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
}

function areCertificates(text: string): boolean {
  const parts = text
    .split(/(?=-----BEGIN )/)
    .filter((part) => /^-----BEGIN [A-Z0-9 ]*CERTIFICATE-/.test(part));
  return parts.length > 0 && parts.every((part) => succeeds(() => new X509Certificate(part)));
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
