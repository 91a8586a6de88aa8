"use client";

import Link from "next/link";
import { CancelRunButton } from "@/components/automata/cancel-run-button";
import { useLiveRun } from "@/components/automata/use-live-run";
import { Card, CardBody } from "@/components/ui/card";
import { formatDuration, formatNumber } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import { RunStatusBadge } from "@/components/ui/status-badge";
import type { LiveRunState } from "@/lib/automata/live-run";
import { runRoute } from "@/lib/routes";

/**
 * A run while it runs: how far it is, how fast, and how long it will take when that can be known. Every line keeps its
 * place from the first moment on, so that nothing jumps when numbers arrive.
 */
export function LiveRun({
  run,
  linked = false,
  canCancel = false,
}: {
  run: LiveRunState;
  linked?: boolean;
  canCancel?: boolean;
}) {
  const { live, now, lost } = useLiveRun(run);
  const elapsed = now === null ? null : Math.max(0, now - Date.parse(live.triggeredAt));
  const { processed, expected } = live;
  return (
    <Card className="mb-6">
      <CardBody className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="flex items-center gap-3">
            <RunStatusBadge status={live.status} phase={live.phase} />
            {linked && (
              <Link href={runRoute(live.installId, live.id)} className="font-medium underline underline-offset-4">
                Watch this run
              </Link>
            )}
          </span>
          {canCancel && <CancelRunButton runId={live.id} cancelling={live.phase === "cancelling"} />}
        </div>
        <Progress
          label="Rows processed"
          value={expected === null ? null : (processed ?? 0)}
          max={expected ?? undefined}
        />
        <dl className="grid grid-cols-2 gap-x-6 gap-y-2 tabular-nums sm:grid-cols-4">
          <Figure label="Processed">
            {processed === null ? "–" : formatNumber(processed)}
            {expected !== null && ` of ${formatNumber(expected)}`}
          </Figure>
          <Figure label="Rows per second">{pace(processed, elapsed)}</Figure>
          <Figure label="Running for">
            {elapsed === null ? "–" : formatDuration(Math.floor(elapsed / 1000) * 1000)}
          </Figure>
          <Figure label="Time left">{timeLeft(processed, expected, elapsed)}</Figure>
        </dl>
        <p role="status" className="min-h-5 text-[0.8125rem] text-muted-foreground">
          {lost ? "The connection is interrupted. These numbers may be old; trying again." : sentence(live, now)}
        </p>
      </CardBody>
    </Card>
  );
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-[0.8125rem] text-muted-foreground">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

/** Reconcile asks the engine about runs that have been silent for as long. */
const silentAfterMs = 30_000;

function sentence({ phase, lastHeardAt, triggeredAt }: LiveRunState, now: number | null): string {
  const silentFor = now === null ? 0 : now - Date.parse(lastHeardAt ?? triggeredAt);
  if (phase === "running" && silentFor > silentAfterMs) {
    return `Nothing has been heard of it for ${formatDuration(silentFor)}. The automation engine is being asked.`;
  }
  switch (phase) {
    case "starting":
      return "The automation engine has been asked to start.";
    case "unknown":
      return "The engine's answer was lost. Whether it runs is being found out; nothing is started twice.";
    case "cancelling":
      return "It is being stopped. What it has done stays done.";
    default:
      return "You can leave this page; the run goes on.";
  }
}

function pace(processed: number | null, elapsed: number | null): string {
  if (!processed || !elapsed || elapsed < 1000) return "–";
  const rate = processed / (elapsed / 1000);
  return rate >= 10 ? formatNumber(Math.round(rate)) : rate.toFixed(1);
}

/** Only where both ends are known and some of it is done: before that any figure would be invented. */
function timeLeft(processed: number | null, expected: number | null, elapsed: number | null): string {
  if (!processed || expected === null || !elapsed || processed < expected / 50) return "–";
  const left = (elapsed / processed) * (expected - processed);
  return left < 1000 ? "Almost done" : `About ${formatDuration(left)}`;
}
