import { EngineError } from "@/lib/n8n/errors";

/** A complete HTTP answer, not yet judged. */
export type Answer = { status: number; headers: Headers; text: string };

/** What n8n sends with status 200 to every address while its database is being migrated. */
const bootingText = "n8n is starting up";

export const isBooting = (answer: Answer): boolean => answer.text.startsWith(bootingText);

/** The body as JSON; undefined for a web page, a plain text or a body that was cut. A bare 200 proves nothing with n8n. */
export function jsonOf(answer: Answer): unknown {
  if (!/\bjson\b/i.test(answer.headers.get("content-type") ?? "")) return undefined;
  try {
    return JSON.parse(answer.text);
  } catch {
    return undefined;
  }
}

function textProperty(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found = (value as Record<string, unknown>)[key];
  return typeof found === "string" ? found : undefined;
}

/**
 * The field a validation message is about: `request/body/nodes/0/name must …`, `request.body.data requires property "user"`,
 * `request/body must have required property 'name'`.
 */
export function rejectedField(message: string): string | undefined {
  const path = /^req(?:uest)?[./]body[./]?([\w./[\]-]*)/.exec(message)?.[1]?.replaceAll("/", ".") ?? "";
  const property = /propert(?:y|ies)\b[^'"]*['"]([\w-]+)['"]|Unrecognized key[^']*'([\w-]+)'/.exec(message);
  const name = property?.[1] ?? property?.[2];
  return [path, name].filter(Boolean).join(".") || undefined;
}

function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

const maxExplanation = 300;

/**
 * Judges an answer that is not the expected one. JSON and other bodies are told apart, because while n8n boots, and when
 * something else answers at its address, a status alone lies: such a 404 does not mean that the object is gone.
 *
 * @param confidential the request held secrets, so nothing n8n says about it is repeated
 */
export function errorOf(operation: string, answer: Answer, confidential: boolean): EngineError {
  const { status } = answer;
  if (isBooting(answer)) return new EngineError("not_ready", operation, "it is starting", { status });
  const body = jsonOf(answer);
  const message = textProperty(body, "message");
  const explanation = confidential ? undefined : message?.slice(0, maxExplanation);
  const fail = (kind: EngineError["kind"], text = explanation, field?: string) =>
    new EngineError(kind, operation, text, { status, field, retryAfterMs: retryAfterMs(answer.headers) });

  if (status === 429) return fail("rate_limited");
  if (status === 502 || status === 503 || status === 504) return fail("not_ready");
  if (status === 401) return fail("unauthorised");
  if (body === undefined) return notJson(fail, status);
  switch (status) {
    case 403:
      return fail(/^Forbidden$/.test(message ?? "") || textProperty(body, "reason") ? "missing_scope" : "rejected");
    case 404:
      // In lower case it is the answer to an address that n8n's API does not have.
      return message === "not found" ? fail("unexpected") : fail("not_found");
    case 409:
      return fail("conflict");
    case 400:
    case 413:
    case 415:
    case 422:
      return fail("rejected", explanation, message && rejectedField(message));
    default:
      return fail("unexpected");
  }
}

function notJson(fail: (kind: EngineError["kind"], text: string) => EngineError, status: number): EngineError {
  if (status === 404) return fail("not_ready", "its API is not there (yet)");
  if (status === 413) return fail("rejected", "the request is too large");
  if (status >= 300 && status < 400) return fail("unexpected", "a redirect; is N8N_BASE_URL right?");
  return fail("unexpected", "not JSON; is N8N_BASE_URL right?");
}
