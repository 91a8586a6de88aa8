// `npm run n8n`: a real n8n on loopback for `npm run dev`, in a database of its own next to the dashboard's.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { requiredScopes } from "../../lib/n8n/scopes.ts";
import { engineDatabase } from "./engine/database.ts";
import { installEngine } from "./engine/install.ts";
import { type Engine, startEngine } from "./engine/process.ts";
import { createProgressLine } from "./engine/progress-line.ts";
import { engineSecrets, readEnvFile, writeEnvFile } from "./engine/secrets.ts";
import { stateDir } from "./paths.ts";
import { isPortFree, portFromEnv } from "./ports.ts";
import { acquirePostgres } from "./postgres.ts";
import { runCommand, StackError } from "./stack-error.ts";

const defaultPort = 5678;
const keyLabel = "automata";

/** What `npm run dev` reads to find the engine. */
const envFile = () => join(stateDir(), "n8n.env");

async function requireEnginePort(port: number) {
  if (await isPortFree(port)) return;
  throw new StackError(
    `Port ${port}, wanted for n8n, is in use. If that is another \`npm run n8n\`, it is already running and nothing is to be done.\n` +
      `Otherwise stop the other program, or choose another port: LOCAL_N8N_PORT=${port + 10} npm run n8n`,
  );
}

/** The key of an earlier start is kept while it works and may do all that is needed: `npm run dev` has it in memory. */
async function isKeyUsable(baseUrl: string, apiKey: string | undefined): Promise<boolean> {
  if (!apiKey) return false;
  const answer = await fetch(`${baseUrl}/api/v1/discover`, {
    headers: { "X-N8N-API-KEY": apiKey },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) return false;
  const { data } = (await answer.json()) as { data?: { scopes?: string[] } };
  return requiredScopes.every((scope) => data?.scopes?.includes(scope));
}

async function connect(engine: Engine) {
  const known = readEnvFile(envFile()).N8N_API_KEY;
  const apiKey = (await isKeyUsable(engine.baseUrl, known)) ? known : undefined;
  writeEnvFile(envFile(), {
    N8N_BASE_URL: engine.baseUrl,
    N8N_API_KEY: apiKey ?? (await engine.createApiKey(keyLabel, requiredScopes)),
  });
}

const askedToStop = () =>
  new Promise<"stop">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve("stop"));
  });

async function main() {
  const port = portFromEnv("LOCAL_N8N_PORT", defaultPort);
  await requireEnginePort(port);
  await installEngine(createProgressLine("Installing n8n"));

  const home = join(stateDir(), "n8n-home");
  const stopped = askedToStop();
  const postgres = await acquirePostgres();
  try {
    const secrets = engineSecrets(join(home, "secrets.json"));
    // n8n keeps a copy of its key there and refuses to start with another one.
    if (secrets.fresh) rmSync(join(home, ".n8n"), { recursive: true, force: true });
    const databaseUrl = await engineDatabase(postgres.url("supabase_admin", "template1"), "n8n", secrets.fresh);
    const starting = createProgressLine("Starting n8n");
    starting.show(() => "waiting until it is ready");
    const started = startEngine({ databaseUrl, port, home, secrets }).finally(() => starting.done());
    if ((await Promise.race([started, stopped])) === "stop") return;
    const engine = await started;
    await connect(engine);
    console.log(`\nn8n is ready on ${engine.baseUrl}. \`npm run dev\` finds it by itself. Press Ctrl-C to stop it.`);

    const why = await Promise.race([stopped, engine.ended().then(() => "ended" as const)]);
    if (why === "ended") throw new StackError(`n8n ended by itself. Its last lines:\n${engine.logs()}`);
    console.log("\nStopping n8n ...");
    await engine.stop();
  } finally {
    await postgres.release();
  }
}

await runCommand(main);
process.exit(0);
