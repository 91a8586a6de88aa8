import Link from "next/link";
import { startedBy } from "@/components/automata/run-table";
import { formatDuration } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { RunStatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { RunDetails } from "@/lib/automata/page-data";
import { runRoute } from "@/lib/routes";

/** When, by whom and how long, in one sentence. */
export function RunFacts({ run }: { run: RunDetails }) {
  return (
    <p>
      Started <Time value={run.triggeredAt} /> by {startedBy(run)}
      {run.completedAt && `, took ${formatDuration(Date.parse(run.completedAt) - Date.parse(run.triggeredAt))}`}.
    </p>
  );
}

/** The runs that this one repeats and is repeated by, and why it ended as it did. */
export function RunNotices({ run, retries }: { run: RunDetails; retries: readonly RunDetails[] }) {
  return (
    <>
      {run.outcomeReason && run.status !== "running" && (
        <Notice tone={run.status === "failed" ? "danger" : "info"} title={run.outcomeReason} className="mb-6" />
      )}
      {run.parentRunId && (
        <p className="mb-6">
          This run repeats failed rows of{" "}
          <Link href={runRoute(run.installId, run.parentRunId)} className="font-medium underline underline-offset-4">
            an earlier run
          </Link>
          . Rows that pass here are resolved there.
        </p>
      )}
      {retries.length > 0 && (
        <div className="mb-6">
          <h2 className="font-medium">Its failed rows were retried</h2>
          <ul className="mt-2 flex flex-col gap-2">
            {retries.map((retry) => (
              <li key={retry.id} className="flex flex-wrap items-center gap-2">
                <RunStatusBadge status={retry.status} phase={retry.phase} />
                <Link href={runRoute(retry.installId, retry.id)} className="font-medium underline underline-offset-4">
                  <Time value={retry.triggeredAt} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
