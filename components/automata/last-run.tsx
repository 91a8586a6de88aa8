import { formatNumber } from "@/components/ui/format";
import { RunStatusBadge } from "@/components/ui/status-badge";
import { RelativeTime } from "@/components/ui/time";
import type { RunCounters, RunSummary } from "@/lib/automata/types";

/** How the newest run ended, when it started, and its numbers. */
export function LastRun({
  activity,
}: {
  activity: { visible: true; lastRun: RunSummary | null } | { visible: false };
}) {
  if (!activity.visible) return <span className="text-muted-foreground">Not shown to your role</span>;
  const run = activity.lastRun;
  if (!run) return <span className="text-muted-foreground">Has not run yet</span>;
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <RunStatusBadge status={run.status} phase={run.phase} />
        <RelativeTime value={run.triggeredAt} className="text-muted-foreground" />
      </span>
      {run.counters && <p className="mt-1 text-[0.8125rem] text-muted-foreground">{countersInWords(run.counters)}</p>}
    </>
  );
}

function countersInWords({ total, success, error, skipped }: RunCounters): string {
  if (total === 0) return "Nothing to do";
  const parts = [`${formatNumber(success)} of ${formatNumber(total)} rows succeeded`];
  if (error > 0) parts.push(`${formatNumber(error)} failed`);
  if (skipped > 0) parts.push(`${formatNumber(skipped)} skipped`);
  return parts.join(", ");
}
