import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresBinaries } from "./binaries.ts";
import { serverUser } from "./paths.ts";
import { isPortFree } from "./ports.ts";
import { StackError } from "./stack-error.ts";

/** A PostgreSQL server process on a data directory. */
export type Server = { pid: number; port: number };

type StartOptions = {
  dataDir: string;
  port: number;
  /** false: faster, for databases that are thrown away */
  durable: boolean;
};

/** The superuser that initdb creates, as on hosted projects. */
export const superuser = "supabase_admin";

export const databaseUrl = (port: number, user = "postgres", database = "postgres"): string =>
  `postgresql://${user}:postgres@127.0.0.1:${port}/${database}`;

function commandLine(pid: number): string {
  try {
    if (existsSync("/proc/self")) return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // the process is gone
  }
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
}

// A pid file outlives a crash and its pid may belong to somebody else by now; a zombie has an empty command line.
const isServer = (pid: number, dataDir: string) => commandLine(pid).includes(dataDir);

function readPidFile(dataDir: string): (Server & { ready: boolean }) | undefined {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** The server that runs on this data directory, whoever started it. */
export function runningServer(dataDir: string): Server | undefined {
  const found = readPidFile(dataDir);
  return found && isServer(found.pid, dataDir) ? { pid: found.pid, port: found.port } : undefined;
}

function createCluster(initdb: string, dataDir: string) {
  // A killed initdb leaves a directory that looks finished, so the real name is given only at the end.
  const partial = `${dataDir}.new`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  if (serverUser) chownSync(partial, serverUser.uid, serverUser.gid);
  const args = [
    "-D",
    partial,
    "-U",
    superuser,
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
  ];
  const result = spawnSync(initdb, args, { ...serverUser, cwd: "/", encoding: "utf8" });
  if (result.status !== 0) {
    rmSync(partial, { recursive: true, force: true });
    throw new StackError(`PostgreSQL could not create its data directory: ${result.error?.message ?? result.stderr}`);
  }
  renameSync(partial, dataDir);
}

/** Resolves when the server of this directory accepts connections. */
export async function waitUntilReady(dataDir: string, child?: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child && (child.exitCode !== null || child.signalCode !== null)) break;
    const found = readPidFile(dataDir);
    if (found?.ready && (!child || found.pid === child.pid)) return;
    await sleep(10);
  }
  const log = existsSync(`${dataDir}.log`)
    ? readFileSync(`${dataDir}.log`, "utf8").trim().split("\n").slice(-8).join("\n")
    : "";
  throw new StackError(`PostgreSQL did not start. The end of ${dataDir}.log:\n${log}`);
}

/** The children of a server that was killed hold its memory for a moment longer. */
const leftoverPatienceMs = 10_000;

async function spawnServer(postgres: string, dataDir: string, args: string[]): Promise<ChildProcess> {
  for (const started = performance.now(); ; await sleep(200)) {
    const log = openSync(`${dataDir}.log`, "w");
    const child = spawn(postgres, args, { ...serverUser, cwd: "/", detached: true, stdio: ["ignore", log, log] });
    closeSync(log);
    child.once("error", () => child.kill()); // reported below, with the log
    try {
      await waitUntilReady(dataDir, child);
    } catch (error) {
      const inUse = existsSync(`${dataDir}.log`) && /is still in use/.test(readFileSync(`${dataDir}.log`, "utf8"));
      if (inUse && performance.now() - started < leftoverPatienceMs) continue;
      throw error;
    }
    child.unref();
    return child;
  }
}

/**
 * Starts a server, creating its data directory when there is none.
 * It is detached: Ctrl-C in the terminal and the end of this process leave it alone, stopping it is the caller's decision.
 * @throws StackError when the port is taken or PostgreSQL refuses to start
 */
export async function startServer({ dataDir, port, durable }: StartOptions): Promise<Server & { fresh: boolean }> {
  if (!(await isPortFree(port))) {
    throw new StackError(
      `Port ${port}, wanted for the local PostgreSQL, is in use by another program.\n` +
        `Stop that program, or choose another port: set LOCAL_DB_PORT (for instance LOCAL_DB_PORT=${port + 10}).`,
    );
  }
  const { initdb, postgres } = postgresBinaries();
  const fresh = !existsSync(join(dataDir, "PG_VERSION"));
  mkdirSync(dirname(dataDir), { recursive: true });
  if (fresh) createCluster(initdb, dataDir);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: "64MB",
    random_page_cost: "1.1", // solid-state disks, as in production
    timezone: "UTC",
    ...(durable ? {} : { synchronous_commit: "off", fsync: "off", full_page_writes: "off" }),
  };
  const child = await spawnServer(postgres, dataDir, [
    "-D",
    dataDir,
    "-p",
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  return { pid: child.pid ?? 0, port, fresh };
}

/** Asks the server to end without waiting: the only thing possible while this process is ending itself. */
export function signalServer(dataDir: string): void {
  const server = runningServer(dataDir);
  if (server) process.kill(server.pid, "SIGINT"); // "fast" shutdown: ends sessions, keeps every committed row
}

export async function stopServer(dataDir: string): Promise<void> {
  const server = runningServer(dataDir);
  if (!server) return;
  process.kill(server.pid, "SIGINT");
  for (let waited = 0; isServer(server.pid, dataDir); waited += 20) {
    if (waited === 10_000) process.kill(server.pid, "SIGQUIT");
    await sleep(20);
  }
}
