import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("../../", import.meta.url));

/** Everything the local stack writes: data, logs, generated secrets. Deleting it starts afresh. */
export const stateDir = (): string => resolve(projectRoot, process.env.LOCAL_STACK_DIR || ".local");

/** PostgreSQL refuses to run as root; there it runs as nobody (65534 on every Linux). */
export const serverUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** A folder that the server's user can reach: the given one, or a twin in the temp directory when it lies in a private home. */
export function reachableDir(dir: string): string {
  mkdirSync(dir, { recursive: true });
  if (!serverUser || spawnSync("ls", [dir], { ...serverUser, cwd: "/", stdio: "ignore" }).status === 0) return dir;
  const twin = join(tmpdir(), `automata-${createHash("sha256").update(dir).digest("hex").slice(0, 12)}`);
  mkdirSync(twin, { recursive: true, mode: 0o755 });
  return twin;
}
