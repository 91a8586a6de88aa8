import type { ErrorFilter } from "./error-reads-repository";

/** A code is the app's own and taken as it is; a key was typed by somebody. Both no longer than the database keeps them. */
const readCode = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value.slice(0, 100) : undefined;

export const readRowKey = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 200) : undefined;

/** Reads the filter of a list of row errors from an address; what is not there or makes no sense is the default. */
export function readErrorFilter(query: { state?: unknown; cause?: unknown; record?: unknown }): ErrorFilter {
  const { state, cause, record } = query;
  return {
    state: state === "resolved" || state === "all" ? state : "open",
    code: readCode(cause),
    rowKey: readRowKey(record),
  };
}

/** The filter as it stands in an address. */
export function errorFilterQuery({ state, code, rowKey }: ErrorFilter): Record<string, string> {
  return { state, ...(code !== undefined && { cause: code }), ...(rowKey !== undefined && { record: rowKey }) };
}
