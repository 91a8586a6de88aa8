import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { freePort } from "../../supabase/local/ports.ts";
import { bootstrap, migrate, seed } from "../../supabase/local/schema.ts";
import { databaseUrl, signalServer, startServer, stopServer, superuser } from "../../supabase/local/server.ts";

const template = "mutants_template";

export type Databases = {
  /** connection string of the migrated database that all others are copies of */
  templateUrl: string;
  /** Runs `work` on a copy of the migrated database, which is dropped afterwards. */
  withCopy<T>(work: (url: string) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

/** A throw-away PostgreSQL with a migrated and seeded template. */
export async function startDatabases(): Promise<Databases> {
  const dir = mkdtempSync(join(tmpdir(), "automata-mutants-"));
  chmodSync(dir, 0o755);
  const dataDir = join(dir, "data");
  const port = await freePort();
  await startServer({ dataDir, port, durable: false });
  process.once("exit", () => signalServer(dataDir));
  await bootstrap(databaseUrl(port, superuser));

  const admin = postgres(databaseUrl(port, superuser, "template1"), { max: 2, onnotice: () => {} });
  const copy = async (name: string, from: string) => {
    await admin.unsafe(`create database ${name} template ${from} strategy file_copy owner postgres`);
    await admin.unsafe(`alter database ${name} set app.demo = 'on'`);
    return databaseUrl(port, "postgres", name);
  };
  const templateUrl = await copy(template, "postgres");
  await migrate(templateUrl);
  await seed(templateUrl);

  let copies = 0;
  return {
    templateUrl,
    async withCopy(work) {
      const name = `mutant_${copies++}`;
      const url = await copy(name, template);
      try {
        return await work(url);
      } finally {
        await admin.unsafe(`drop database ${name} with (force)`);
      }
    },
    async stop() {
      await admin.end();
      await stopServer(dataDir);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
