import type { ReactNode } from "react";
import { LastRun } from "@/components/automata/last-run";
import { Card } from "@/components/ui/card";
import { formatNumber } from "@/components/ui/format";
import { Time } from "@/components/ui/time";
import type { InstallActivity } from "@/lib/automata/install-page-loader";
import type { InstallDetails } from "@/lib/automata/page-data";

/** The three things one wants to know at a glance: how the last run ended, what is left to do, since when it is here. */
export function InstallTiles({ install, activity }: { install: InstallDetails; activity: InstallActivity | null }) {
  return (
    <Card className="mb-6">
      <dl className="grid divide-y divide-border sm:grid-cols-3 sm:divide-x sm:divide-y-0">
        <Tile label="Last run">
          <LastRun activity={activity ? { visible: true, ...activity } : { visible: false }} />
        </Tile>
        <Tile label="Open row errors">
          {activity ? (
            <span className="font-semibold text-2xl tabular-nums">{formatNumber(activity.openErrors)}</span>
          ) : (
            <span className="text-muted-foreground">Not shown to your role</span>
          )}
        </Tile>
        <Tile label="Installed">
          {install.installedAt && <Time value={install.installedAt} />}
          <p className="mt-1 text-[0.8125rem] text-muted-foreground">
            {install.installedBy && `by ${install.installedBy} · `}version {install.version ?? install.app.version}
          </p>
        </Tile>
      </dl>
    </Card>
  );
}

function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="p-4 sm:p-5">
      <dt className="mb-1.5 text-[0.8125rem] text-muted-foreground">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
