import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { getAuthSchemaSql } from "@supabase/lite";
import postgres from "postgres";
import { projectRoot } from "./paths.ts";
import { explainSqlError } from "./sql-error.ts";

const supabaseDir = join(projectRoot, "supabase");
const readLocal = (name: string) => readFileSync(join(supabaseDir, "local", name), "utf8");

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => {} });

async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = connect(url);
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/**
 * Runs whole files and `finish` in one transaction.
 * @throws StackError naming file, line and PostgreSQL's message
 */
async function runFiles(sql: postgres.Sql, files: string[], finish: (tx: postgres.TransactionSql) => Promise<unknown>) {
  const texts: string[] = [];
  const attempt = sql.begin(async (tx) => {
    for (const file of files) {
      texts.push(readFileSync(resolve(projectRoot, file), "utf8"));
      await tx.unsafe(texts.at(-1) ?? "");
    }
    await finish(tx);
  });
  await attempt.catch(async (error: unknown) => {
    throw await explainSqlError(sql, files[texts.length - 1] ?? "", texts, error);
  });
}

export function isBootstrapped(adminUrl: string): Promise<boolean> {
  return withConnection(adminUrl, async (sql) => {
    const found = await sql`select 1 from pg_roles where rolname = 'local_api'`;
    return found.length === 1;
  });
}

/**
 * Turns a new server into what a hosted project is before its first migration.
 * @param adminUrl the superuser's connection to database postgres
 * @param legacyGrants as in projects of before 2026, where the API roles got everything on every new object
 */
export function bootstrap(adminUrl: string, { legacyGrants = false } = {}): Promise<void> {
  return withConnection(adminUrl, async (sql) => {
    await sql.begin(async (tx) => {
      await tx.unsafe(readLocal("bootstrap.sql"));
      await tx.unsafe(getAuthSchemaSql());
      await tx.unsafe(readLocal("auth-extras.sql"));
      if (legacyGrants) await tx.unsafe(readLocal("legacy-grants.sql"));
      await tx.unsafe("alter database postgres owner to postgres");
      await tx.unsafe("alter database postgres set app.demo = 'on'");
    });
  });
}

/** The older default privileges, for a database that exists already. Needs the superuser. */
export function addLegacyGrants(adminUrl: string): Promise<void> {
  return withConnection(adminUrl, async (sql) => {
    await sql.unsafe(readLocal("legacy-grants.sql"));
  });
}

type Migration = { version: string; name: string; file: string };

/** The migrations in a folder, in the order of their versions. */
export function migrationFiles(dir = "supabase/migrations"): Migration[] {
  if (!existsSync(resolve(projectRoot, dir))) return [];
  return readdirSync(resolve(projectRoot, dir))
    .sort()
    .flatMap((entry) => {
      const [, version, name] = /^(\d+)_(.*)\.sql$/.exec(entry) ?? [];
      return version && name ? [{ version, name, file: `${dir}/${entry}` }] : [];
    });
}

// The table of the Supabase CLI, so that its commands see the same history.
const historyTable = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
  alter table supabase_migrations.schema_migrations add column if not exists statements text[];
  alter table supabase_migrations.schema_migrations add column if not exists name text;`;

/** The files applied now, and the applied versions that have no file any more (another branch was checked out). */
export type MigrationResult = { applied: Migration[]; orphaned: string[] };

/**
 * Applies what is pending, each file in its own transaction, so that everything before a broken one stays.
 * @throws StackError naming file, line and PostgreSQL's message
 */
export function migrate(url: string, files: Migration[] = migrationFiles()): Promise<MigrationResult> {
  return withConnection(url, async (sql) => {
    await sql`select pg_advisory_lock(hashtext('local-stack-migrations'))`; // two commands may start at once
    await sql.unsafe(historyTable);
    const rows = await sql<
      { version: string }[]
    >`select version from supabase_migrations.schema_migrations order by version`;
    const done = new Set(rows.map((row) => row.version));
    const applied: Migration[] = [];
    for (const migration of files.filter(({ version }) => !done.has(version))) {
      const text = readFileSync(resolve(projectRoot, migration.file), "utf8");
      await runFiles(
        sql,
        [migration.file],
        (tx) => tx`
          insert into supabase_migrations.schema_migrations (version, name, statements)
          values (${migration.version}, ${migration.name}, ${[text]})`,
      );
      applied.push(migration);
    }
    const known = new Set(files.map(({ version }) => version));
    return { applied, orphaned: [...done].filter((version) => !known.has(version)) };
  });
}

const seededMark = "seeded by the local stack";

export function isSeeded(url: string): Promise<boolean> {
  return withConnection(url, async (sql) => {
    const [row] = await sql<{ mark: string | null }[]>`
      select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`;
    return row?.mark === seededMark;
  });
}

/** seed.sql, demo.sql, and at the very end the mark that says so. `supabase db reset` leaves the mark: see forgetSeed. */
export function seed(url: string): Promise<void> {
  const files = ["supabase/seed.sql", "supabase/demo.sql"].filter((file) => existsSync(resolve(projectRoot, file)));
  return withConnection(url, (sql) => runFiles(sql, files, (tx) => setMark(tx, seededMark)));
}

export function forgetSeed(url: string): Promise<void> {
  return withConnection(url, (sql) => setMark(sql, null));
}

async function setMark(sql: postgres.ISql, mark: string | null) {
  const [database] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`;
  await sql.unsafe(`comment on database ${database?.name} is ${mark === null ? "null" : `'${mark}'`}`);
}
