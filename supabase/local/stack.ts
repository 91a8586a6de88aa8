import { type ServerType, serve } from "@hono/node-server";
import { assertHiddenColumnStaysHidden, createApi, localKeys } from "./api.ts";
import { portFromEnv, requireFreePort } from "./ports.ts";
import { acquirePostgres, type PostgresLease } from "./postgres.ts";
import { isSeeded, type MigrationResult, migrate, seed } from "./schema.ts";

export const defaultApiPort = 54321;

export type Stack = {
  /** the API's address: NEXT_PUBLIC_SUPABASE_URL */
  url: string;
  keys: typeof localKeys;
  postgres: PostgresLease;
  migrations: MigrationResult;
  /** true when this start filled the database with seed and demo data */
  seeded: boolean;
  close(): Promise<void>;
};

type Options = { dir?: string; dbPort?: number; apiPort?: number };

function listen(fetch: Parameters<typeof serve>[0]["fetch"], port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ hostname: "127.0.0.1", port, fetch }, () => resolve(server));
    server.once("error", reject);
  });
}

const peerAddress = (env: unknown) =>
  (env as { incoming?: { socket?: { remoteAddress?: string } } }).incoming?.socket?.remoteAddress ?? null;

/**
 * The whole local stack: PostgreSQL with every migration and the demo data, and the REST and Auth API in front of it.
 * @throws StackError for an occupied port, a broken migration or seed, or an API that leaks hidden columns
 */
export async function startStack({
  dir,
  dbPort,
  apiPort = portFromEnv("LOCAL_API_PORT", defaultApiPort),
}: Options = {}): Promise<Stack> {
  await requireFreePort(apiPort, "the local Supabase API", "LOCAL_API_PORT");
  const postgres = await acquirePostgres({ dir, port: dbPort });
  try {
    const migrations = await migrate(postgres.url());
    const seeded = !(await isSeeded(postgres.url()));
    if (seeded) await seed(postgres.url());

    const api = await createApi(postgres.url("local_api"));
    await assertHiddenColumnStaysHidden(api);
    const server = await listen((request, env) => api.handle(request, peerAddress(env)), apiPort);
    const close = async () => {
      if ("closeAllConnections" in server) server.closeAllConnections(); // keep-alive connections would hold it open
      server.close();
      await api.close();
      await postgres.release();
    };
    return { url: `http://127.0.0.1:${apiPort}`, keys: localKeys, postgres, migrations, seeded, close };
  } catch (error) {
    await postgres.release();
    throw error;
  }
}
