import type { ConfigValues, Manifest } from "./config-manifest/types";
import type { InstallStep } from "./install-steps";
import type { AppType, InstallState, RunSummary } from "./types";

// What the pages of one app, one install and one run show. Instants are ISO 8601 with an offset.

/** A published app, before or after it is installed. */
export interface AppDetails {
  id: string;
  slug: string;
  name: string;
  description: string | null;
  icon: string | null;
  publisher: string | null;
  version: string;
  type: AppType;
  reads: string | null;
  writes: string | null;
  requirements: string | null;
  /** Null if its config_schema cannot be read: nothing can then be entered, which the page says. */
  manifest: Manifest | null;
}

/** A role of the tenant, as access policies name it. */
export interface TenantRole {
  slug: string;
  name: string;
}

/** Slugs of the roles that may see beside those who manage the tenant. */
export interface AccessPolicy {
  view_logs: string[];
  view_definition: string[];
}

/** That a credential was handed over, and when; never what it is. */
export interface CredentialState {
  key: string;
  setAt: string | null;
}

export interface InstallDetails {
  id: string;
  state: InstallState;
  stateReason: string | null;
  /** The last step of a set-up that is under way. */
  setupStep: InstallStep | null;
  installedAt: string | null;
  installedBy: string | null;
  version: string | null;
  config: ConfigValues;
  accessPolicy: AccessPolicy;
  credentials: CredentialState[];
  app: AppDetails;
}

/** How a run came about. */
export type RunTrigger = "manual" | "schedule" | "retry";

export interface RunDetails extends RunSummary {
  installId: string;
  trigger: RunTrigger;
  triggeredBy: string | null;
  parentRunId: string | null;
  outcomeReason: string | null;
  /** When the engine last said anything of it; null if it never did. */
  lastHeardAt: string | null;
  /** Rows done so far, and rows in all; null until they are reported. */
  processed: number | null;
  expected: number | null;
}

/** One page of a list, and where the next one begins. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** A page of a list that one can go through in both directions. */
export interface TwoWayPage<Item> extends Page<Item> {
  /** Where the page before this one ends. */
  previous: string | null;
}

/** One failure of a record, in the run in which it failed. */
export interface RecordFailure {
  errorId: string;
  runId: string;
  runStartedAt: string;
  state: ErrorState;
  code: string | null;
  message: string | null;
}

/** The row errors of a run that have one code. */
export interface ErrorCause {
  /** Null for errors that carry no code. */
  code: string | null;
  total: number;
  open: number;
}

export type ErrorAction = "resolved" | "reopened" | "noted" | "retried" | "gone";

/** One line of the history of a row error. */
export interface ErrorEvent {
  action: ErrorAction;
  note: string | null;
  actor: string | null;
  runId: string | null;
  at: string;
}

export type ErrorState = "open" | "resolved" | "superseded";

export interface RowErrorDetails {
  id: string;
  state: ErrorState;
  rowNumber: number | null;
  rowKey: string | null;
  code: string | null;
  message: string | null;
  field: string | null;
  expected: string | null;
  received: string | null;
  /** The row as the source delivered it; null once it was erased. */
  source: Record<string, unknown> | null;
  resolvedAt: string | null;
  resolvedBy: string | null;
  resolvedByRunId: string | null;
  retriedByRunId: string | null;
  history: ErrorEvent[];
}
