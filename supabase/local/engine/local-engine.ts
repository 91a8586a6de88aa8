import { rmSync } from "node:fs";
import { join } from "node:path";
import { requiredScopes } from "../../../lib/n8n/scopes.ts";
import { stateDir } from "../paths.ts";
import { acquirePostgres } from "../postgres.ts";
import { engineDatabase } from "./database.ts";
import { type Engine, startEngine } from "./process.ts";
import { engineSecrets, readEnvFile, writeEnvFile } from "./secrets.ts";

const keyLabel = "automata";

/** What `npm run dev` reads to find the engine. */
const envFile = () => join(stateDir(), "n8n.env");

/** The key of an earlier start is kept while it works and may do all that is needed: `npm run dev` has it in memory. */
async function isKeyUsable(baseUrl: string, apiKey: string | undefined): Promise<boolean> {
  if (!apiKey) return false;
  const answer = await fetch(`${baseUrl}/api/v1/discover`, {
    headers: { "X-N8N-API-KEY": apiKey },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) return false;
  const { data } = (await answer.json()) as { data?: { scopes?: string[] } };
  return requiredScopes.every((scope) => data?.scopes?.includes(scope));
}

async function connect(engine: Engine) {
  const known = readEnvFile(envFile()).N8N_API_KEY;
  const apiKey = (await isKeyUsable(engine.baseUrl, known)) ? known : undefined;
  writeEnvFile(envFile(), {
    N8N_BASE_URL: engine.baseUrl,
    N8N_API_KEY: apiKey ?? (await engine.createApiKey(keyLabel, requiredScopes)),
  });
}

/**
 * The installed n8n in a database of its own next to the dashboard's, on the local stack's PostgreSQL, with its address
 * and key where `npm run dev` looks for them.
 * @param onDatabase called when PostgreSQL is there and n8n itself begins to start
 */
export async function startLocalEngine(
  port: number,
  onDatabase = () => {},
): Promise<{ engine: Engine; release(): Promise<void> }> {
  const home = join(stateDir(), "n8n-home");
  const postgres = await acquirePostgres();
  try {
    const secrets = engineSecrets(join(home, "secrets.json"));
    // n8n keeps a copy of its key there and refuses to start with another one.
    if (secrets.fresh) rmSync(join(home, ".n8n"), { recursive: true, force: true });
    const databaseUrl = await engineDatabase(postgres.url("supabase_admin", "template1"), "n8n", secrets.fresh);
    onDatabase();
    const engine = await startEngine({ databaseUrl, port, home, secrets });
    await connect(engine);
    return { engine, release: postgres.release };
  } catch (error) {
    await postgres.release();
    throw error;
  }
}
