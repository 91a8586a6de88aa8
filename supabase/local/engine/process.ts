import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../ports.ts";
import { StackError } from "../stack-error.ts";
import { installDir } from "./install.ts";
import { type OwnerSession, signInAsOwner } from "./owner.ts";
import type { EngineSecrets } from "./secrets.ts";
import { engineEnvironment } from "./settings.ts";

export type EngineOptions = {
  /** n8n's own database, see engineDatabase() */
  databaseUrl: string;
  port: number;
  /** n8n's user folder, made when missing */
  home: string;
  secrets: EngineSecrets;
};

export type Engine = {
  /** e.g. http://127.0.0.1:5678 */
  baseUrl: string;
  createApiKey: OwnerSession["createApiKey"];
  /** Asks n8n to finish and waits for its end. */
  stop(): Promise<void>;
  /** SIGKILL to n8n and its children: what a crash or an out-of-memory kill looks like. */
  kill(): Promise<void>;
  /** Starts it again after stop() or kill(); resolves when it is ready. */
  start(): Promise<void>;
  /** Resolves when the process ends, whoever ended it. */
  ended(): Promise<void>;
  /** The last lines n8n wrote. */
  logs(): string;
};

const ownerEmail = "owner@automata.test";
const startDeadlineMs = 240_000;
const stopDeadlineMs = 20_000;
const keptLogCharacters = 20_000;

type BcryptHash = { hashSync(password: string, rounds: number): string };

function ownerPasswordHash(password: string): string {
  const fromEngine = createRequire(join(installDir, "node_modules", "n8n", "package.json"));
  return (fromEngine("bcryptjs") as BcryptHash).hashSync(password, 10);
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
const end = (child: ChildProcess) =>
  hasEnded(child) ? Promise.resolve() : new Promise<void>((resolve) => child.once("exit", () => resolve()));

// The task runner is a child of n8n: signalling the group reaches both.
function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined || hasEnded(child)) return;
  process.kill(-child.pid, signal);
}

/** Ready means the readiness endpoint says so in JSON: while booting, n8n answers 200 with a text to everything. */
async function isReady(baseUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${baseUrl}/healthz/readiness`, { signal: AbortSignal.timeout(3_000) });
    return answer.ok && ((await answer.json()) as { status?: string }).status === "ok";
  } catch {
    return false; // refused, timed out or not JSON: not ready yet, and the caller has a deadline
  }
}

async function waitUntilReady(baseUrl: string, child: ChildProcess, logs: () => string): Promise<void> {
  const deadline = Date.now() + startDeadlineMs;
  while (!(await isReady(baseUrl))) {
    if (hasEnded(child)) throw new StackError(`n8n ended while starting. Its last lines:\n${logs()}`);
    if (Date.now() > deadline) throw new StackError(`n8n was not ready in time. Its last lines:\n${logs()}`);
    await sleep(150);
  }
}

/**
 * Starts the installed n8n on loopback and waits until it is ready (5 s; about 15 s on an empty database).
 * It ends together with this process.
 * @throws StackError when n8n ends early or is not ready within four minutes
 */
export async function startEngine({ databaseUrl, port, home, secrets }: EngineOptions): Promise<Engine> {
  mkdirSync(home, { recursive: true });
  const baseUrl = `http://127.0.0.1:${port}`;
  const env = engineEnvironment({
    databaseUrl,
    port,
    brokerPort: await freePort(),
    home,
    encryptionKey: secrets.encryptionKey,
    owner: { email: ownerEmail, passwordHash: ownerPasswordHash(secrets.ownerPassword) },
  });
  let log = "";
  const logs = () => log.trim();

  const launch = () => {
    const script = join(installDir, "node_modules", "n8n", "bin", "n8n");
    const child = spawn(process.execPath, [script, "start"], {
      cwd: home,
      env: { ...env, NODE_ENV: "production" },
      detached: true, // Ctrl-C in the terminal reaches us only, so that the shutdown stays in order
      stdio: ["ignore", "pipe", "pipe"],
    });
    const keep = (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-keptLogCharacters);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    return child;
  };

  let child = launch();
  process.once("exit", () => signalGroup(child, "SIGKILL"));
  await waitUntilReady(baseUrl, child, logs);

  return {
    baseUrl,
    logs,
    ended: () => end(child),
    async createApiKey(label, scopes) {
      const owner = await signInAsOwner(baseUrl, ownerEmail, secrets.ownerPassword);
      return owner.createApiKey(label, scopes);
    },
    async stop() {
      signalGroup(child, "SIGTERM");
      await Promise.race([end(child), sleep(stopDeadlineMs, undefined, { ref: false })]);
      signalGroup(child, "SIGKILL");
      await end(child);
    },
    async kill() {
      signalGroup(child, "SIGKILL");
      await end(child);
    },
    async start() {
      if (!hasEnded(child)) return;
      child = launch();
      await waitUntilReady(baseUrl, child, logs);
    },
  };
}
