// `npm run n8n`: a real n8n on loopback for `npm run dev`, in a database of its own next to the dashboard's.
import { installEngine } from "./engine/install.ts";
import { startLocalEngine } from "./engine/local-engine.ts";
import { createProgressLine } from "./engine/progress-line.ts";
import { isPortFree, portFromEnv } from "./ports.ts";
import { runCommand, StackError } from "./stack-error.ts";

const defaultPort = 5678;

async function requireEnginePort(port: number) {
  if (await isPortFree(port)) return;
  throw new StackError(
    `Port ${port}, wanted for n8n, is in use. If that is another \`npm run n8n\`, it is already running and nothing is to be done.\n` +
      `Otherwise stop the other program, or choose another port: LOCAL_N8N_PORT=${port + 10} npm run n8n`,
  );
}

const askedToStop = () =>
  new Promise<"stop">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve("stop"));
  });

async function main() {
  const port = portFromEnv("LOCAL_N8N_PORT", defaultPort);
  await requireEnginePort(port);
  await installEngine(createProgressLine("Installing n8n"));

  const stopped = askedToStop();
  const starting = createProgressLine("Starting n8n");
  const started = startLocalEngine(port, () => starting.show(() => "waiting until it is ready")).finally(() =>
    starting.done(),
  );
  const first = await Promise.race([started, stopped]);
  // Interrupted while starting: the database is given back as this process ends, and n8n ends with it.
  if (first === "stop") return;
  const { engine, release } = first;
  try {
    console.log(`\nn8n is ready on ${engine.baseUrl}. \`npm run dev\` finds it by itself. Press Ctrl-C to stop it.`);

    const why = await Promise.race([stopped, engine.ended().then(() => "ended" as const)]);
    if (why === "ended") throw new StackError(`n8n ended by itself. Its last lines:\n${engine.logs()}`);
    console.log("\nStopping n8n ...");
    await engine.stop();
  } finally {
    await release();
  }
}

await runCommand(main);
process.exit(0);
