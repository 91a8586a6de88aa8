import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

const isBusy = (error: unknown) => (error as { errcode?: number }).errcode === 5;

/**
 * Runs `work` while no other process can. The lock is a SQLite transaction: the operating system releases it even when
 * the holder is killed, which a plain lock file would not survive.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>, onWait: () => void): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    for (let announced = false; ; await sleep(500)) {
      try {
        db.exec("begin exclusive");
        break;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (!announced) onWait();
        announced = true;
      }
    }
    return await work();
  } finally {
    db.close();
  }
}
