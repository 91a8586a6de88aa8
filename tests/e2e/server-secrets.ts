import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

const file = (name: string) => join(process.env.E2E_SERVER_DIR ?? "", name);
const json = (name: string): Record<string, string> =>
  existsSync(file(name)) ? (JSON.parse(readFileSync(file(name), "utf8")) as Record<string, string>) : {};

/** What no browser may receive from any page: the secrets that the running server really has, and words of the engine. */
export function serverSecrets(): string[] {
  const engine = existsSync(file("n8n.env")) ? parseEnv(readFileSync(file("n8n.env"), "utf8")) : {};
  return [
    ...Object.values(json("secrets.json")),
    ...Object.values(json("n8n-home/secrets.json")),
    ...(engine.N8N_API_KEY ? [engine.N8N_API_KEY] : []),
    "sb_secret_",
    "n8n_workflow_id",
    "n8n_credential_id",
    "n8n_execution_id",
    "n8n-nodes-base",
  ];
}
