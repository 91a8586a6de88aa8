import { defineConfig } from "@playwright/test";
import { browserTests } from "./tests/e2e/test-server.ts";

/** The pages without an engine, which is a state that they explain. With one: playwright.engine.config.ts */
export default defineConfig({
  ...browserTests("e2e", {
    command: "node supabase/local/dev.ts --production",
    startsWithinMs: 60_000,
    ports: { app: 3210, api: 25421, database: 25432, hr: 4280 },
  }),
  workers: 2,
  fullyParallel: true,
  timeout: 45_000,
});
