import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, isBooting, jsonOf } from "@/lib/n8n/answer";
import { EngineError, isEngineError } from "@/lib/n8n/errors";
import { exchange, type Fetch, wasNeverSent } from "@/lib/n8n/exchange";

export type TriggerRequest = {
  path: string;
  /** a JWT that the webhook's own credential verifies */
  token: string;
  /** W3C Trace Context; n8n keeps it with the execution */
  traceparent: string;
  /** sent as JSON, at most 15 MiB */
  body: unknown;
  timeoutMs: number;
};

export type Triggered =
  | { kind: "started"; executionId: string }
  /** certainly not started, and may be tried again: n8n is down or booting, or the webhook is not registered (yet) */
  | { kind: "not_live" }
  /** certainly not started, and trying again will not help: the token or the request was refused */
  | { kind: "refused"; status: number }
  /** No answer, half of one, or an error of n8n's: it may have started. Ask findExecutionByTrace(), never repeat. */
  | { kind: "unknown" };

export type LivenessProgress = {
  elapsedMs: number;
  state: "unreachable" | "booting" | "not_registered";
};

export type WaitOptions = {
  deadlineMs: number;
  onProgress?: (progress: LivenessProgress) => void;
  signal?: AbortSignal;
};

export type Webhooks = {
  /** Never throws for anything n8n or the network does. @throws EngineError rejected, when the body is too large to send */
  trigger(request: TriggerRequest): Promise<Triggered>;
  /**
   * Waits until the published webhook exists: n8n says "published" before that, and sometimes it never comes to be.
   * Asks without a token, which starts nothing.
   * @throws EngineError timeout at the deadline; unexpected, when the webhook lets a call without a token pass
   */
  waitUntilLive(path: string, options: WaitOptions): Promise<void>;
};

/** n8n takes 16 MiB, and answers a larger body with the same 500 as a run that broke off. */
const maxBodyBytes = 15 * 1024 * 1024;
const maxAnswerBytes = 256 * 1024;
const probeTimeoutMs = 5_000;
const firstPauseMs = 100;
const longestPauseMs = 1_000;

const isUnregistered = (answer: Answer) => {
  if (answer.status !== 404) return false;
  const body = jsonOf(answer) as { message?: unknown } | undefined;
  // Before n8n has set up its routes, its web framework answers in HTML.
  return body ? / is not registered/.test(String(body.message)) : answer.text.includes("Cannot POST");
};

function executionIdIn(answer: Answer): string | undefined {
  if (answer.status < 200 || answer.status > 299) return undefined;
  const body = jsonOf(answer) as { executionId?: unknown } | null | undefined;
  const id = body?.executionId;
  return typeof id === "string" && /^\d+$/.test(id) ? id : undefined;
}

/** Read from measured answers; whatever is not known to mean "not started" is unknown. */
export function judgeTrigger(answer: Answer): Triggered {
  const executionId = executionIdIn(answer);
  if (executionId !== undefined) return { kind: "started", executionId };
  if (isBooting(answer) || isUnregistered(answer) || answer.status === 429) return { kind: "not_live" };
  const refusals = [401, 403, 413, 422];
  if (refusals.includes(answer.status) || (answer.status >= 300 && answer.status < 400)) {
    return { kind: "refused", status: answer.status };
  }
  return { kind: "unknown" };
}

/** The webhook's own refusal, not that of a proxy or of another program. */
const isWebhookRefusal = (answer: Answer) =>
  (answer.status === 401 || answer.status === 403) &&
  (/realm="Webhook"/.test(answer.headers.get("www-authenticate") ?? "") || answer.text === "No token provided");

type Liveness = LivenessProgress["state"] | "live";

function judgeProbe(answer: Answer): Liveness {
  if (isWebhookRefusal(answer)) return "live";
  if (isBooting(answer)) return "booting";
  if (answer.status >= 200 && answer.status < 300) {
    throw new EngineError("unexpected", "probe webhook", "it lets a call without a token pass");
  }
  return isUnregistered(answer) ? "not_registered" : "unreachable";
}

export function createWebhooks(webhookUrl: string, fetch: Fetch = globalThis.fetch): Webhooks {
  function post(path: string, headers: Record<string, string>, body: string): Request {
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    return new Request(`${webhookUrl}/webhook/${encoded}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      redirect: "manual",
    });
  }

  async function probe(path: string): Promise<Liveness> {
    try {
      const limits = { timeoutMs: probeTimeoutMs, maxAnswerBytes };
      return judgeProbe(await exchange(fetch, post(path, {}, "{}"), "probe webhook", limits));
    } catch (error) {
      if (isEngineError(error, "unreachable", "timeout")) return "unreachable";
      throw error;
    }
  }

  return {
    async trigger({ path, token, traceparent, body, timeoutMs }) {
      const text = JSON.stringify(body);
      if (Buffer.byteLength(text) > maxBodyBytes) {
        throw new EngineError("rejected", "trigger", `the body is larger than ${maxBodyBytes} bytes`, {
          field: "body",
        });
      }
      const request = post(path, { authorization: `Bearer ${token}`, traceparent }, text);
      try {
        return judgeTrigger(await exchange(fetch, request, "trigger", { timeoutMs, maxAnswerBytes }));
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        return { kind: wasNeverSent(error) ? "not_live" : "unknown" };
      }
    },

    async waitUntilLive(path, { deadlineMs, onProgress, signal }) {
      const started = Date.now();
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
        signal?.throwIfAborted();
        const state = await probe(path);
        if (state === "live") return;
        const elapsedMs = Date.now() - started;
        onProgress?.({ elapsedMs, state });
        if (elapsedMs + pauseMs > deadlineMs) {
          throw new EngineError("timeout", "wait for webhook", `${state} after ${deadlineMs} ms`);
        }
        await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { signal });
      }
    },
  };
}
