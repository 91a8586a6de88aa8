// npm run bench: how long the server takes for the pages of a busy tenant (10,000 runs, 100,000 row errors in one of them), and
// how many calls to the database each page makes, its gate included. On the production build, one request at a time.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { projectRoot } from "../../supabase/local/paths.ts";
import { freePort } from "../../supabase/local/ports.ts";
import { superuser } from "../../supabase/local/server.ts";
import { startStack } from "../../supabase/local/stack.ts";
import { type CallCounter, countCalls } from "./call-counter.ts";
import { signInCookie } from "./sign-in-cookie.ts";

const limits = { medianMs: 300, databaseCalls: 8 };
const rounds = { warmUp: 3, measured: 15 };

const install = "/dashboard/studio/automata/50000000-0000-4000-8000-000000000001";
const run = `${install}/runs/70000000-0000-4000-8000-000000000001`;

/** What a page shows when it is what it should be: an error page is fast, too. */
interface Subject {
  name: string;
  path: string;
  shows: string;
}

async function subjects(sql: postgres.Sql): Promise<Subject[]> {
  const [error] = await sql<{ id: string }[]>`
    select id from public.integration_job_errors where run_id = '70000000-0000-4000-8000-000000000001' and row_number = 50000`;
  const [middle] = await sql<{ id: string; at: string }[]>`
    select id, to_char(triggered_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from public.integration_job_runs where tenant_installed_app_id = '50000000-0000-4000-8000-000000000001'
    order by triggered_at desc offset 4000 limit 1`;
  const cursor = `50000~${error?.id}`;
  const runCursor = encodeURIComponent(`${middle?.at}~${middle?.id}`);
  return [
    { name: "hub", path: "/dashboard/studio/automata", shows: "Runs by outcome" },
    { name: "App Store", path: "/dashboard/studio/app-store", shows: "Website check" },
    { name: "run list", path: install, shows: "KFC Admin" },
    { name: "run list, failed only", path: `${install}?status=failed`, shows: "Failed" },
    { name: "run list, 4,000 runs back", path: `${install}?before=${runCursor}`, shows: "Older runs" },
    { name: "one record over all runs", path: `${install}?record=B50000`, shows: "Run started" },
    { name: "run, first rows", path: run, shows: "B25" },
    { name: "run, one cause", path: `${run}?cause=duplicate_key`, shows: "B99" },
    { name: "run, next rows from the middle", path: `${run}?after=${cursor}`, shows: "B50001" },
    { name: "run, previous rows from the middle", path: `${run}?before=${cursor}`, shows: "B49999" },
    { name: "live run (polled)", path: "/api/live/runs/70000000-0000-4000-8000-000000000001", shows: "partial" },
  ];
}

async function load(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    // Statement by statement: vacuum refuses to run beside others.
    const text = readFileSync(join(import.meta.dirname, "page-data.sql"), "utf8").replace(/^--.*$/gm, "");
    for (const statement of text.split(/;\s*$/m)) if (statement.trim()) await sql.unsafe(statement);
    return await subjects(sql);
  } finally {
    await sql.end();
  }
}

function startNext(port: number, variables: Record<string, string>): ChildProcess {
  const next = join(projectRoot, "node_modules/next/dist/bin/next");
  return spawn(process.execPath, [next, "start", "--port", String(port), "--hostname", "127.0.0.1"], {
    cwd: projectRoot,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...variables, NEXT_TELEMETRY_DISABLED: "1" },
  });
}

async function waitFor(url: string, next: ChildProcess) {
  for (let waited = 0; waited < 60_000; waited += 200) {
    if (next.exitCode !== null) throw new Error("next start ended. Is there a build? npm run build");
    const answer = await fetch(`${url}/login`).catch(() => null);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error("The app did not start within a minute.");
}

async function measure(origin: string, cookie: string, { path, shows, name }: Subject, counter: CallCounter) {
  const times: number[] = [];
  let calls = 0;
  for (let round = -rounds.warmUp; round < rounds.measured; round++) {
    counter.reset();
    const started = performance.now();
    const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: "manual" });
    const body = await answer.text();
    if (round >= 0) times.push(performance.now() - started);
    if (answer.status !== 200 || !body.includes(shows)) {
      throw new Error(`${name} answered ${answer.status} without "${shows}": nothing was measured.`);
    }
    calls = Math.max(calls, counter.database());
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)] ?? 0, slowest: times.at(-1) ?? 0, calls };
}

/** The whole file, as it is written while the rows are read. */
async function exportCsv(origin: string, cookie: string) {
  const started = performance.now();
  const answer = await fetch(`${origin}/api/live/runs/70000000-0000-4000-8000-000000000001/errors.csv?state=all`, {
    headers: { cookie },
  });
  const lines = (await answer.text()).split("\r\n").length - 2;
  console.log(
    `\nExport of ${lines.toLocaleString("en")} row errors: ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  if (lines !== 100_000) throw new Error("The export is not complete.");
}

async function main(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), "automata-bench-"));
  await chmod(dir, 0o755); // PostgreSQL runs as another user when this runs as root
  const stack = await startStack({ dir, dbPort: await freePort(), apiPort: await freePort() });
  const counter = await countCalls(stack.url);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const next = startNext(port, {
    APP_URL: origin,
    NEXT_PUBLIC_SUPABASE_URL: counter.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: stack.keys.publishable,
    SUPABASE_SECRET_KEY: stack.keys.secret,
    AUTOMATA_SIGNING_SECRET: "s".repeat(40),
    AUTOMATA_CLOCK_SECRET: "c".repeat(40),
  });
  let beyond = 0;
  try {
    const pages = await load(stack.postgres.url(superuser));
    await waitFor(origin, next);
    const cookie = await signInCookie(counter.url, stack.keys.publishable, "admin@kfc.test");
    console.log(`${"".padEnd(36)}${["median ms", "slowest ms", "db calls"].map((head) => head.padStart(11)).join("")}`);
    for (const page of pages) {
      const { median, slowest, calls } = await measure(origin, cookie, page, counter);
      const isBeyond = median > limits.medianMs || calls > limits.databaseCalls;
      if (isBeyond) beyond += 1;
      const cells = [median.toFixed(0), slowest.toFixed(0), calls].map((cell) => String(cell).padStart(11)).join("");
      console.log(`${page.name.padEnd(36)}${cells}${isBeyond ? "  beyond the limit" : ""}`);
    }
    await exportCsv(origin, cookie);
  } finally {
    next.kill("SIGTERM");
    if (next.exitCode === null) await once(next, "exit");
    await counter.close();
    await stack.close();
    rmSync(dir, { recursive: true, force: true });
  }
  const within = `within ${limits.medianMs} ms and ${limits.databaseCalls} database calls`;
  console.log(beyond === 0 ? `\nEvery page stays ${within}.` : `\n${beyond} pages do not stay ${within}.`);
  return beyond;
}

process.exit((await main()) > 0 ? 1 : 0);
