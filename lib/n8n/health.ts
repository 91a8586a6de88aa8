import { type Answer, isBooting, jsonOf } from "@/lib/n8n/answer";
import { EngineError } from "@/lib/n8n/errors";
import { exchange, type Fetch } from "@/lib/n8n/exchange";
import { discoverySchema } from "@/lib/n8n/schema";
import { requiredScopes, type Scope } from "@/lib/n8n/scopes";

/** The first n8n with every call in use. */
export const oldestVersion = "2.33.7";

/** How the connection to n8n stands, in the terms of who can mend it. */
export type EngineHealth =
  | { state: "ok" }
  /** N8N_BASE_URL and N8N_API_KEY are not set */
  | { state: "not_configured" }
  /** nothing answers there, or not in time */
  | { state: "unreachable"; reason: "no_connection" | "too_slow" }
  /** n8n is there and not ready yet */
  | { state: "starting" }
  /** something answers that is not n8n's API */
  | { state: "wrong_address" }
  | { state: "key_invalid" }
  | { state: "missing_scopes"; scopes: Scope[] }
  /** n8n does not tell its version to an API key; it lacks calls that came with `floor` */
  | { state: "too_old"; floor: typeof oldestVersion };

type Connection = { baseUrl: string; apiKey: string; fetch?: Fetch | undefined; timeoutMs?: number | undefined };

const defaultTimeoutMs = 5_000;
const maxAnswerBytes = 4 * 1024 * 1024;

/** Calls that an n8n older than the floor does not have, each with the scope without which it would not be listed. */
const newestCalls: { scope: Scope; call: RegExp }[] = [
  { scope: "workflow:activate", call: /^POST \/api\/v1\/workflows\/\{\w+\}\/publish$/ },
  { scope: "credential:update", call: /^PATCH \/api\/v1\/credentials\/\{\w+\}$/ },
  { scope: "credential:read", call: /^POST \/api\/v1\/credentials\/\{\w+\}\/test$/ },
];

function judgeReadiness(answer: Answer): EngineHealth | "ready" {
  if (isBooting(answer)) return { state: "starting" };
  if (answer.status === 502 || answer.status === 503 || answer.status === 504) return { state: "starting" };
  const body = jsonOf(answer) as { status?: unknown } | null | undefined;
  return answer.status === 200 && body?.status === "ok" ? "ready" : { state: "wrong_address" };
}

function judgeDiscovery(answer: Answer): EngineHealth {
  if (isBooting(answer)) return { state: "starting" };
  const body = jsonOf(answer);
  if (answer.status === 401 && body !== undefined) return { state: "key_invalid" };
  if (answer.status === 404 && body !== undefined) return { state: "too_old", floor: oldestVersion };
  const parsed = discoverySchema.safeParse(body);
  if (answer.status !== 200 || !parsed.success) return { state: "wrong_address" };
  const { scopes: granted, resources } = parsed.data.data;
  const scopes = requiredScopes.filter((scope) => !granted.includes(scope));
  const calls = Object.values(resources).flatMap(({ endpoints }) => endpoints.map((e) => `${e.method} ${e.path}`));
  const lacksCall = newestCalls.some(
    ({ scope, call }) => granted.includes(scope) && !calls.some((known) => call.test(known)),
  );
  if (lacksCall) return { state: "too_old", floor: oldestVersion };
  return scopes.length > 0 ? { state: "missing_scopes", scopes } : { state: "ok" };
}

/**
 * Asks n8n whether it is ready and what the key may do; two short calls, nothing is changed. Never throws for what n8n
 * or the network does.
 * @param connection null when none is configured, see engineEnv()
 */
export async function engineHealth(connection: Connection | null): Promise<EngineHealth> {
  if (!connection) return { state: "not_configured" };
  const { baseUrl, apiKey, fetch = globalThis.fetch, timeoutMs = defaultTimeoutMs } = connection;
  const ask = (path: string, headers: Record<string, string> = {}) =>
    exchange(fetch, new Request(`${baseUrl}${path}`, { headers, redirect: "manual" }), "check health", {
      timeoutMs,
      maxAnswerBytes,
    });
  try {
    const readiness = judgeReadiness(await ask("/healthz/readiness"));
    if (readiness !== "ready") return readiness;
    return judgeDiscovery(await ask("/api/v1/discover", { "X-N8N-API-KEY": apiKey }));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.kind === "unexpected") return { state: "wrong_address" };
    return { state: "unreachable", reason: error.kind === "timeout" ? "too_slow" : "no_connection" };
  }
}
