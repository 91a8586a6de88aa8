import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, startTime } from "./process-identity.ts";
import { StackError } from "./stack-error.ts";

/** What a holder of the registry's lock may do. */
export class Users {
  readonly #db: DatabaseSync;
  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Registers this process and returns the entry's key. */
  add(): string {
    const key = randomUUID();
    this.#db
      .prepare("insert into users (key, pid, started) values (?, ?, ?)")
      .run(key, process.pid, startTime(process.pid));
    return key;
  }

  remove(key: string): void {
    this.#db.prepare("delete from users where key = ?").run(key);
  }

  /** Living users; entries of processes that ended without saying so are dropped. */
  count(): number {
    let living = 0;
    for (const { key, pid, started } of this.#db.prepare("select key, pid, started from users").all()) {
      if (isAlive(Number(pid), String(started))) living += 1;
      else this.remove(String(key));
    }
    return living;
  }
}

function open(file: string, busyTimeout: number) {
  const db = new DatabaseSync(file, { timeout: busyTimeout });
  return db;
}

const createTable =
  "create table if not exists users (key text primary key, pid integer not null, started text not null)";
const isBusy = (error: unknown) => (error as { errcode?: number }).errcode === 5;

/**
 * Runs `work` while no other process can: the list of users is a SQLite file, and the lock is its write transaction,
 * which the operating system releases even when the holder is killed.
 */
export async function withUsers<T>(file: string, work: (users: Users) => Promise<T>): Promise<T> {
  const db = open(file, 0);
  try {
    for (const deadline = Date.now() + 60_000; ; await sleep(50)) {
      try {
        db.exec("begin immediate");
        break;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (Date.now() > deadline)
          throw new StackError("Another command has been starting the local database for a minute.");
      }
    }
    db.exec(createTable);
    const result = await work(new Users(db));
    db.exec("commit");
    return result;
  } finally {
    db.close(); // rolls back what was not committed
  }
}

/** The same for a process that is ending and can no longer wait for anything. */
export function withUsersSync(file: string, work: (users: Users) => void): void {
  const db = open(file, 3_000);
  try {
    db.exec("begin immediate");
    db.exec(createTable);
    work(new Users(db));
    db.exec("commit");
  } catch (error) {
    if (!isBusy(error)) throw error; // when busy, the entry stays and the next command drops it
  } finally {
    db.close();
  }
}
