import type { RowErrorDetails } from "./page-data";

const columns: [title: string, read: (error: RowErrorDetails) => string | number | null][] = [
  ["row_number", (error) => error.rowNumber],
  ["row_key", (error) => error.rowKey],
  ["cause", (error) => error.code],
  ["field", (error) => error.field],
  ["message", (error) => error.message],
  ["expected", (error) => error.expected],
  ["received", (error) => error.received],
  ["state", (error) => error.state],
  ["resolved_at", (error) => error.resolvedAt],
  ["resolved_by", (error) => error.resolvedBy],
  ["source_row", (error) => error.source && JSON.stringify(error.source)],
];

/** The first line of the file; the byte-order mark has spreadsheets read it as UTF-8. */
export const csvHeader = `\uFEFF${columns.map(([title]) => title).join(",")}\r\n`;

export function toCsv(errors: readonly RowErrorDetails[]): string {
  return errors.map((error) => `${columns.map(([, read]) => cell(read(error))).join(",")}\r\n`).join("");
}

/**
 * One cell, as RFC 4180 quotes it. A spreadsheet evaluates a text that begins like a formula, even after spaces; an
 * apostrophe in front makes it a text, as OWASP recommends.
 */
function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^[\s\uFEFF]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
