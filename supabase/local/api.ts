import { createHmac } from "node:crypto";
import { App } from "@supabase/lite";
import { LocalConnection } from "./connection.ts";
import { StackError } from "./stack-error.ts";

/** Keys of the local API. They open nothing but a database on this machine, so they may be public. */
export const localKeys = {
  publishable: "sb_publishable_local_development_only",
  secret: "sb_secret_local_development_only",
};
const jwtSecret = "local-development-only-jwt-secret-of-40-chars";

export type LocalApi = {
  /** @param peer the caller's address, null when unknown */
  handle(request: Request, peer?: string | null): Promise<Response>;
  close(): Promise<void>;
};

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** An access token as the Auth server signs it, e.g. for a role without a person behind it. */
export function signToken(claims: { role: string; sub?: string; email?: string }): string {
  const now = Math.floor(Date.now() / 1000);
  const content = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url({ aud: claims.role, iat: now, exp: now + 3600, ...claims })}`;
  return `${content}.${createHmac("sha256", jwtSecret).update(content).digest("base64url")}`;
}

/**
 * Supabase's REST and Auth API on a database, without a port of its own.
 * @param databaseUrl a login that owns nothing (local_api)
 */
export async function createApi(databaseUrl: string): Promise<LocalApi> {
  const connection = new LocalConnection(databaseUrl);
  const app = new App({
    connection,
    auth: {
      enabled: true,
      jwt_secret: jwtSecret,
      jwt_expiry: 3600,
      enable_signup: false,
      publishable_key: localKeys.publishable,
      secret_key: localKeys.secret,
      email: { enable_confirmations: false },
    },
    api: { schemas: ["public"], max_rows: 1000 },
    options: { server: { disableStudio: true, admin: false } },
  });
  // Read the catalog here, or every request of a first burst does it; later on each DDL statement, as PostgREST does.
  const loadCatalog = async () => {
    await connection.clearSchemaCache();
    await connection.introspect({ useCache: true });
  };
  let loading = loadCatalog();
  const listener = await connection.driver.listen("pgrst", () => {
    loading = loading
      .then(loadCatalog)
      .catch((error: unknown) => console.error("The local API could not read the catalog again.", error));
  });
  await loading;
  return {
    handle: async (request, peer = "127.0.0.1") => app.fetch(request, { peerAddress: peer }),
    close: async () => {
      await listener.unlisten();
      await loading; // a query that begins on a closing connection would wait for ever
      await connection.close();
    },
  };
}

/**
 * Refuses to serve when a column that is granted to nobody can be read: then the API server skips column privileges, and
 * everything tried against it would prove nothing.
 */
export async function assertHiddenColumnStaysHidden(api: LocalApi): Promise<void> {
  const url = "http://local/rest/v1/tenant_installed_apps?select=n8n_workflow_id&limit=1";
  const headers = { apikey: localKeys.publishable, authorization: `Bearer ${signToken({ role: "authenticated" })}` };
  const response = await api.handle(new Request(url, { headers }));
  const { code } = (await response.json()) as { code?: string };
  const tableMissing = code === "PGRST205" || code === "42P01";
  if (code === "42501" || tableMissing) return;
  throw new StackError(
    "The local API shows a column that no user may read (tenant_installed_apps.n8n_workflow_id), so it is not started.\n" +
      `It answered ${response.status}. Look for a grant in the latest migration, or a change of @supabase/lite's version.`,
  );
}
