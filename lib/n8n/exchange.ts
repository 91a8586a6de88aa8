import type { Answer } from "@/lib/n8n/answer";
import { EngineError } from "@/lib/n8n/errors";

export type Fetch = (input: Request) => Promise<Response>;

export type Limits = {
  /** for the whole exchange, the last byte of the answer included */
  timeoutMs: number;
  maxAnswerBytes: number;
};

/** Errors of a connection that was never made: what was to be sent has certainly not arrived. */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export const wasNeverSent = (error: EngineError): boolean => error.code !== undefined && neverConnected.has(error.code);

function systemCode(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  for (const candidate of [first, cause, error]) {
    const code = (candidate as { code?: unknown } | undefined)?.code;
    if (typeof code === "string") return code;
  }
  return undefined;
}

async function readLimited(response: Response, maxBytes: number, operation: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new EngineError("unexpected", operation, `the answer is larger than ${maxBytes} bytes`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * One HTTP exchange, bounded in time and size.
 * @throws EngineError unreachable, timeout, or unexpected for an answer that is too large. The underlying error is
 *   dropped on purpose: undici repeats header values, such as the API key, in some of its messages.
 */
export async function exchange(fetch: Fetch, request: Request, operation: string, limits: Limits): Promise<Answer> {
  const controller = new AbortController();
  const attempt = async (): Promise<Answer> => {
    const response = await fetch(new Request(request, { signal: controller.signal }));
    const text = await readLimited(response, limits.maxAnswerBytes, operation);
    return { status: response.status, headers: response.headers, text };
  };
  let timer: NodeJS.Timeout | undefined;
  // A race with a timer of our own: the signals of AbortSignal.timeout() and any(), and those a Request derives, are
  // held weakly, and one that was collected never fires.
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new EngineError("timeout", operation, `no complete answer within ${limits.timeoutMs} ms`));
      controller.abort();
    }, limits.timeoutMs);
  });
  try {
    return await Promise.race([attempt(), expiry]);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError("unreachable", operation, undefined, { code: systemCode(error) });
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
