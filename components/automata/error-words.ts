import type { ErrorEvent, ErrorState, RowErrorDetails } from "@/lib/automata/page-data";

/** The name of a cause, from the code that the app declares: "missing_field" is read as "Missing field". */
export function causeTitle(code: string | null): string {
  if (!code) return "Other";
  const words = code.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How people call a row: by its key where it has one. */
export function rowTitle({ rowKey, rowNumber }: Pick<RowErrorDetails, "rowKey" | "rowNumber">): string {
  if (rowKey && !rowKey.startsWith("#")) return rowKey;
  return rowNumber === null ? "A row without a number" : `Row ${rowNumber}`;
}

export const stateWords: Record<ErrorState, string> = {
  open: "Open",
  resolved: "Resolved",
  superseded: "Failed again in a retry",
};

export const actionWords: Record<ErrorEvent["action"], string> = {
  resolved: "resolved it",
  reopened: "opened it again",
  noted: "added a note",
  retried: "retried it",
  gone: "found it gone from the source",
};
