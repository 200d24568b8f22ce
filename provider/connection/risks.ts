import { isLoopback } from "./loopback.ts";

/** What a connection risks, in words for the user. */
export function risksOf({
  url,
  insecureSkipTlsVerify,
}: {
  readonly url: string;
  readonly insecureSkipTlsVerify: boolean;
}): string[] {
  const { protocol, host } = new URL(url);
  const risks = [];
  if (protocol === "http:" && !isLoopback(new URL(url))) {
    risks.push(
      `The connection to ${host} is not encrypted: anyone on the network path can read the credentials and tokens. Use https.`,
    );
  }
  if (protocol === "https:" && insecureSkipTlsVerify) {
    risks.push(
      `insecureSkipTlsVerify: the certificate of ${host} is not verified, so anyone on the network path can read the ` +
        "credentials and tokens. Set `caCert` to the certificate of its authority instead.",
    );
  }
  return risks;
}
