import { SearchX } from "lucide-react";
import Link from "next/link";
import { ErrorStateBadge } from "@/components/automata/error-state-badge";
import { causeTitle } from "@/components/automata/error-words";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Cell, ColumnHeader, RowHeader, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { RecordFailure } from "@/lib/automata/page-data";
import { runRoute } from "@/lib/routes";

/** Every run in which one record failed, the newest first. */
export function RecordFailures({
  installId,
  record,
  failures,
}: {
  installId: string;
  record: string;
  failures: readonly RecordFailure[];
}) {
  if (failures.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={`${record} has not failed in any run`}
        description="Records are found by their whole key, such as an employee number, written exactly as in the source. Those that always succeeded are not kept."
      />
    );
  }
  return (
    <Card>
      <Table label={`Failures of ${record}`} stacked>
        <thead>
          <tr>
            <ColumnHeader>Run started</ColumnHeader>
            <ColumnHeader>What went wrong</ColumnHeader>
            <ColumnHeader>State</ColumnHeader>
          </tr>
        </thead>
        <tbody className="divide-border">
          {failures.map(({ errorId, runId, runStartedAt, message, code, state }) => (
            <tr key={errorId} className="hover:bg-muted/50">
              <RowHeader className="whitespace-nowrap">
                <Link
                  href={runRoute(installId, runId, { state: "all", record, open: "first" })}
                  className="underline underline-offset-4 hover:no-underline"
                >
                  <Time value={runStartedAt} />
                </Link>
              </RowHeader>
              <Cell label="What went wrong" className="break-words sm:max-w-md">
                {message ?? causeTitle(code)}
              </Cell>
              <Cell label="State">
                <ErrorStateBadge state={state} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
