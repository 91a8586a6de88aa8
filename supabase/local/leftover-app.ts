import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stateDir } from "./paths.ts";
import { isAlive, startTime } from "./process-identity.ts";

type Process = { pid: number; started: string };
type Entry = { launcher: Process; app: Process };

const identify = (pid: number): Process => ({ pid, started: startTime(pid) });
const runs = ({ pid, started }: Process) => isAlive(pid, started);

// One per port: several apps may run beside each other.
const fileFor = (port: number) => join(stateDir(), `app-${port}.json`);

/** Notes which process serves the app, for the next start in case that this one is killed. */
export function noteApp(port: number, pid: number): void {
  const entry: Entry = { launcher: identify(process.pid), app: identify(pid) };
  mkdirSync(stateDir(), { recursive: true });
  writeFileSync(fileFor(port), JSON.stringify(entry));
}

export function forgetApp(port: number): void {
  rmSync(fileFor(port), { force: true });
}

/** Stops an app whose launcher was killed: it would hold its port for ever. Any other program is left alone. */
export async function stopLeftoverApp(port: number): Promise<void> {
  if (!existsSync(fileFor(port))) return;
  const { launcher, app } = JSON.parse(readFileSync(fileFor(port), "utf8")) as Entry;
  if (runs(launcher)) return;
  if (runs(app)) process.kill(app.pid, "SIGTERM");
  for (let waited = 0; runs(app) && waited < 5_000; waited += 20) await sleep(20);
  forgetApp(port);
}
