// npm run db:reset, db:types, db:advisors
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvFiles } from "./env-files.ts";
import { projectRoot } from "./paths.ts";
import { acquirePostgres } from "./postgres.ts";
import { forgetSeed, migrate, seed } from "./schema.ts";
import { runCommand, StackError } from "./stack-error.ts";
import { generateTypes, resetDatabase, runAdvisors } from "./supabase-cli.ts";

const typesFile = "lib/supabase/database.types.ts";

async function reset(url: string) {
  await forgetSeed(url); // an interrupted reset is seeded by the next start
  await resetDatabase(url);
  await seed(url);
  console.log("The local database is new: every migration, seed and demo data.");
}

async function types(url: string, check: boolean) {
  await migrate(url);
  const path = join(projectRoot, typesFile);
  const current = existsSync(path) ? readFileSync(path, "utf8") : "";
  const wanted = await generateTypes(url);
  if (!check) writeFileSync(path, wanted);
  else if (current !== wanted) throw new StackError(`${typesFile} is older than the migrations. Run: npm run db:types`);
  console.log(check ? `${typesFile} is up to date.` : `${typesFile} is written.`);
}

async function advisors(url: string) {
  await migrate(url);
  if (!(await runAdvisors(url))) throw new StackError("The advisors found something at level warn or above.");
}

const commands: Record<string, (url: string) => Promise<void>> = {
  reset,
  types: (url) => types(url, process.argv.includes("--check")),
  advisors,
};

await runCommand(async () => {
  const command = commands[process.argv[2] ?? ""];
  if (!command) throw new StackError(`Usage: node supabase/local/cli.ts ${Object.keys(commands).join(" | ")}`);
  loadEnvFiles();
  // Ends by way of "exit", where the database is given back.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const postgres = await acquirePostgres();
  try {
    await command(postgres.url());
  } finally {
    await postgres.release();
  }
});
