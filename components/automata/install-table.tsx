import Link from "next/link";
import { LastRun } from "@/components/automata/last-run";
import { appIcon } from "@/components/icons";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card, CardHeader } from "@/components/ui/card";
import { formatNumber, formatPercent } from "@/components/ui/format";
import { InstallStateBadge } from "@/components/ui/status-badge";
import { Cell, ColumnHeader, RowHeader, Table } from "@/components/ui/table";
import type { InstallSummary } from "@/lib/automata/types";
import { installRoute, routes } from "@/lib/routes";

/** @param days over which the success rate is counted */
export function InstallTable({
  installs,
  days,
  seesStore,
}: {
  installs: readonly InstallSummary[];
  days: number;
  /** Whether the viewer may open the App Store. */
  seesStore: boolean;
}) {
  return (
    <Card>
      <div className="border-border border-b pb-4">
        <CardHeader
          title="Installed automations"
          actions={
            seesStore && (
              <ButtonLink variant="secondary" size="sm" href={routes.appStore}>
                Browse the App Store
              </ButtonLink>
            )
          }
        />
      </div>
      <Table label="Installed automations" stacked>
        <thead>
          <tr>
            <ColumnHeader>Automation</ColumnHeader>
            <ColumnHeader>State</ColumnHeader>
            <ColumnHeader>Last run</ColumnHeader>
            <ColumnHeader>Success, {days} days</ColumnHeader>
            <ColumnHeader>Open row errors</ColumnHeader>
          </tr>
        </thead>
        <tbody className="divide-border">
          {installs.map((install) => (
            <InstallRow key={install.id} install={install} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function InstallRow({ install: { id, app, state, stateReason, activity } }: { install: InstallSummary }) {
  const Icon = appIcon(app.icon);
  // A bundle brings collections, not a workflow: there is nothing that could run.
  const runs = app.type === "n8n_workflow";
  return (
    <tr>
      <RowHeader className="sm:min-w-52">
        <span className="flex items-center gap-3">
          <Icon aria-hidden className="size-5 shrink-0 text-muted-foreground" />
          <span className="min-w-0">
            <Link href={installRoute(id)} className="block break-words underline-offset-4 hover:underline">
              {app.name}
            </Link>
            {app.publisher && (
              <span className="block font-normal text-[0.8125rem] text-muted-foreground">{app.publisher}</span>
            )}
          </span>
        </span>
      </RowHeader>
      <Cell label="State">
        <InstallStateBadge state={state} />
        {stateReason && <p className="mt-1 max-w-xs text-[0.8125rem] text-muted-foreground">{stateReason}</p>}
      </Cell>
      <Cell label="Last run">
        {runs ? <LastRun activity={activity} /> : <span className="text-muted-foreground">Nothing to run</span>}
      </Cell>
      <Cell label="Success rate">{runs && <SuccessRate activity={activity} />}</Cell>
      <Cell label="Open row errors">{runs && <OpenErrors activity={activity} />}</Cell>
    </tr>
  );
}

function SuccessRate({ activity }: { activity: InstallSummary["activity"] }) {
  if (!activity.visible || activity.settled === 0) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="text-right sm:text-left">
      {formatPercent(activity.succeeded / activity.settled)}
      <span className="block text-[0.8125rem] text-muted-foreground">
        {activity.settled === 1 ? "of 1 run" : `of ${formatNumber(activity.settled)} runs`}
      </span>
    </span>
  );
}

function OpenErrors({ activity }: { activity: InstallSummary["activity"] }) {
  if (!activity.visible) return <span className="text-muted-foreground">Not shown to your role</span>;
  if (activity.openErrors === 0) return <span className="text-muted-foreground">None</span>;
  return <Badge tone="warning">{formatNumber(activity.openErrors)}</Badge>;
}
