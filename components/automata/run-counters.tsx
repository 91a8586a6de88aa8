import { clsx } from "clsx";
import { Card } from "@/components/ui/card";
import { formatNumber, formatPercent } from "@/components/ui/format";
import { toneFill } from "@/components/ui/tone";
import type { RunCounters, RunStatus } from "@/lib/automata/types";

/** Where the rows of a run went: three parts that add up to the whole. */
export function RunCountersCard({ status, counters }: { status: RunStatus; counters: RunCounters | null }) {
  if (!counters) {
    return (
      <Card className="mb-6 p-4 text-muted-foreground sm:p-5">
        This run ended without reporting its numbers. What it did before that is not known.
      </Card>
    );
  }
  const { total, success, error, skipped } = counters;
  if (total === 0) {
    const words = status === "success" ? "There were no rows to process." : "No row was processed.";
    return <Card className="mb-6 p-4 sm:p-5">{words}</Card>;
  }
  const parts = [
    { label: "Succeeded", rows: success, tone: "success" },
    { label: "Failed", rows: error, tone: "danger" },
    { label: "Skipped", rows: skipped, tone: "neutral" },
  ] as const;
  return (
    <Card className="mb-6 p-4 sm:p-5">
      <div aria-hidden className="flex h-2.5 gap-0.5 overflow-hidden rounded-full">
        {parts
          .filter(({ rows }) => rows > 0)
          .map(({ label, rows, tone }) => (
            // A part of one row in a million is still drawn.
            <div
              key={label}
              className={clsx("min-w-1", toneFill[tone])}
              style={{ flexGrow: rows / total, flexBasis: 0 }}
            />
          ))}
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-4 tabular-nums sm:grid-cols-4">
        <div>
          <dt className="text-[0.8125rem] text-muted-foreground">Rows</dt>
          <dd className="font-semibold text-2xl">{formatNumber(total)}</dd>
        </div>
        {parts.map(({ label, rows, tone }) => (
          <div key={label}>
            <dt className="flex items-center gap-1.5 text-[0.8125rem] text-muted-foreground">
              <span aria-hidden className={clsx("size-2 rounded-full", toneFill[tone])} />
              {label}
            </dt>
            <dd className="font-semibold text-2xl">
              {formatNumber(rows)}
              <span className="ml-2 font-normal text-muted-foreground text-sm">{formatPercent(rows / total)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
