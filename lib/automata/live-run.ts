import type { RunDetails } from "./page-data";

/** What the browser is told of a run while it runs. */
export type LiveRunState = Pick<
  RunDetails,
  "id" | "installId" | "status" | "phase" | "triggeredAt" | "lastHeardAt" | "processed" | "expected"
>;

export function toLiveRun({
  id,
  installId,
  status,
  phase,
  triggeredAt,
  lastHeardAt,
  processed,
  expected,
}: RunDetails): LiveRunState {
  return { id, installId, status, phase, triggeredAt, lastHeardAt, processed, expected };
}
