import { z } from "zod";
import { parseVariables } from "@/lib/env";

// Paths are appended to an address, and its user part, query and fragment would be lost on the way.
const isPlainAddress = (value: string) => {
  const { username, password, search, hash, pathname } = new URL(value);
  return !username && !password && !search && !hash && !pathname.includes("/api/v");
};

const url = (help: string) =>
  z
    .url({ protocol: /^https?$/, error: help, abort: true })
    .refine(isPlainAddress, `${help} It ends before /api and holds no user name, password, query or fragment.`)
    .transform((value) => value.replace(/\/+$/, ""));

const schema = z.object({
  N8N_BASE_URL: url(
    "must be the http(s) address of the automation engine's API, and N8N_API_KEY its key. Set both or neither.",
  ),
  N8N_API_KEY: z
    .string({ error: "must be the API key of the automation engine at N8N_BASE_URL. Set both or neither." })
    .min(20, "is too short for an API key of the automation engine.")
    // Anything else cannot stand in a header, and the error about it would repeat the key.
    .regex(/^[\x21-\x7e]+$/, "holds a character that no API key has, such as a space or a line break."),
  N8N_WEBHOOK_URL: url(
    "must be the http(s) address of the automation engine's webhooks. Remove it to use N8N_BASE_URL.",
  ).optional(),
});

export interface EngineEnv {
  baseUrl: string;
  apiKey: string;
  webhookUrl: string;
}

/**
 * How to reach the engine, or null if none is connected, which is a state the screens explain and not a fault.
 *
 * @throws {EnvError} if the settings are there but malformed, or only some of them
 */
export function parseEngineEnv(source: Readonly<Record<string, string | undefined>>): EngineEnv | null {
  if (!source.N8N_BASE_URL && !source.N8N_API_KEY && !source.N8N_WEBHOOK_URL) return null;
  const { N8N_BASE_URL, N8N_API_KEY, N8N_WEBHOOK_URL } = parseVariables(schema, source);
  return { baseUrl: N8N_BASE_URL, apiKey: N8N_API_KEY, webhookUrl: N8N_WEBHOOK_URL ?? N8N_BASE_URL };
}

let parsed: EngineEnv | null | undefined;

/** Read at first use. @see parseEngineEnv */
export function engineEnv(): EngineEnv | null {
  if (parsed === undefined) parsed = parseEngineEnv(process.env);
  return parsed;
}

export function isEngineConnected(): boolean {
  return engineEnv() !== null;
}
