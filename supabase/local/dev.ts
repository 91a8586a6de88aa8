// npm run dev: the local stack and Next.js, together. With --production: `next start` instead of `next dev`.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { startClock } from "./clock.ts";
import { demoPassword, demoPeople } from "./demo-people.ts";
import { loadEnvFiles } from "./env-files.ts";
import { forgetApp, noteApp, stopLeftoverApp } from "./leftover-app.ts";
import { defaultLegacyHrPort, demoKeys, startLegacyHr } from "./legacy-hr.ts";
import { projectRoot, stateDir } from "./paths.ts";
import { isPortFree, portFromEnv, requireFreePort } from "./ports.ts";
import { localSecrets } from "./secrets.ts";
import { type Stack, startStack } from "./stack.ts";
import { runCommand, StackError } from "./stack-error.ts";

type Variables = Record<string, string>;

const line = (part: string, text: string) => console.log(`  ${part.padEnd(10)} ${text}`);
const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** Address and key of the automation engine that `npm run n8n` started, unless the environment names another one. */
function engineVariables(): Variables {
  const file = join(stateDir(), "n8n.env");
  if (process.env.N8N_BASE_URL || !existsSync(file)) return {};
  return parseEnv(readFileSync(file, "utf8")) as Variables;
}

function hostedProject(): string | undefined {
  const url = process.env.NEXT_PUBLIC_SUPABASE_URL;
  if (!url) return undefined;
  const missing = ["NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY"].filter((name) => !process.env[name]);
  if (missing.length === 0) return url;
  throw new StackError(
    `NEXT_PUBLIC_SUPABASE_URL is set, so that project is used, but ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing.\n` +
      "Add what is missing to .env.local, or remove NEXT_PUBLIC_SUPABASE_URL to use the local stack.",
  );
}

function describeDatabase({ postgres, migrations, seeded }: Stack) {
  const news = [
    migrations.applied.length > 0 && `${count(migrations.applied.length, "migration")} applied`,
    seeded && "demo data loaded",
  ].filter(Boolean);
  line("Database", postgres.url() + (news.length > 0 ? ` (${news.join(", ")})` : ""));
  if (migrations.orphaned.length > 0) {
    line("", `It has migrations without a file (${migrations.orphaned.join(", ")}). To start over: npm run db:reset`);
  }
}

function describeSignIns() {
  console.log(`\n  Sign in as one of these; the password is ${demoPassword}`);
  for (const [email, description] of Object.entries(demoPeople)) console.log(`    ${email.padEnd(24)} ${description}`);
  console.log("");
}

/** Nice to have, so a taken port only costs the demo. It ends with this process: it holds nothing to be given back. */
async function startDemoHr(port: number) {
  if (!(await isPortFree(port))) {
    line("Demo HR", `not started: port ${port} is in use (LOCAL_HR_PORT chooses another)`);
    return;
  }
  const { sourceUrl, targetUrl, baseUrl } = await startLegacyHr({ port });
  line("Demo HR", `${sourceUrl} (header X-Api-Key: ${demoKeys.sourceKey})`);
  line("", `${targetUrl} (header X-Target-Key: ${demoKeys.targetKey})`);
  line("", `correct its faulty rows: curl -X POST -H "X-Api-Key: ${demoKeys.sourceKey}" ${baseUrl}/admin/fix`);
}

function startNext(port: number, variables: Variables): ChildProcess {
  const production = process.argv.includes("--production");
  const passedOn = process.argv.slice(2).filter((argument) => argument !== "--production");
  const next = join(projectRoot, "node_modules/next/dist/bin/next");
  // Only this machine: the demo passwords are public. IPv4 first, or "localhost" is not 127.0.0.1 on some systems.
  const args = [next, production ? "start" : "dev", "--port", String(port), "--hostname", "localhost", ...passedOn];
  const nodeOptions = `${process.env.NODE_OPTIONS ?? ""} --dns-result-order=ipv4first`.trim();
  const env = { ...process.env, ...variables, NEXT_TELEMETRY_DISABLED: "1", NODE_OPTIONS: nodeOptions };
  return spawn(process.execPath, args, { cwd: projectRoot, stdio: "inherit", env });
}

const hasExited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function stopChild(child: ChildProcess) {
  child.kill("SIGTERM");
  for (let waited = 0; !hasExited(child) && waited < 5_000; waited += 20) await sleep(20);
  if (!hasExited(child)) child.kill("SIGKILL");
}

await runCommand(async () => {
  loadEnvFiles();
  const port = portFromEnv("PORT", 3000);
  await stopLeftoverApp(port);
  await requireFreePort(port, "the app", "PORT");
  const hosted = hostedProject();
  const hrPort = portFromEnv("LOCAL_HR_PORT", defaultLegacyHrPort);
  const startedAt = performance.now();

  // From here on a signal ends the process by way of "exit", where the database is given back; `closing` makes it orderly.
  let starting: Promise<Stack> | undefined;
  let next: ChildProcess | undefined;
  let closing = false;
  const close = async (code: number) => {
    if (closing) process.exit(code); // asked twice: whatever still runs is signalled on exit
    closing = true;
    if (next) await stopChild(next);
    forgetApp(port);
    const stack = await starting?.catch(() => undefined);
    await stack?.close();
    process.exit(code);
  };
  process.once("exit", () => next?.kill("SIGTERM"));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void close(0));

  const secrets = localSecrets();
  const variables: Variables = {
    APP_URL: process.env.APP_URL || `http://localhost:${port}`,
    ...secrets,
    ...engineVariables(),
  };
  console.log("");
  if (hosted) {
    line("Supabase", `${hosted} (from NEXT_PUBLIC_SUPABASE_URL; no local stack)`);
  } else {
    starting = startStack();
    const stack = await starting;
    if (closing) return; // interrupted meanwhile
    variables.NEXT_PUBLIC_SUPABASE_URL = stack.url;
    variables.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY = stack.keys.publishable;
    variables.SUPABASE_SECRET_KEY = stack.keys.secret;
    describeDatabase(stack);
    line("API", `${stack.url} (REST and Auth)`);
    await startDemoHr(hrPort);
  }
  const engine = process.env.N8N_BASE_URL || variables.N8N_BASE_URL;
  line("Engine", engine ?? "not connected; npm run n8n in another terminal starts a local one");
  line(
    "App",
    `http://localhost:${port} (starting; the parts above took ${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  if (!hosted) describeSignIns();

  next = startNext(port, variables);
  if (next.pid) noteApp(port, next.pid);
  const clock = startClock(`http://127.0.0.1:${port}`, secrets.AUTOMATA_CLOCK_SECRET);
  next.once("exit", (code) => {
    clock.stop();
    if (!closing) void close(code ?? 1);
  });
});
