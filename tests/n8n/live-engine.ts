import { inject } from "vitest";
import { createEngine, type Engine } from "@/lib/n8n/engine";

const { baseUrl, apiKey, controlUrl } = inject("engine");

async function control(action: string, body = ""): Promise<string> {
  const answer = await fetch(`${controlUrl}/${action}`, { method: "POST", body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

/** The real n8n of this test run. */
export const liveEngine = {
  baseUrl,
  apiKey,
  /** Our client, by default straight to n8n with a key of all scopes. */
  client: (connection: { baseUrl?: string; apiKey?: string; webhookUrl?: string } = {}): Engine => {
    const through = connection.baseUrl ?? baseUrl;
    return createEngine({ apiKey, webhookUrl: through, ...connection, baseUrl: through });
  },
  /** A further API key with exactly these scopes. */
  createKey: (scopes: readonly string[]): Promise<string> => control("key", JSON.stringify(scopes)),
  /** SIGKILL, like a crash. Start it again in the same test file. */
  kill: (): Promise<string> => control("kill"),
  /** Resolves when it is ready. */
  start: (): Promise<string> => control("start"),
};
