import Link from "next/link";
import { Card } from "@/components/ui/card";
import { formatDuration, formatNumber } from "@/components/ui/format";
import { RunStatusBadge } from "@/components/ui/status-badge";
import { Cell, ColumnHeader, RowHeader, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { RunDetails } from "@/lib/automata/page-data";
import { runRoute } from "@/lib/routes";

export function RunTable({ runs }: { runs: readonly RunDetails[] }) {
  return (
    <Card>
      <Table label="Runs" stacked>
        <thead>
          <tr>
            <ColumnHeader>Started</ColumnHeader>
            <ColumnHeader>Status</ColumnHeader>
            <ColumnHeader>Rows</ColumnHeader>
            <ColumnHeader>Took</ColumnHeader>
            <ColumnHeader>Started by</ColumnHeader>
          </tr>
        </thead>
        <tbody className="divide-border">
          {runs.map((run) => (
            <tr key={run.id} className="hover:bg-muted/50">
              <RowHeader>
                <Link href={runRoute(run.installId, run.id)} className="underline-offset-4 hover:underline">
                  <Time value={run.triggeredAt} />
                </Link>
              </RowHeader>
              <Cell label="Status">
                <RunStatusBadge status={run.status} phase={run.phase} />
              </Cell>
              <Cell label="Rows">
                <Rows run={run} />
              </Cell>
              <Cell label="Took">
                {run.completedAt ? formatDuration(elapsed(run.triggeredAt, run.completedAt)) : "–"}
              </Cell>
              <Cell label="Started by" className="text-muted-foreground">
                {startedBy(run)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Rows({ run: { counters } }: { run: RunDetails }) {
  if (!counters) return <span className="text-muted-foreground">–</span>;
  if (counters.total === 0) return <span className="text-muted-foreground">None</span>;
  return (
    <span className="whitespace-nowrap">
      {formatNumber(counters.success)} ok
      {counters.error > 0 && (
        <span className="ml-2 font-medium text-danger-text">{formatNumber(counters.error)} failed</span>
      )}
    </span>
  );
}

const elapsed = (from: string, to: string) => Date.parse(to) - Date.parse(from);

/** "KFC Admin", "Schedule", or whose retry it was. */
export function startedBy({ trigger, triggeredBy }: Pick<RunDetails, "trigger" | "triggeredBy">): string {
  if (trigger === "schedule") return "Schedule";
  const person = triggeredBy ?? "Someone who has left";
  return trigger === "retry" ? `${person}, retry` : person;
}
