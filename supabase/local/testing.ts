// Vitest: one PostgreSQL per run (this file is the globalSetup), one cloned database per test file (`database()`).
import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { createApi, type LocalApi, localKeys } from "./api.ts";
import { demoPassword } from "./demo-people.ts";
import { reachableDir, stateDir } from "./paths.ts";
import { freePort } from "./ports.ts";
import { addLegacyGrants, bootstrap, migrate, seed } from "./schema.ts";
import { databaseUrl, signalServer, startServer, stopServer, superuser } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresPort: number;
  }
}

const templates = { full: "template_full", bare: "template_bare" } as const;

const quiet = { max: 1, onnotice: () => {} };

async function asSuperuser<T>(port: number, work: (admin: postgres.Sql) => Promise<T>): Promise<T> {
  const admin = postgres(databaseUrl(port, superuser, "template1"), quiet);
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

// Cloning copies neither owner nor settings of a database.
async function clone(port: number, name: string, template: string) {
  await asSuperuser(port, async (admin) => {
    await admin.unsafe(`create database ${name} template ${template} strategy file_copy owner postgres`);
    await admin.unsafe(`alter database ${name} set app.demo = 'on'`);
  });
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Servers of test runs that were killed. */
async function removeLeftovers(home: string) {
  for (const entry of readdirSync(home)) {
    const pid = /^test-(\d+)-/.exec(entry)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    await stopServer(join(home, entry, "data"));
    rmSync(join(home, entry), { recursive: true, force: true });
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = reachableDir(stateDir());
  await removeLeftovers(home);
  const port = await freePort();
  const dir = join(home, `test-${process.pid}-${port}`);
  const dataDir = join(dir, "data");
  mkdirSync(dir);
  chmodSync(dir, 0o755);
  await startServer({ dataDir, port, durable: false });
  const signalAtExit = () => signalServer(dataDir);
  process.once("exit", signalAtExit);
  const teardown = async () => {
    await stopServer(dataDir);
    process.off("exit", signalAtExit);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await bootstrap(databaseUrl(port, superuser));
    await clone(port, templates.bare, "postgres");
    await clone(port, templates.full, templates.bare);
    await migrate(databaseUrl(port, "postgres", templates.full));
    await seed(databaseUrl(port, "postgres", templates.full));
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("postgresPort", port);
  return teardown;
}

/** A database of its own: bootstrapped, and nothing more. */
export type BareDatabase = {
  name: string;
  port: number;
  /** as postgres, the role of migrations; it skips row level security */
  sql: postgres.Sql;
  url(user?: string): string;
  close(): Promise<void>;
};

type Persona = { id: string; email: string };
type Claims = { role: "anon" | "authenticated" | "service_role"; sub?: string; email?: string };

export type TestDatabase = BareDatabase & {
  /** REST and Auth on this database, called without a network */
  api: LocalApi;
  anon(): SupabaseClient;
  service(): SupabaseClient;
  /** A client signed in as a demo person. */
  signIn(email: string, password?: string): Promise<SupabaseClient>;
  /** Runs SQL as a demo person, with row level security and column privileges, in one transaction that is committed. */
  as<T>(email: string, work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T>;
  /** The same for the roles without a person. */
  asRole<T>(role: "anon" | "service_role", work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T>;
};

type Options = {
  /** with the default privileges of projects from before 2026 */
  legacyGrants?: boolean;
};

let created = 0;

/** A database like a hosted project before its first migration. Close it in afterAll. */
export async function bareDatabase({ legacyGrants = false }: Options = {}): Promise<BareDatabase> {
  const database = await open(templates.bare);
  if (legacyGrants) await addLegacyGrants(database.url(superuser));
  return database;
}

async function open(template: string): Promise<BareDatabase> {
  const port = inject("postgresPort");
  const name = `t_${process.pid}_${Date.now()}_${created++}`;
  await clone(port, name, template);
  const sql = postgres(databaseUrl(port, "postgres", name), { max: 5, onnotice: () => {} });
  return {
    name,
    port,
    sql,
    url: (user = "postgres") => databaseUrl(port, user, name),
    close: async () => {
      await sql.end();
      await asSuperuser(port, (admin) => admin.unsafe(`drop database ${name} with (force)`));
    },
  };
}

/** All migrations, seed and demo data, without an API. */
export async function migratedDatabase({ legacyGrants = false }: Options = {}): Promise<BareDatabase> {
  if (!legacyGrants) return open(templates.full);
  const database = await bareDatabase({ legacyGrants });
  await migrate(database.url());
  await seed(database.url());
  return database;
}

/** All migrations, seed and demo data, with the API in front. For one test file: beforeAll, and close in afterAll. */
export async function database(options: Options = {}): Promise<TestDatabase> {
  const base = await migratedDatabase(options);
  const api = await createApi(base.url("local_api"));
  const client = (key: string) =>
    createClient("http://local.test", key, {
      auth: { persistSession: false, autoRefreshToken: false },
      global: { fetch: (input, init) => api.handle(new Request(input, init)) },
    });
  const withClaims = <T>(claims: Claims, work: (tx: postgres.TransactionSql) => Promise<T>) =>
    base.sql.begin(async (tx) => {
      await tx`select set_config('role', ${claims.role}, true), set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
      return work(tx);
    }) as Promise<T>;
  const persona = async (email: string) => {
    const [found] = await base.sql<Persona[]>`select id, email from auth.users where email = ${email}`;
    if (!found) throw new Error(`${email} is not in supabase/demo.sql`);
    return found;
  };
  return {
    ...base,
    api,
    anon: () => client(localKeys.publishable),
    service: () => client(localKeys.secret),
    async signIn(email, password = demoPassword) {
      const signedIn = client(localKeys.publishable);
      const { error } = await signedIn.auth.signInWithPassword({ email, password });
      if (error) throw error;
      return signedIn;
    },
    async as(email, work) {
      const { id } = await persona(email);
      return withClaims({ role: "authenticated", sub: id, email }, work);
    },
    asRole: (role, work) => withClaims({ role }, work),
    close: async () => {
      await api.close();
      await base.close();
    },
  };
}
