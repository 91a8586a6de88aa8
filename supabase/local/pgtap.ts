import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import postgres from "postgres";
import { projectRoot } from "./paths.ts";

/** pgTAP files, where `supabase test db` looks for them too; paths relative to the project. */
export function pgtapFiles(): string[] {
  const dir = "supabase/tests/database";
  try {
    return readdirSync(join(projectRoot, dir), { recursive: true, encoding: "utf8" })
      .filter((entry) => entry.endsWith(".test.sql"))
      .sort()
      .map((entry) => join(dir, entry));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

export type TapReport = {
  planned: number | undefined;
  /** assertions that ran */
  ran: number;
  /** empty when the file passed: failed assertions with their diagnostics, or what is wrong with the plan */
  problems: string[];
};

/** Reads TAP lines; TODO and SKIP are no failures, a plan that was not kept or is empty is one. */
export function readTap(lines: string[]): TapReport {
  const problems: string[] = [];
  let planned: number | undefined;
  let ran = 0;
  let inFailure = false;
  for (const line of lines) {
    const plan = /^1\.\.(\d+)/.exec(line);
    if (plan) planned = Number(plan[1]);
    if (/^(not )?ok \d+/.test(line)) {
      ran += 1;
      inFailure = line.startsWith("not ok") && !/# (TODO|SKIP)\b/i.test(line);
      if (inFailure) problems.push(line);
    } else if (inFailure && line.startsWith("#")) {
      problems.push(line);
    }
  }
  if (planned === undefined)
    problems.push("No plan: the file must begin with select plan(<number>) or end with select * from finish().");
  else if (ran === 0) problems.push("No assertion ran.");
  else if (planned !== ran) problems.push(`Planned ${planned} assertions, ran ${ran}.`);
  return { planned, ran, problems };
}

// `supabase test db` runs all files in one database in the order of their names, so what 000-*.test.sql commits is there
// for the others.
const isSetup = (file: string) => basename(file).startsWith("000-");

/**
 * Runs one pgTAP file as user postgres.
 * @param url a database of its own: what a file commits stays there
 * @throws PostgresError when a statement outside of an assertion fails
 */
async function runFile(url: string, file: string): Promise<TapReport> {
  const sql = postgres(url, { max: 1, onnotice: () => {} }); // pgTAP's plan belongs to the session
  try {
    const results = await sql.unsafe(readFileSync(join(projectRoot, file), "utf8")).simple();
    // One result per statement; a file with a single statement gives its rows directly.
    const rows = (Array.isArray(results[0]) ? results.flat() : [...results]) as Record<string, unknown>[];
    const texts = rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === "string");
    return readTap(texts.flatMap((text) => text.split("\n")));
  } finally {
    await sql.end();
  }
}

/** The same, after the setup files that it may build on. */
export async function runPgtap(url: string, file: string): Promise<TapReport> {
  for (const setup of pgtapFiles().filter((other) => isSetup(other) && other < file)) await runFile(url, setup);
  return runFile(url, file);
}
