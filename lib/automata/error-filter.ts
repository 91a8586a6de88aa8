import type { ErrorFilter } from "./error-reads-repository";

/** What an address may hold of a text to look for. */
const text = (value: unknown, maxLength: number) =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, maxLength) : undefined;

export const readRowKey = (value: unknown): string | undefined => text(value, 200);

/** Reads the filter of a list of row errors from an address; what is not there or makes no sense is the default. */
export function readErrorFilter(query: { state?: unknown; cause?: unknown; record?: unknown }): ErrorFilter {
  const { state, cause, record } = query;
  return {
    state: state === "resolved" || state === "all" ? state : "open",
    code: text(cause, 100),
    rowKey: readRowKey(record),
  };
}

/** The filter as it stands in an address. */
export function errorFilterQuery({ state, code, rowKey }: ErrorFilter): Record<string, string> {
  return { state, ...(code !== undefined && { cause: code }), ...(rowKey !== undefined && { record: rowKey }) };
}
