import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { requiredScopes } from "../../lib/n8n/scopes.ts";
import { engineDatabase } from "../../supabase/local/engine/database.ts";
import { installEngine } from "../../supabase/local/engine/install.ts";
import { startEngine } from "../../supabase/local/engine/process.ts";
import { createProgressLine } from "../../supabase/local/engine/progress-line.ts";
import { engineSecrets } from "../../supabase/local/engine/secrets.ts";
import { freePort } from "../../supabase/local/ports.ts";
import { databaseUrl, superuser } from "../../supabase/local/server.ts";
import { serveEngineControl } from "./engine-control.ts";

declare module "vitest" {
  interface ProvidedContext {
    engine: {
      baseUrl: string;
      /** with exactly the scopes of lib/n8n/scopes.ts */
      apiKey: string;
      /** see live-engine.ts */
      controlUrl: string;
    };
  }
}

/** One real n8n for the whole run, on a free port, in a database of its own on the run's PostgreSQL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await installEngine(createProgressLine("Installing n8n"));
  const home = mkdtempSync(join(tmpdir(), "automata-n8n-"));
  const admin = databaseUrl(project.getProvidedContext().postgresPort, superuser, "template1");
  const engine = await startEngine({
    databaseUrl: await engineDatabase(admin, "n8n"),
    port: await freePort(),
    home,
    secrets: engineSecrets(join(home, "secrets.json")),
  });
  const control = await serveEngineControl(engine);
  project.provide("engine", {
    baseUrl: engine.baseUrl,
    apiKey: await engine.createApiKey("tests", requiredScopes),
    controlUrl: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
  });
  return async () => {
    control.close();
    control.closeAllConnections();
    await engine.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
