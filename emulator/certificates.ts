import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** A certificate and its private key, in PEM. */
export interface Certificate {
  key: string;
  cert: string;
}

/** What a certificate says. */
export interface CertificateOptions {
  /** Default: `Embedded Jenkins`. */
  commonName?: string;
  /** DNS names and IP addresses. Default: `localhost` and `127.0.0.1`. */
  hosts?: readonly string[];
  /** Default: yesterday. */
  notBefore?: Date;
  /** Default: in ten years. */
  notAfter?: Date;
  /** Whether it is good for clients alone, and not for servers. Default: false. */
  isForClientsOnly?: boolean;
}

/** A certification authority of one's own. */
export type Authority = Awaited<ReturnType<typeof createAuthority>>;

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const dayMs = 24 * 60 * 60 * 1000;

/** Creates a certification authority that only a test trusts. */
export async function createAuthority(commonName = "Embedded Jenkins CA") {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    keys,
    ...validity({}),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return {
    /** Its certificate, in PEM. */
    cert: certificate.toString("pem"),
    /** Issues a certificate, by default one that is good for servers and clients. */
    issue: (options: CertificateOptions = {}) => issue(options, certificate, keys.privateKey),
  };
}

async function issue(
  options: CertificateOptions,
  issuer: X509Certificate,
  signingKey: webcrypto.CryptoKey,
): Promise<Certificate> {
  const {
    commonName = "Embedded Jenkins",
    hosts = ["localhost", "127.0.0.1"],
    isForClientsOnly = false,
  } = options;
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${commonName}`,
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey,
    ...validity(options),
    signingAlgorithm: algorithm,
    extensions: [
      new SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) ? "ip" : "dns", value })),
      ),
      new ExtendedKeyUsageExtension([
        ExtendedKeyUsage.clientAuth,
        ...(isForClientsOnly ? [] : [ExtendedKeyUsage.serverAuth]),
      ]),
    ],
  });
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { key: PemConverter.encode(key, "PRIVATE KEY"), cert: certificate.toString("pem") };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function validity({ notBefore, notAfter }: CertificateOptions): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return {
    notBefore: notBefore ?? new Date(now - dayMs),
    notAfter: notAfter ?? new Date(now + 3650 * dayMs),
  };
}
