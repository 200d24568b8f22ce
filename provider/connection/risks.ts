import type { Connection } from "./connection.ts";

/** What a connection risks, in words for the user. */
export function risksOf({ url, insecureSkipTlsVerify }: Connection): string[] {
  const { protocol, hostname, host } = new URL(url);
  const risks = [];
  if (protocol === "http:" && !isLoopback(hostname)) {
    risks.push(
      `The connection to ${host} isn't encrypted: anybody on the way can read the credentials and tokens. Use https.`,
    );
  }
  if (protocol === "https:" && insecureSkipTlsVerify) {
    risks.push(
      `insecureSkipTlsVerify: the certificate of ${host} isn't checked, so anybody on the way can read the credentials and ` +
        "tokens. Give its authority as caCert instead.",
    );
  }
  return risks;
}

function isLoopback(hostname: string): boolean {
  return /^(.*\.)?localhost$|^\[::1\]$|^127(\.\d+){3}$/.test(hostname);
}
