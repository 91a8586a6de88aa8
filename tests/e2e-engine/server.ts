// The production build like the other browser tests have it, and beside it a real n8n that the tests can end and start.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { installEngine } from "../../supabase/local/engine/install.ts";
import { startLocalEngine } from "../../supabase/local/engine/local-engine.ts";
import { createProgressLine } from "../../supabase/local/engine/progress-line.ts";
import { portFromEnv, requireFreePort } from "../../supabase/local/ports.ts";
import { runCommand } from "../../supabase/local/stack-error.ts";
import { serveEngineControl } from "../n8n/engine-control.ts";

await runCommand(async () => {
  const enginePort = portFromEnv("LOCAL_N8N_PORT", 5690);
  const controlPort = portFromEnv("E2E_CONTROL_PORT", 5691);
  await requireFreePort(enginePort, "n8n", "E2E_PORT_OFFSET");
  await requireFreePort(controlPort, "the control of n8n", "E2E_PORT_OFFSET");
  await installEngine(createProgressLine("Installing n8n"));
  const { engine, release } = await startLocalEngine(enginePort);
  const control = await serveEngineControl(engine, controlPort);

  // It finds the engine in the folder that both share, and hears of a Ctrl-C or SIGTERM to the group by itself.
  const app = spawn(process.execPath, ["supabase/local/dev.ts", "--production"], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => app.kill(signal));
  await once(app, "exit");

  control.close();
  control.closeAllConnections();
  await engine.kill(); // its database is about to be thrown away
  await release();
});
process.exit(0);
