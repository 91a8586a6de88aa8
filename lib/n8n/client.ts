import { setTimeout as sleep } from "node:timers/promises";
import createOpenApiClient from "openapi-fetch";
import type { z } from "zod";
import { type Answer, errorOf, jsonOf } from "@/lib/n8n/answer";
import { EngineError, isEngineError } from "@/lib/n8n/errors";
import { exchange, type Fetch, type Limits } from "@/lib/n8n/exchange";
import type { paths } from "@/lib/n8n/openapi";

export type Connection = {
  /** without a slash at the end, e.g. https://n8n.example.com */
  baseUrl: string;
  apiKey: string;
  fetch?: Fetch;
};

type Api = ReturnType<typeof createOpenApiClient<paths>>;
type CallOptions = { parseAs: "text"; fetch: Fetch };

type Call<T> = {
  /** the call in words, for messages */
  operation: string;
  call: (api: Api, options: CallOptions) => Promise<unknown>;
  /** What the answer must hold; more is tolerated, less is an error. */
  schema: z.ZodType<T>;
  /** Whether sending it twice has the effect of sending it once. */
  repeatable: boolean;
  /** The request holds secrets. */
  confidential?: boolean;
  timeoutMs?: number;
};

export type EngineClient = {
  /**
   * One call of n8n's public API: bounded, repeated where that is safe, and parsed.
   * @throws EngineError
   */
  request<T>(call: Call<T>): Promise<T>;
};

const defaultTimeoutMs = 15_000;
/** n8n's own limit for what it accepts; a list of workflows with all their nodes is the largest answer. */
const maxAnswerBytes = 16 * 1024 * 1024;
const attempts = 3;
const firstPauseMs = 250;
const longestPauseMs = 5_000;

const mayPass = (error: unknown) => isEngineError(error, "unreachable", "timeout", "not_ready", "rate_limited");

/** Full jitter: clients that failed together do not come back together. */
function pauseBefore(attempt: number, error: EngineError): number {
  const backoff = Math.random() * firstPauseMs * 2 ** attempt;
  return Math.min(error.retryAfterMs ?? backoff, longestPauseMs);
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof EngineError) || !mayPass(error) || attempt === attempts - 1) throw error;
      await sleep(pauseBefore(attempt, error));
    }
  }
}

function parse<T>({ operation, schema, confidential = false }: Call<T>, answer: Answer): T {
  const body = jsonOf(answer);
  if (answer.status < 200 || answer.status > 299 || body === undefined) throw errorOf(operation, answer, confidential);
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => issue.path.join(".") || "(the whole)");
  throw new EngineError(
    "unexpected",
    operation,
    `missing or malformed in the answer: ${fields.slice(0, 5).join(", ")}`,
  );
}

export function createClient({ baseUrl, apiKey, fetch = globalThis.fetch }: Connection): EngineClient {
  const api = createOpenApiClient<paths>({
    baseUrl: `${baseUrl}/api/v1`,
    headers: { "X-N8N-API-KEY": apiKey, accept: "application/json" },
    // Followed, a redirect would carry the API key to wherever it points.
    redirect: "manual",
  });

  async function once<T>(call: Call<T>): Promise<T> {
    const limits: Limits = { timeoutMs: call.timeoutMs ?? defaultTimeoutMs, maxAnswerBytes };
    const answers: Answer[] = [];
    const capture: Fetch = async (request) => {
      const answer = await exchange(fetch, request, call.operation, limits);
      answers.push(answer);
      return new Response(answer.status === 204 ? null : answer.text, { status: answer.status });
    };
    await call.call(api, { parseAs: "text", fetch: capture });
    const [answer] = answers;
    if (!answer) throw new EngineError("unexpected", call.operation, "nothing was sent");
    return parse(call, answer);
  }

  return { request: (call) => (call.repeatable ? repeated(() => once(call)) : once(call)) };
}
