import { z } from "zod";

/** n8n's own session: API keys can only be made by a signed-in person, never through the public API. */
export type OwnerSession = {
  /** Makes a key with exactly these scopes; a key of the same label is replaced, since a key is shown only once. */
  createApiKey(label: string, scopes: readonly string[]): Promise<string>;
};

const keyList = z.object({ data: z.object({ items: z.array(z.object({ id: z.string(), label: z.string() })) }) });
const newKey = z.object({ data: z.object({ rawApiKey: z.string().min(1) }) });

async function call(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
  if (!response.ok)
    throw new Error(`n8n answered ${response.status} to ${init.method ?? "GET"} ${new URL(url).pathname}`);
  return response;
}

export async function signInAsOwner(baseUrl: string, email: string, password: string): Promise<OwnerSession> {
  const json = { "content-type": "application/json" };
  const signedIn = await call(`${baseUrl}/rest/login`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ emailOrLdapLoginId: email, password }),
  });
  // The cookie is marked Secure; on loopback over http it has to be carried by hand.
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const keys = `${baseUrl}/rest/api-keys`;
  return {
    async createApiKey(label, scopes) {
      const existing = keyList.parse(await (await call(keys, { headers: { cookie } })).json()).data.items;
      for (const key of existing.filter((candidate) => candidate.label === label)) {
        await call(`${keys}/${key.id}`, { method: "DELETE", headers: { cookie } });
      }
      const body = JSON.stringify({ label, scopes, expiresAt: null });
      const answer = await call(keys, { method: "POST", headers: { ...json, cookie }, body });
      return newKey.parse(await answer.json()).data.rawApiKey;
    },
  };
}
