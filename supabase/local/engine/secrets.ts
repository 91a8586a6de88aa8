import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Made once per local stack. Losing the encryption key makes every credential in n8n's database unreadable. */
export type EngineSecrets = { encryptionKey: string; ownerPassword: string };

const ownerOnly = 0o600;

/** Reads the secrets, or makes them; `fresh` tells that whatever an older database holds can no longer be decrypted. */
export function engineSecrets(file: string): EngineSecrets & { fresh: boolean } {
  if (existsSync(file)) return { ...(JSON.parse(readFileSync(file, "utf8")) as EngineSecrets), fresh: false };
  const secrets = {
    encryptionKey: randomBytes(32).toString("base64url"),
    ownerPassword: `A1-${randomBytes(18).toString("base64url")}`, // n8n wants a capital letter and a digit
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets), { mode: ownerOnly });
  return { ...secrets, fresh: true };
}

/** Writes a file of `NAME=value` lines that only the current user can read. */
export function writeEnvFile(file: string, values: Record<string, string>): void {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(""), { mode: ownerOnly });
}

export function readEnvFile(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const pairs = readFileSync(file, "utf8").matchAll(/^(\w+)=(.*)$/gm);
  return Object.fromEntries([...pairs].map(([, name = "", value = ""]) => [name, value]));
}
