import { PostgresConnection } from "@supabase/lite/postgres";

// The server answers 500 for every SQLSTATE it has no rule for; these it maps as PostgREST does.
const mappedUpstream = /^(PGRST|PT|42|22|21|53|55)|^(23502|23503|23505|25006)$/;

/** PostgREST's HTTP status for the other ones (docs.postgrest.org, "Errors", HTTP status codes). */
export function httpStatus(sqlstate: string): number {
  if (sqlstate === "P0001") return 400; // raise exception
  if (/^(0L|0P|28)/.test(sqlstate)) return 403;
  if (/^(08|53|57P01)/.test(sqlstate)) return 503;
  if (/^54/.test(sqlstate)) return 413;
  if (/^(09|25|2D|38|39|3B|40|55|57|58|F0|HV|P0|XX)/.test(sqlstate)) return 500;
  return 400;
}

type SqlError = { code: string; message: string; detail?: string; hint?: string };

const isUnmapped = (error: unknown): error is SqlError => {
  const code = (error as Partial<SqlError> | undefined)?.code;
  return typeof code === "string" && code.length === 5 && !mappedUpstream.test(code);
};

function withStatus(error: SqlError) {
  const { code, message, detail, hint } = error;
  const status = httpStatus(code);
  const body = JSON.stringify({ code, message, details: detail ?? null, hint: hint ?? null });
  // PostgREST's own convention for a chosen status: code PGRST, body in the message, status in the detail.
  return Object.assign(new Error(body), {
    code: "PGRST",
    status,
    detail: JSON.stringify({ status, headers: {} }),
    cause: error,
  });
}

// The server prints every error with its stack, refused requests included; those are the ordinary work of row level
// security, and their caller is told. Only what PostgREST would call an internal error is worth a line.
const answered = new WeakSet<object>();
const print = console.error;
console.error = (...values: unknown[]) => {
  const [error] = values;
  if (typeof error !== "object" || error === null || !answered.has(error)) return print(...values);
  const { status, message } = error as { status?: number; message?: string };
  if (status && status >= 500) print(`Local API, internal error: ${message}`);
};

// RPC arguments of type json arrive here as JSON text already; encoding that once more would store a string.
function toJson(value: unknown): string {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) {
    try {
      JSON.parse(value);
      return value;
    } catch {
      return JSON.stringify(value);
    }
  }
  return JSON.stringify(value);
}

const asText = (value: unknown) => String(value);
const timestamptz = /^(\S+) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)(:\d\d)?$/;

// The text forms of PostgREST's JSON, so that a value compares equal here and on a hosted project.
const types = {
  jsonb: { to: 3802, from: [3802], serialize: toJson, parse: (text: string): unknown => JSON.parse(text) },
  json: { to: 114, from: [114], serialize: toJson, parse: (text: string): unknown => JSON.parse(text) },
  numeric: { to: 1700, from: [1700], serialize: asText, parse: Number },
  timestamptz: {
    to: 1184,
    from: [1184],
    serialize: asText,
    parse: (text: string) =>
      text.replace(timestamptz, (_, day, time, hours, minutes) => `${day}T${time}${hours}${minutes ?? ":00"}`),
  },
  timestamp: { to: 1114, from: [1114], serialize: asText, parse: (text: string) => text.replace(" ", "T") },
};

/** The REST and Auth server's connection, with the behaviour of a hosted project where the server's own differs. */
export class LocalConnection extends PostgresConnection {
  constructor(url: string) {
    super({ url, postgresOptions: { max: 10, onnotice: () => {}, types } });
    // In state "unknown" the server looks for tables with row level security at its first request: finding none it turns
    // RLS off for good, finding one it grants everything to the API roles. Grants belong to the migrations.
    // biome-ignore lint/complexity/useLiteralKeys: the property is private; only this form reaches it and is still type-checked
    this["rlsState"] = "active";
  }

  override normalizeDbError(error: unknown): unknown {
    const known = super.normalizeDbError(error);
    const shaped = isUnmapped(known) ? withStatus(known) : known;
    if (typeof shaped === "object" && shaped !== null) answered.add(shaped);
    return shaped;
  }
}
