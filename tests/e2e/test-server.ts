import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlaywrightTestConfig } from "@playwright/test";

/** Ports of a server under test: the app, the database API, PostgreSQL, the demo HR system; n8n and its control door. */
interface Ports {
  app: number;
  api: number;
  database: number;
  hr: number;
  engine?: { n8n: number; control: number };
}

interface Server {
  command: string;
  startsWithinMs: number;
  ports: Ports;
}

/** Several checkouts can test at once, each with an offset of its own. */
const offset = Number(process.env.E2E_PORT_OFFSET ?? 0);

/**
 * A folder of the run's own for what a server writes. The runner reads its configuration once more in every worker, which
 * must see the same folder.
 */
function serverDir(name: string): string {
  if (!process.env.E2E_SERVER_DIR) {
    const given = process.env.E2E_STACK_DIR;
    const root = given ?? mkdtempSync(join(tmpdir(), "automata-e2e-"));
    if (!given) {
      chmodSync(root, 0o755); // PostgreSQL runs as another user when this runs as root
      process.once("exit", () => rmSync(root, { recursive: true, force: true }));
    }
    process.env.E2E_SERVER_DIR = join(root, name);
    mkdirSync(process.env.E2E_SERVER_DIR, { recursive: true });
  }
  return process.env.E2E_SERVER_DIR;
}

/**
 * What both Playwright configurations share: Debian's Chromium against the production build, on a fresh database away
 * from the developer's ports and data.
 * @param name of the folder with the tests, the report and the server's data
 */
export function browserTests(name: string, { command, startsWithinMs, ports }: Server): PlaywrightTestConfig {
  const port = (number: number) => String(number + offset);
  const server = {
    PORT: port(ports.app),
    LOCAL_API_PORT: port(ports.api),
    LOCAL_DB_PORT: port(ports.database),
    LOCAL_HR_PORT: port(ports.hr),
    LOCAL_STACK_DIR: serverDir(name),
    APP_URL: `http://localhost:${port(ports.app)}`,
    // What a developer has in .env.local is not for these tests, least of all a hosted project.
    NEXT_PUBLIC_SUPABASE_URL: "",
    N8N_BASE_URL: "",
    N8N_API_KEY: "",
    N8N_WEBHOOK_URL: "",
    AUTOMATA_CALLBACK_URL: "",
    ...(ports.engine && {
      LOCAL_N8N_PORT: port(ports.engine.n8n),
      E2E_CONTROL_PORT: port(ports.engine.control),
    }),
  };
  // For the tests, which run in processes of their own.
  process.env.E2E_DATABASE_URL = `postgresql://postgres:postgres@127.0.0.1:${server.LOCAL_DB_PORT}/postgres`;
  process.env.E2E_HR_URL = `http://127.0.0.1:${server.LOCAL_HR_PORT}`;
  if (server.E2E_CONTROL_PORT) process.env.E2E_CONTROL_URL = `http://127.0.0.1:${server.E2E_CONTROL_PORT}`;

  return {
    testDir: `tests/${name}`,
    outputDir: `test-results/${name}`,
    globalSetup: "./tests/e2e/sign-in-everyone.ts",
    forbidOnly: Boolean(process.env.CI),
    reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON ?? `test-results/${name}.json` }]],
    use: {
      baseURL: server.APP_URL,
      actionTimeout: 15_000,
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
      command,
      url: `${server.APP_URL}/login`,
      env: server,
      timeout: startsWithinMs,
      gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    },
  };
}
