// Alters the database's walls one by one and runs the pgTAP suite against each: a mutant that no assertion notices is a wall
// that nobody would miss. Every mutant has a copy of the migrated database to itself.
import { basename } from "node:path";
import postgres from "postgres";
import { pgtapFiles, runPgtap } from "../../supabase/local/pgtap.ts";
import { runCommand } from "../../supabase/local/stack-error.ts";
import { constraintMutants } from "./constraints.ts";
import { type Databases, startDatabases } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { functionMutants } from "./functions.ts";
import { grantMutants } from "./grants.ts";
import { type Mutant, type MutantClass, mutantClasses } from "./mutant.ts";
import { policyMutants } from "./policies.ts";
import { rightsMutants } from "./rights.ts";

const parallel = 2;

// Only the order in which files run: most mutants are noticed by the first. All files run before one counts as survivor.
const likelyFile: Record<MutantClass, string> = {
  "policy dropped": "100-",
  "policy widened": "100-",
  "membership test weakened": "100-",
  "role test weakened": "100-",
  "hidden column granted": "120-",
  "write granted or write policy added": "300-",
  "helper function altered": "300-",
  "constraint dropped": "400-",
};

type Verdict = { mutant: Mutant; caughtBy?: string; complaint?: string };

function filesFor(mutant: Mutant): string[] {
  const rank = (file: string) =>
    basename(file).startsWith("000-") ? 0 : basename(file).startsWith(likelyFile[mutant.class]) ? 1 : 2;
  return pgtapFiles().sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** Applies the mutant. @throws Error when it does not apply, or changes nothing */
async function mutate(url: string, { name, sql: damage }: Mutant): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const before = await fingerprint(sql);
    await sql.unsafe(damage).simple();
    if ((await fingerprint(sql)) === before) throw new Error("it changed nothing");
  } catch (error) {
    throw new Error(`Mutant "${name}" does not apply: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  } finally {
    await sql.end();
  }
}

// A file that breaks off with an error has noticed something too, but without saying what: it does not count as caught.
async function firstFailure(url: string, files: string[]): Promise<Pick<Verdict, "caughtBy" | "complaint">> {
  let complaint: string | undefined;
  for (const file of files) {
    try {
      const { problems } = await runPgtap(url, file);
      const assertion = problems.find((problem) => problem.startsWith("not ok"));
      if (assertion) return { caughtBy: basename(file), complaint: assertion };
      if (problems[0]) complaint ??= `${basename(file)}: ${problems[0]}`;
    } catch (error) {
      complaint ??= `${basename(file)} broke off: ${error instanceof Error ? error.message : error}`;
    }
  }
  return { complaint };
}

const examine = (databases: Databases, mutant: Mutant): Promise<Verdict> =>
  databases.withCopy(async (url) => {
    await mutate(url, mutant);
    return { mutant, ...(await firstFailure(url, filesFor(mutant))) };
  });

async function examineAll(databases: Databases, mutants: Mutant[]): Promise<Verdict[]> {
  const queue = [...mutants];
  const verdicts: Verdict[] = [];
  const worker = async () => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const verdict = await examine(databases, mutant);
      verdicts.push(verdict);
      if (process.argv.includes("--verbose"))
        console.log(`${mutant.class} | ${mutant.name} | ${verdict.complaint ?? ""}`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return verdicts;
}

/** The unharmed database passes everything; otherwise any mutant would seem caught. @returns the mutants of its constraints */
async function checkUnharmed(databases: Databases): Promise<Mutant[]> {
  return databases.withCopy(async (url) => {
    for (const file of pgtapFiles()) {
      const { problems } = await runPgtap(url, file);
      if (problems.length > 0) throw new Error(`${file} fails without any mutant:\n${problems.join("\n")}`);
    }
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    try {
      return await constraintMutants(sql);
    } finally {
      await sql.end();
    }
  });
}

function report(verdicts: Verdict[]): boolean {
  const width = Math.max(...mutantClasses.map((name) => name.length));
  console.log(`${"class".padEnd(width)}  mutants  caught`);
  for (const name of mutantClasses) {
    const of = verdicts.filter(({ mutant }) => mutant.class === name);
    const caught = of.filter(({ caughtBy }) => caughtBy);
    console.log(`${name.padEnd(width)}  ${String(of.length).padStart(7)}  ${String(caught.length).padStart(6)}`);
  }
  const survivors = verdicts.filter(({ caughtBy }) => !caughtBy);
  for (const { mutant, complaint } of survivors) {
    console.log(
      `SURVIVED  ${mutant.class}: ${mutant.name}${complaint ? ` (no assertion failed, but ${complaint})` : ""}`,
    );
  }
  console.log(`${verdicts.length} mutants, ${verdicts.length - survivors.length} caught`);
  return survivors.length === 0;
}

await runCommand(async () => {
  // A signal alone would end the process without its "exit", where the database is stopped.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const databases = await startDatabases();
  try {
    const constraints = await checkUnharmed(databases);
    const mutants = [...policyMutants, ...rightsMutants, ...grantMutants, ...functionMutants, ...constraints];
    const allCaught = report(await examineAll(databases, mutants));
    if (!allCaught) process.exitCode = 1;
  } finally {
    await databases.stop();
  }
});
