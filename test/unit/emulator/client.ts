/** Credentials as an `Authorization` header. */
export function basic(name: string, secret: string): { Authorization: string } {
  return { Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}` };
}

/** POSTs an action of a user's ApiTokenProperty, with an API token for login. */
export async function postAction(
  url: string,
  action: string,
  options: {
    as: [name: string, token: string];
    owner?: string;
    form?: Record<string, string>;
    headers?: Record<string, string>;
  },
): Promise<Response> {
  const { as, owner = as[0], form = {}, headers = {} } = options;
  const path = `/user/${encodeURIComponent(owner)}/descriptorByName/jenkins.security.ApiTokenProperty/${action}`;
  return fetch(url + path, {
    method: "POST",
    headers: { ...basic(...as), ...headers },
    body: new URLSearchParams(form),
  });
}

/** The status and name that `whoAmI` returns for these credentials. */
export async function whoAmI(
  url: string,
  name: string,
  secret: string,
): Promise<{ status: number; name?: string }> {
  const response = await fetch(`${url}/whoAmI/api/json`, { headers: basic(name, secret) });
  if (response.status !== 200) return { status: response.status };
  const { name: loggedIn } = (await response.json()) as { name: string };
  return { status: 200, name: loggedIn };
}
