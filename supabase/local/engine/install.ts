import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../paths.ts";
import { StackError } from "../stack-error.ts";
import { withFileLock } from "./file-lock.ts";
import type { ProgressLine } from "./progress-line.ts";

const pinned = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** n8n needs more than 2 GB, so every local stack of this checkout shares one copy. */
export const installDir = join(projectRoot, ".local", "n8n");

const minimumNode = 24;
const marker = join(installDir, "installed");

/** Changes whenever the pinned versions do, so a new lockfile leads to a new installation. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of ["package.json", "package-lock.json"]) hash.update(readFileSync(pinned(file)));
  return hash.digest("hex");
}

export function isInstalled(): boolean {
  return existsSync(marker) && readFileSync(marker, "utf8") === fingerprint();
}

function packageCount(): number {
  const lock = JSON.parse(readFileSync(pinned("package-lock.json"), "utf8")) as { packages: Record<string, unknown> };
  return Object.keys(lock.packages).length;
}

function runNpm(progress: ProgressLine): Promise<void> {
  // No build is needed: isolated-vm brings its binary, and sqlite3 stays unbuilt because n8n runs on PostgreSQL here.
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=http"];
  const npm = spawn("npm", args, { cwd: installDir, stdio: ["ignore", "ignore", "pipe"] });
  const stopNpm = () => void npm.kill();
  process.once("exit", stopNpm);

  const total = packageCount();
  const errors: string[] = [];
  let fetched = 0;
  const describe = () =>
    fetched === 0
      ? "reading the lockfile"
      : `downloading and unpacking, ${fetched} of about ${total} packages (2.9 GB on disk in the end)`;
  progress.show(describe);

  createInterface({ input: npm.stderr }).on("line", (line) => {
    if (line.includes("http fetch") && line.includes(".tgz")) fetched += 1;
    if (line.startsWith("npm error")) errors.push(line.slice("npm error".length).trim());
  });
  return new Promise<void>((resolve, reject) => {
    npm.once("error", (error) => reject(new StackError(`npm could not be started: ${error.message}`)));
    npm.once("close", (code) => {
      process.off("exit", stopNpm);
      if (code === 0) resolve();
      else reject(new StackError(`npm could not install n8n:\n${errors.slice(0, 12).join("\n")}`));
    });
  });
}

/**
 * Installs the pinned n8n once. Safe to interrupt: only a finished installation is marked, and the next call starts over
 * from npm's cache. Two callers at once wait for each other.
 * @throws StackError when this Node is too old for n8n, or npm fails
 */
export async function installEngine(progress: ProgressLine): Promise<void> {
  if (Number(process.versions.node.split(".")[0]) < minimumNode) {
    throw new StackError(
      `The pinned n8n needs Node ${minimumNode} or newer; this is ${process.version}. Run npm ci, then npm run n8n.`,
    );
  }
  if (isInstalled()) return;
  const install = async () => {
    if (isInstalled()) return;
    rmSync(marker, { force: true });
    mkdirSync(installDir, { recursive: true });
    for (const file of ["package.json", "package-lock.json"]) copyFileSync(pinned(file), join(installDir, file));
    await runNpm(progress);
    writeFileSync(marker, fingerprint());
  };
  try {
    await withFileLock(join(projectRoot, ".local", "n8n-install.lock"), install, () =>
      progress.show(() => "waiting for another command that is installing n8n"),
    );
  } finally {
    progress.done();
  }
}
