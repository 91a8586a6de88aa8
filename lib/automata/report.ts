import { z } from "zod";
import type { ConfigValues } from "@/lib/automata/config-manifest/types";

/**
 * What passes between Automata and a workflow: the body that starts it, and its three reports. docs/workflow-contract.md
 * is the same for people who write workflows.
 */

/** A report may have this many bytes; more is answered 413. */
export const maxReportBytes = 2 * 1024 * 1024;
/** A batch may carry this many row errors. */
export const maxErrorsPerBatch = 1000;
/** A retry may ask for this many rows. */
export const maxRowsToRetry = 10_000;

export interface RowToRetry {
  /** The key under which the row was reported; `#<row number>` for a row that had no usable key. */
  row_key: string;
  row_number: number | null;
}

/** What the workflow finds as `body` in the output of its webhook node. */
export interface TriggerBody {
  run_id: string;
  /** 1 for a first run, one more for every retry of its failed rows. */
  attempt: number;
  /** IANA name of the tenant's time zone. */
  timezone: string;
  config: ConfigValues;
  /** Null: all rows. */
  rows_to_retry: RowToRetry[] | null;
  callback: { token: string };
}

export const reportKinds = ["progress", "errors", "result"] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What a workflow puts in front of `/<run id>/<report kind>`: the base of all of this deployment's report addresses. */
export function runsUrl(callbackOrigin: string): string {
  return `${new URL(callbackOrigin).origin}/api/automata/runs`;
}

const count = z.int().min(0).max(100_000_000);
// n8n's execution ids are increasing integers, sent as text.
const executionId = z.string().regex(/^[0-9]{1,19}$/);

// Postgres can hold neither U+0000 nor half of a surrogate pair. A source that has them is exactly the kind of row that
// must be reportable, so they are replaced and not refused.
const storable = (value: string) => value.toWellFormed().replaceAll("\0", "\uFFFD");
const text = (max: number, min = 0) => z.string().min(min).max(max).transform(storable);
const rowKey = text(200, 1);

export const progressReport = z.strictObject({
  execution_id: executionId,
  /** Rows done so far, whatever became of them. */
  processed: count,
  /** All rows of the run, as far as known. */
  total: count.nullish(),
});
export type ProgressReport = z.output<typeof progressReport>;

const maxSourceLength = 20_000;

type Json = z.output<ReturnType<typeof z.json>>;

function storableJson(value: Json): Json {
  if (typeof value === "string") return storable(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (value === null || typeof value !== "object") return value;
  return storableRow(value);
}

function storableRow(row: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [storable(key), storableJson(value)]));
}

const sourceData = z
  .record(z.string(), z.json())
  .refine(
    (row) => JSON.stringify(row).length <= maxSourceLength,
    `source_data holds at most ${maxSourceLength} characters of JSON`,
  )
  .transform(storableRow);

export const rowError = z.strictObject({
  row_number: z.int().min(1).max(2_147_483_647).nullish(),
  row_key: rowKey,
  source_data: sourceData.nullish(),
  code: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  message: text(1000, 1),
  field: text(200).nullish(),
  expected: text(1000).nullish(),
  received: text(1000).nullish(),
});
export type RowError = z.output<typeof rowError>;

export const errorsReport = z.strictObject({
  execution_id: executionId,
  /** Any number that no other batch of this run has. */
  batch_no: z.int().min(1).max(1_000_000),
  errors: z.array(rowError).min(1).max(maxErrorsPerBatch),
});
export type ErrorsReport = z.output<typeof errorsReport>;

const keys = z.array(rowKey).max(maxRowsToRetry);

export const resultReport = z.strictObject({
  execution_id: executionId,
  /** How many batches of row errors were sent. */
  batches: count,
  total_rows: count,
  success_count: count,
  /** Distinct failing rows. */
  error_count: count,
  skipped_count: count,
  /** In a retry: the keys asked for whose rows passed now. */
  succeeded_keys: keys.nullish(),
  /** In a retry: the keys asked for that the source no longer has. */
  gone_keys: keys.nullish(),
  /** One sentence, only if the workflow could not do its work: the run is then no success, whatever the numbers. */
  outcome_reason: text(500, 1).nullish(),
});
export type ResultReport = z.output<typeof resultReport>;
