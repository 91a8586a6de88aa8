import { join } from "node:path";
import { reachableDir, stateDir } from "./paths.ts";
import { portFromEnv } from "./ports.ts";
import { withUsers, withUsersSync } from "./registry.ts";
import { bootstrap, isBootstrapped } from "./schema.ts";
import {
  databaseUrl,
  runningServer,
  signalServer,
  startServer,
  stopServer,
  superuser,
  waitUntilReady,
} from "./server.ts";

export const defaultDatabasePort = 54332;

/** A running local PostgreSQL, for as long as it is held. */
export type PostgresLease = {
  /** e.g. postgresql://postgres:postgres@127.0.0.1:54332/postgres; user `supabase_admin` is the superuser */
  url(user?: string, database?: string): string;
  port: number;
  /** true when this call created the data directory */
  fresh: boolean;
  /** Gives it back; the last one to do so stops the server. Safe to call twice. */
  release(): Promise<void>;
};

type Options = { dir?: string; port?: number };

async function ensureRunning(dataDir: string, port: number, users: number): Promise<{ port: number; fresh: boolean }> {
  const running = runningServer(dataDir);
  // Left behind by a killed command on a port that is no longer wanted: nobody needs it there.
  if (running && users === 0 && running.port !== port) await stopServer(dataDir);
  else if (running) {
    await waitUntilReady(dataDir);
    return { port: running.port, fresh: false };
  }
  return startServer({ dataDir, port, durable: true });
}

/**
 * The local PostgreSQL, prepared like a hosted project: starts it, or joins the one that another command started.
 * A process that dies without releasing is noticed by the next command.
 * @throws StackError when the port belongs to another program or PostgreSQL does not start
 */
export async function acquirePostgres(options: Options = {}): Promise<PostgresLease> {
  const home = reachableDir(options.dir ?? stateDir());
  const registry = join(home, "postgres-users.sqlite");
  const dataDir = join(home, "postgres");
  const wanted = options.port ?? portFromEnv("LOCAL_DB_PORT", defaultDatabasePort);

  const { key, port, fresh } = await withUsers(registry, async (users) => {
    const others = users.count();
    const server = await ensureRunning(dataDir, wanted, others);
    const admin = databaseUrl(server.port, superuser);
    try {
      if (!(await isBootstrapped(admin))) await bootstrap(admin);
    } catch (error) {
      if (others === 0) await stopServer(dataDir);
      throw error;
    }
    return { ...server, key: users.add() };
  });

  const releaseAtExit = () =>
    withUsersSync(registry, (users) => {
      users.remove(key);
      if (users.count() === 0) signalServer(dataDir);
    });
  process.once("exit", releaseAtExit);

  let released: Promise<void> | undefined;
  const release = async () => {
    await withUsers(registry, async (users) => {
      users.remove(key);
      if (users.count() === 0) await stopServer(dataDir);
    });
    process.off("exit", releaseAtExit);
  };
  return {
    url: (user, database) => databaseUrl(port, user, database),
    port,
    fresh,
    release: () => (released ??= release()),
  };
}
