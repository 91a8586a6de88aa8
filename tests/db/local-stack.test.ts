import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { assertHiddenColumnStaysHidden } from "../../supabase/local/api.ts";
import { stopLeftoverApp } from "../../supabase/local/leftover-app.ts";
import { projectRoot } from "../../supabase/local/paths.ts";
import { freePort, isPortFree } from "../../supabase/local/ports.ts";
import { acquirePostgres } from "../../supabase/local/postgres.ts";
import { isAlive, startTime } from "../../supabase/local/process-identity.ts";
import { forgetSeed, isSeeded, migrate, migrationFiles, seed } from "../../supabase/local/schema.ts";
import { localSecrets } from "../../supabase/local/secrets.ts";
import { runningServer } from "../../supabase/local/server.ts";
import { startStack } from "../../supabase/local/stack.ts";
import { bareDatabase, database, type TestDatabase } from "../../supabase/local/testing.ts";

/** A folder that the server's user can reach, removed after the test. */
function temporaryDir() {
  const dir = mkdtempSync(join(tmpdir(), "local-stack-"));
  chmodSync(dir, 0o755);
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return server;
}

async function until(condition: () => boolean) {
  for (const deadline = Date.now() + 10_000; !condition() && Date.now() < deadline; ) await sleep(20);
  return condition();
}

describe("sharing one PostgreSQL between commands", () => {
  let dir: string;
  let dataDir: string;
  let port: number;
  let children: ChildProcess[];
  beforeEach(async () => {
    dir = temporaryDir();
    dataDir = join(dir, "postgres");
    port = await freePort();
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill("SIGKILL");
    const last = await acquirePostgres({ dir, port }); // joins or starts; alone, so that its release stops the server
    await last.release();
  });

  /** Another command: holds the server until a line arrives, then releases it, or leaves without a word. */
  async function holder() {
    const script = `
      import { createInterface } from "node:readline";
      import { acquirePostgres } from "./supabase/local/postgres.ts";
      const lease = await acquirePostgres({ dir: ${JSON.stringify(dir)}, port: ${port} });
      console.log("held " + lease.port);
      for await (const line of createInterface({ input: process.stdin })) {
        if (line === "exit") process.exit(3);
        await lease.release();
        process.exit(0);
      }`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      cwd: projectRoot,
      stdio: ["pipe", "pipe", "inherit"],
    });
    children.push(child);
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const ended = once(child, "exit");
    const say = async (word: "release" | "exit") => {
      child.stdin.write(`${word}\n`);
      await ended;
    };
    const kill = async () => {
      child.kill("SIGKILL");
      await ended;
    };
    return { line: String(line), say, kill };
  }

  test("the second joins, the first may leave, the last one stops the server", async () => {
    const first = await holder();
    const server = runningServer(dataDir);
    const second = await holder();
    expect(second.line).toBe(`held ${port}`);
    expect(runningServer(dataDir)).toEqual(server);
    await first.say("release");
    expect(runningServer(dataDir)).toEqual(server);
    await second.say("release");
    expect(runningServer(dataDir)).toBeUndefined();
  });

  test("two that begin at the same moment get the same server", async () => {
    const both = await Promise.all([holder(), holder()]);
    expect(both.map(({ line }) => line)).toEqual([`held ${port}`, `held ${port}`]);
    await both[0]?.say("release");
    expect(runningServer(dataDir)).toBeDefined();
  });

  test("a killed command is recovered from: the next one finds its rows and stops the server", async () => {
    const killed = await holder();
    const sql = postgres(`postgresql://postgres@127.0.0.1:${port}/postgres`, { onnotice: () => {} });
    await sql`create table kept (n int)`;
    await sql`insert into kept values (7)`;
    await sql.end();
    await killed.kill();

    const next = await acquirePostgres({ dir, port });
    expect(next.fresh).toBe(false);
    const again = postgres(next.url());
    expect(await again`select n from kept`).toEqual([{ n: 7 }]);
    await again.end();
    await next.release();
    expect(runningServer(dataDir)).toBeUndefined();
  });

  test("a killed server is started again with its rows", async () => {
    const first = await acquirePostgres({ dir, port });
    const sql = postgres(first.url(), { onnotice: () => {} });
    await sql`create table kept (n int)`;
    await sql.end();
    process.kill(runningServer(dataDir)?.pid ?? 0, "SIGKILL");
    expect(await until(() => runningServer(dataDir) === undefined)).toBe(true);
    const second = await acquirePostgres({ dir, port });
    const again = postgres(second.url());
    expect(await again`select count(*)::int as n from kept`).toEqual([{ n: 0 }]);
    await again.end();
    await Promise.all([first.release(), second.release()]);
    expect(runningServer(dataDir)).toBeUndefined();
  });

  test("ending at once, without releasing, still stops the server", async () => {
    const only = await holder();
    await only.say("exit");
    expect(await until(() => runningServer(dataDir) === undefined)).toBe(true);
  });
});

describe("ports in use", () => {
  test("PostgreSQL's is named with the variable that changes it", async () => {
    const port = await freePort();
    await occupy(port);
    const attempt = acquirePostgres({ dir: temporaryDir(), port });
    await expect(attempt).rejects.toThrow(
      new RegExp(`Port ${port}, wanted for the local PostgreSQL.*LOCAL_DB_PORT`, "s"),
    );
  });

  test("the API's is named before PostgreSQL is started", async () => {
    const [dir, dbPort, apiPort] = [temporaryDir(), await freePort(), await freePort()];
    await occupy(apiPort);
    await expect(startStack({ dir, dbPort, apiPort })).rejects.toThrow(
      new RegExp(`Port ${apiPort}.*LOCAL_API_PORT`, "s"),
    );
    expect(runningServer(join(dir, "postgres"))).toBeUndefined();
  });

  async function npmRunDev(variables: Record<string, string>) {
    const child = spawn(process.execPath, ["supabase/local/dev.ts"], {
      cwd: projectRoot,
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
    const [code] = await once(child, "close");
    return { code, output };
  }

  test("the app's is named before anything is started, without a stack trace", async () => {
    const [port, dir] = [await freePort(), temporaryDir()];
    await occupy(port);
    const { code, output } = await npmRunDev({ PORT: String(port), LOCAL_STACK_DIR: dir });
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port}, wanted for the app, is in use by another program.`);
    expect(output).toContain("PORT=");
    expect(output).not.toMatch(/^\s+at /m);
    expect(runningServer(join(dir, "postgres"))).toBeUndefined();
  });

  test("a port that is no number is named with its variable", async () => {
    const { code, output } = await npmRunDev({ PORT: "three thousand", LOCAL_STACK_DIR: temporaryDir() });
    expect(code).toBe(1);
    expect(output.trim()).toBe('PORT must be a port number between 1 and 65535, but it is "three thousand".');
  });

  test("a hosted project without its keys is refused by name", async () => {
    const { code, output } = await npmRunDev({
      PORT: String(await freePort()),
      LOCAL_STACK_DIR: temporaryDir(),
      NEXT_PUBLIC_SUPABASE_URL: "https://example.supabase.co",
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "",
      SUPABASE_SECRET_KEY: "",
    });
    expect(code).toBe(1);
    expect(output).toContain("NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY are missing");
  });
});

test("the whole stack: listens on this machine only, keeps its data, stops completely", async () => {
  const [dir, dbPort, apiPort] = [temporaryDir(), await freePort(), await freePort()];
  const first = await startStack({ dir, dbPort, apiPort });
  expect(first.seeded).toBe(true);
  const signIn = await fetch(`${first.url}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: first.keys.publishable, "content-type": "application/json" },
    body: JSON.stringify({ email: "admin@kfc.test", password: "pulsebox-demo" }),
  });
  expect(signIn.status).toBe(200);
  // Bound to every address it would answer here too.
  await expect(fetch(`http://127.0.0.2:${apiPort}/auth/v1/health`)).rejects.toThrow("fetch failed");
  await first.close();
  expect(await isPortFree(apiPort)).toBe(true);
  expect(await isPortFree(dbPort)).toBe(true);

  const second = await startStack({ dir, dbPort, apiPort });
  expect(second.seeded).toBe(false);
  expect(second.migrations).toEqual({ applied: [], orphaned: [] });
  await second.close();
  expect(statSync(join(dir, "postgres")).mode & 0o077).toBe(0);
});

test("an app whose launcher was killed is stopped, one whose launcher lives is left alone", async () => {
  const script = `
    import { spawn } from "node:child_process";
    import { noteApp } from "./supabase/local/leftover-app.ts";
    const app = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    noteApp(3999, app.pid);
    console.log(app.pid);`;
  vi.stubEnv("LOCAL_STACK_DIR", temporaryDir());
  onTestFinished(() => void vi.unstubAllEnvs());
  const launcher = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: launcher.stdout }), "line");
  const app = Number(line);
  const started = startTime(app);
  await stopLeftoverApp(3999);
  expect(isAlive(app, started)).toBe(true);
  launcher.kill("SIGKILL");
  await once(launcher, "exit");
  await stopLeftoverApp(3999);
  expect(isAlive(app, started)).toBe(false);
});

test("secrets are made once, are long enough and for the owner's eyes only", () => {
  const dir = temporaryDir();
  vi.stubEnv("LOCAL_STACK_DIR", dir);
  vi.stubEnv("AUTOMATA_CLOCK_SECRET", "chosen by hand");
  vi.stubEnv("AUTOMATA_SIGNING_SECRET", "");
  onTestFinished(() => void vi.unstubAllEnvs());
  const first = localSecrets();
  expect(Buffer.byteLength(first.AUTOMATA_SIGNING_SECRET)).toBeGreaterThanOrEqual(32);
  expect(first.AUTOMATA_CLOCK_SECRET).toBe("chosen by hand");
  expect(localSecrets()).toEqual(first);
  expect(statSync(join(dir, "secrets.json")).mode & 0o777).toBe(0o600);
});

describe("migrations and seed", () => {
  test("a broken migration is named with its line; what came before it stays, nothing of it does", async () => {
    const db = await bareDatabase();
    onTestFinished(db.close);
    const dir = temporaryDir();
    writeFileSync(join(dir, "1_good.sql"), "create table good (id int primary key);");
    writeFileSync(
      join(dir, "2_broken.sql"),
      "create table half (id int);\ninsert into good values (1);\n\n-- the same row again\ninsert into good values (1);\n",
    );
    const attempt = migrate(db.url(), migrationFiles(dir));
    await expect(attempt).rejects.toThrow(
      /2_broken\.sql, line 5: duplicate key value.*\n\s+insert into good values \(1\);\n\s+Key \(id\)=\(1\) already exists/,
    );
    const [state] = await db.sql`select to_regclass('good') is not null as good, to_regclass('half') is null as undone`;
    expect(state).toEqual({ good: true, undone: true });
    expect(await db.sql`select count(*)::int as n from good`).toEqual([{ n: 0 }]);

    writeFileSync(join(dir, "2_broken.sql"), "create table half (id int);");
    const { applied } = await migrate(db.url(), migrationFiles(dir));
    expect(applied.map(({ version }) => version)).toEqual(["2"]);
  });

  test("a mistake of syntax is named with its line", async () => {
    const db = await bareDatabase();
    onTestFinished(db.close);
    const dir = temporaryDir();
    writeFileSync(join(dir, "1_typo.sql"), "select 1;\nselect 2;\ncreate tabel x ();\n");
    await expect(migrate(db.url(), migrationFiles(dir))).rejects.toThrow(
      /1_typo\.sql, line 3: syntax error.*\n\s+create tabel/,
    );
  });

  test("two commands may migrate at the same time", async () => {
    const db = await bareDatabase();
    onTestFinished(db.close);
    const results = await Promise.all([migrate(db.url()), migrate(db.url())]);
    expect(results.map(({ applied }) => applied.length).sort((a, b) => a - b)).toEqual([0, migrationFiles().length]);
  });

  test("applied versions without a file are reported", async () => {
    const db = await bareDatabase();
    onTestFinished(db.close);
    await migrate(db.url());
    expect((await migrate(db.url(), [])).orphaned).toEqual(migrationFiles().map(({ version }) => version));
  });

  test("an interrupted seed runs again and ends the same", async () => {
    const db = await database();
    onTestFinished(db.close);
    const people = () => db.sql`select count(*)::int as n from auth.users`;
    const before = await people();
    await forgetSeed(db.url());
    expect(await isSeeded(db.url())).toBe(false);
    await seed(db.url());
    expect(await isSeeded(db.url())).toBe(true);
    expect(await people()).toEqual(before);
  });

  test.each([
    { legacyGrants: false, granted: false },
    { legacyGrants: true, granted: true },
  ])(
    "new tables are open to the API roles: $granted (legacy grants: $legacyGrants)",
    async ({ legacyGrants, granted }) => {
      const db = await bareDatabase({ legacyGrants });
      onTestFinished(db.close);
      await db.sql.unsafe("create table public.plain (id int)");
      expect(
        await db.sql`select has_table_privilege('anon', 'public.plain', 'select, insert, truncate') as open`,
      ).toEqual([{ open: granted }]);
    },
  );
});

describe("the API", () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await database();
    await db.sql.unsafe(`
      create function public.fail_with(code text) returns void language plpgsql as
        $$ begin raise exception 'on purpose' using errcode = code; end $$;
      create function public.type_of(value jsonb) returns text language sql as $$ select jsonb_typeof(value) $$;
      grant execute on function public.fail_with, public.type_of to authenticated;`);
    await sleep(300); // the API reads the catalog again
  });
  afterAll(() => db.close());

  test("a hidden column stays hidden, a granted one is shown", async () => {
    const admin = await db.signIn("admin@kfc.test");
    const shown = await admin.from("tenant_installed_apps").select("id");
    expect(shown.data?.length).toBeGreaterThan(0);
    for (const columns of ["n8n_workflow_id", "id, n8n_workflow_id", "*"]) {
      const hidden = await admin.from("tenant_installed_apps").select(columns);
      expect(hidden, columns).toMatchObject({ status: 403, data: null, error: { code: "42501" } });
    }
  });

  test("the check at start notices an open column", async () => {
    await expect(assertHiddenColumnStaysHidden(db.api)).resolves.toBeUndefined();
    await db.sql`grant select (n8n_workflow_id) on public.tenant_installed_apps to authenticated`;
    onTestFinished(async () => {
      await db.sql`revoke select (n8n_workflow_id) on public.tenant_installed_apps from authenticated`;
    });
    await expect(assertHiddenColumnStaysHidden(db.api)).rejects.toThrow("shows a column that no user may read");
  });

  test("row level security holds from the first request on", async () => {
    const tenants = await (await db.signIn("admin@lumen.test")).from("tenants").select("slug");
    expect(tenants.data).toEqual([{ slug: "lumen" }]);
  });

  test("its login cannot grant anything", async () => {
    const login = postgres(db.url("local_api"), { max: 1, onnotice: () => {} });
    onTestFinished(() => login.end());
    await login`grant all on public.tenant_installed_apps to authenticated`; // answered with a warning only
    expect(
      await db.sql`select has_table_privilege('authenticated', 'public.tenant_installed_apps', 'update') as granted`,
    ).toEqual([{ granted: false }]);
  });

  test.each([
    ["P0001", 400],
    ["23514", 400],
    ["23505", 409],
    ["42501", 403],
    ["28000", 403],
    ["54000", 413],
    ["40001", 500],
    ["57014", 500],
  ])("SQLSTATE %s is answered as on a hosted project: %i", async (code, status) => {
    const admin = await db.signIn("admin@kfc.test");
    const answer = await admin.rpc("fail_with", { code });
    expect(answer).toMatchObject({ status, error: { code, message: "on purpose" } });
  });

  test.each([
    [{ a: 1 }, "object"],
    [[1], "array"],
    ["text", "string"],
    ["[not json", "string"],
  ])("a jsonb argument %j arrives as %s", async (value, type) => {
    const admin = await db.signIn("admin@kfc.test");
    expect((await admin.rpc("type_of", { value })).data).toBe(type);
  });

  test("SQL as a person sees what the person's requests see", async () => {
    const slugs = await db.as("admin@lumen.test", (tx) => tx<{ slug: string }[]>`select slug from public.tenants`);
    expect(slugs.map(({ slug }) => slug)).toEqual(["lumen"]);
    await expect(db.asRole("anon", (tx) => tx`select slug from public.tenants`)).rejects.toThrow("permission denied");
  });

  test("nobody signs up, and a wrong password is refused", async () => {
    const signUp = await db.anon().auth.signUp({ email: "new@kfc.test", password: "long enough 1" });
    expect(signUp.error?.message).toMatch(/not allowed/i);
    await expect(db.signIn("admin@kfc.test", "wrong")).rejects.toThrow("Invalid login credentials");
  });
});
