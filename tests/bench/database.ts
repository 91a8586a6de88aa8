// npm run bench:db: what row level security costs. Every query of the pages as a person, with and without the wall, in turn.
import { rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { reachableDir, stateDir } from "../../supabase/local/paths.ts";
import { freePort } from "../../supabase/local/ports.ts";
import { bootstrap, migrate } from "../../supabase/local/schema.ts";
import { databaseUrl, startServer, stopServer, superuser } from "../../supabase/local/server.ts";
import { type Measurement, measure } from "./measure.ts";
import { type PageQuery, pageQueries } from "./queries.ts";
import { cases } from "./subjects.ts";

const pairs = Number(process.env.BENCH_PAIRS ?? 25);

/** A protected query may take this much longer than the same one without protection, whichever is more. */
const allowance = { factor: 1.1, ms: 0.15 };
/** And touch this many times the blocks, or this many more: what the helpers read to learn who is asking, whatever is asked. */
const blockAllowance = { factor: 1.5, blocks: 50 };

async function load(port: number) {
  const sql = postgres(databaseUrl(port, superuser), { max: 1, onnotice: () => {} });
  const statements = await readFile(new URL("data.sql", import.meta.url), "utf8");
  const [data = "", maintenance = ""] = statements.split("-- The visibility map");
  const started = performance.now();
  await sql.unsafe(data);
  // VACUUM runs in no transaction, so not together with the rest.
  await sql.unsafe(maintenance.slice(maintenance.indexOf("\n")));
  const [counts] = await sql`
    select (select count(*)::int from public.tenants where not is_super) as tenants,
      (select count(*)::int from public.tenant_installed_apps) as installs,
      (select count(*)::int from public.integration_job_runs) as runs,
      (select count(*)::int from public.integration_job_errors) as "row errors"`;
  console.log(`Loaded in ${((performance.now() - started) / 1000).toFixed(0)} s:`, counts);
  const settings = await sql`
    select name, setting, unit from pg_settings
    where name in ('server_version', 'shared_buffers', 'random_page_cost', 'jit', 'plan_cache_mode') order by name`;
  console.log(settings.map(({ name, setting, unit }) => `${name} ${setting}${unit ?? ""}`).join(", "));
  await sql.end();
}

function breaches({ walled, open }: Measurement): string[] {
  return [
    walled.ms > Math.max(open.ms * allowance.factor, open.ms + allowance.ms) && "slower than allowed",
    walled.blocks > Math.max(open.blocks * blockAllowance.factor, open.blocks + blockAllowance.blocks) &&
      "reads more than allowed",
    ...walled.sequentialScans.map((table) => `reads all of ${table}`),
  ].filter((fault) => fault !== false);
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

function pageBreaches(measured: Measurement[]): string[] {
  const pages = new Set(measured.map(({ query }) => query.page));
  return [...pages].flatMap((page: PageQuery["page"]) => {
    const ofPage = measured.filter(({ query }) => query.page === page);
    const [walled, open] = [sum(ofPage.map((m) => m.walled.ms)), sum(ofPage.map((m) => m.open.ms))];
    const allowed = Math.max(open * allowance.factor, open + allowance.ms * ofPage.length);
    return walled > allowed ? [`page ${page}: ${walled.toFixed(2)} ms, allowed ${allowed.toFixed(2)} ms`] : [];
  });
}

function row({ query, walled, open }: Measurement, faults: string[]): string {
  const cells = [
    open.ms.toFixed(3),
    walled.ms.toFixed(3),
    `${(walled.ms - open.ms).toFixed(3)}`,
    open.blocks,
    walled.blocks,
  ];
  return `${query.name.padEnd(32)}${cells.map((cell) => String(cell).padStart(9)).join("")}  ${faults.join(", ")}`.trimEnd();
}

async function run(): Promise<number> {
  const home = join(reachableDir(stateDir()), `bench-${process.pid}`);
  const dataDir = join(home, "data");
  const port = await freePort();
  let faults = 0;
  try {
    await startServer({ dataDir, port, durable: false });
    await bootstrap(databaseUrl(port, superuser));
    await migrate(databaseUrl(port));
    await load(port);

    const sql = postgres(databaseUrl(port), { max: 1, onnotice: () => {} });
    const people = await cases(sql);
    await sql.end();
    for (const person of people) {
      // The limits are for a tenant's admin. A log role is compared with more installs per row, a super admin with all of them.
      const bounded = person.persona === "tenant admin";
      console.log(`\n${person.size} tenant, ${person.persona}${bounded ? "" : " (for information)"}`);
      console.log(
        `${"".padEnd(32)}${["open ms", "RLS ms", "more", "blocks", "RLS"].map((h) => h.padStart(9)).join("")}`,
      );
      const measured = await measure(databaseUrl(port), person, pageQueries, pairs);
      for (const measurement of measured) {
        const found = bounded ? breaches(measurement) : [];
        faults += found.length;
        console.log(row(measurement, found));
      }
      for (const fault of bounded ? pageBreaches(measured) : []) {
        faults += 1;
        console.log(fault);
      }
    }
  } finally {
    await stopServer(dataDir);
    rmSync(home, { recursive: true, force: true });
  }
  console.log(faults === 0 ? "\nEvery query stays within its limits." : `\n${faults} breaches of the limits.`);
  return faults;
}

process.exitCode = (await run()) > 0 ? 1 : 0;
