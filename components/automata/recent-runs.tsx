import Link from "next/link";
import { appIcon } from "@/components/icons";
import { Card, CardHeader } from "@/components/ui/card";
import { RunStatusBadge } from "@/components/ui/status-badge";
import { RelativeTime } from "@/components/ui/time";
import type { RecentRun } from "@/lib/automata/types";
import { runRoute } from "@/lib/routes";

/** What happened lately, over all automations. */
export function RecentRuns({ runs }: { runs: readonly RecentRun[] }) {
  return (
    <Card>
      <CardHeader title="Recent runs" />
      <ul className="mt-3 divide-y divide-border border-border border-t">
        {runs.map((run) => {
          const Icon = appIcon(run.app.icon);
          return (
            <li key={run.id} className="relative flex items-center gap-3 px-4 py-2 hover:bg-muted/50 sm:px-5">
              <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              <Link
                href={runRoute(run.installId, run.id)}
                className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
              >
                {run.app.name}
              </Link>
              <RelativeTime value={run.triggeredAt} className="text-[0.8125rem] text-muted-foreground" />
              <RunStatusBadge status={run.status} phase={run.phase} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
