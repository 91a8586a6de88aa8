/** What an expected failure is called. Screens branch on the code; people read the sentence beside it. */
export type ErrorCode =
  | "invalid_input"
  | "signed_out"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "already_running"
  | "engine_unavailable"
  | "unavailable";

/** Input field name → one sentence on what to correct. */
export type FieldErrors = Record<string, string>;

/**
 * A failure that the person in front of the screen may and should read. Everything else that is thrown is masked by
 * lib/action.ts, so a sentence belongs here only if it names no secret, no engine id and no other tenant.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly fields: FieldErrors | undefined;

  constructor(code: ErrorCode, message: string, fields?: FieldErrors, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.fields = fields;
  }
}
