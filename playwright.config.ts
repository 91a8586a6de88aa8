import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

// The production build on a fresh database of its own, away from the developer's ports and data. The runner reads this
// file once more in every worker, which must see the same folder.
if (!process.env.E2E_STACK_DIR) {
  const dir = mkdtempSync(join(tmpdir(), "automata-e2e-"));
  chmodSync(dir, 0o755); // PostgreSQL runs as another user when this runs as root
  process.env.E2E_STACK_DIR = dir;
  process.once("exit", () => rmSync(dir, { recursive: true, force: true }));
}

const port = 3210;
const server = {
  PORT: String(port),
  LOCAL_API_PORT: "25421",
  LOCAL_DB_PORT: "25432",
  LOCAL_HR_PORT: "4280",
  LOCAL_STACK_DIR: process.env.E2E_STACK_DIR,
  APP_URL: `http://localhost:${port}`,
};
process.env.E2E_DATABASE_URL = `postgresql://postgres:postgres@127.0.0.1:${server.LOCAL_DB_PORT}/postgres`;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  globalSetup: "./tests/e2e/sign-in-everyone.ts",
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 45_000,
  reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON ?? "test-results/e2e.json" }]],
  use: {
    baseURL: server.APP_URL,
    timezoneId: "Asia/Singapore",
    locale: "en-GB",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node supabase/local/dev.ts --production",
    url: `${server.APP_URL}/login`,
    env: server,
    timeout: 60_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
  },
});
