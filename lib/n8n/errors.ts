/** What went wrong between us and n8n, in the terms a caller decides by. */
export type EngineErrorKind =
  /** no connection, or it was cut */
  | "unreachable"
  /** booting, or behind a proxy that cannot reach it */
  | "not_ready"
  | "unauthorised"
  /** the API key is valid but may not do this */
  | "missing_scope"
  | "not_found"
  /** n8n refuses the content; `field` names the part when n8n did */
  | "rejected"
  | "conflict"
  | "rate_limited"
  /** no complete answer in time; whether it was carried out is unknown */
  | "timeout"
  /** n8n stored other credentials in the workflow than were sent */
  | "rebound"
  /** an answer that n8n does not give: another program, a web page, a missing field, an error of its own */
  | "unexpected";

type Details = {
  /** e.g. "data.username" */
  field?: string | undefined;
  /** HTTP status, when there was an answer */
  status?: number | undefined;
  /** the operating system's code of a failed connection, e.g. ECONNREFUSED */
  code?: string | undefined;
  retryAfterMs?: number | undefined;
};

const sentences: Record<EngineErrorKind, string> = {
  unreachable: "could not be reached",
  not_ready: "is not ready yet",
  unauthorised: "refused the API key",
  missing_scope: "does not allow this to the API key",
  not_found: "does not know the object",
  rejected: "refused the content",
  conflict: "reports a conflict",
  rate_limited: "asks for fewer calls",
  timeout: "did not answer in time",
  rebound: "changed the credentials of a workflow",
  unexpected: "gave an unexpected answer",
};

/**
 * Every failure of lib/n8n. The message is for logs: it names the call and the kind, and never holds a key, a secret, or
 * anything that was sent. It may hold ids and is not for tenants.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly kind: EngineErrorKind;
  readonly field: string | undefined;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;

  /**
   * @param operation the call in words, e.g. "create workflow"
   * @param explanation a sentence of our own or one that n8n is known to give without repeating the input
   */
  constructor(kind: EngineErrorKind, operation: string, explanation?: string, details: Details = {}) {
    const facts = [details.field && `field ${details.field}`, details.status && `HTTP ${details.status}`, details.code];
    const known = facts.filter(Boolean).join(", ");
    super(
      `${operation}: the engine ${sentences[kind]}${known ? ` (${known})` : ""}${explanation ? `: ${explanation}` : ""}`,
    );
    this.kind = kind;
    this.field = details.field;
    this.status = details.status;
    this.code = details.code;
    this.retryAfterMs = details.retryAfterMs;
  }
}

export const isEngineError = (error: unknown, ...kinds: EngineErrorKind[]): error is EngineError =>
  error instanceof EngineError && (kinds.length === 0 || kinds.includes(error.kind));
