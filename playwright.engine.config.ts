import { defineConfig } from "@playwright/test";
import { browserTests } from "./tests/e2e/test-server.ts";

/** What people do with apps, on a real n8n. One test at a time: some of them end the engine that all share. */
export default defineConfig({
  ...browserTests("e2e-engine", {
    command: "node tests/e2e-engine/server.ts",
    // n8n may have to be installed first.
    startsWithinMs: 900_000,
    ports: { app: 3220, api: 25461, database: 25462, hr: 4290, engine: { n8n: 5690, control: 5691 } },
  }),
  workers: 1,
  timeout: 120_000,
});
