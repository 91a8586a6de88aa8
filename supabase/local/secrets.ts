import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stateDir } from "./paths.ts";

const names = ["AUTOMATA_SIGNING_SECRET", "AUTOMATA_CLOCK_SECRET"] as const;
export type LocalSecrets = Record<(typeof names)[number], string>;

/**
 * The app's own secrets for this machine, made once: keys derived from them are stored in the local automation engine and
 * must still fit tomorrow. Variables that are set win.
 */
export function localSecrets(): LocalSecrets {
  const file = join(stateDir(), "secrets.json");
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<LocalSecrets>) : {};
  const complete = Object.fromEntries(
    names.map((name) => [name, stored[name] ?? randomBytes(32).toString("base64url")]),
  );
  if (names.some((name) => !stored[name])) {
    mkdirSync(stateDir(), { recursive: true });
    writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`, { mode: 0o600 });
  }
  const chosen = names.map((name) => [name, process.env[name] || complete[name]]);
  return Object.fromEntries(chosen) as LocalSecrets;
}
