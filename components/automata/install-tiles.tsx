import { LastRun } from "@/components/automata/last-run";
import { formatNumber } from "@/components/ui/format";
import { Figure, Tile, Tiles } from "@/components/ui/tiles";
import { Time } from "@/components/ui/time";
import type { InstallActivity } from "@/lib/automata/install-page-loader";
import type { InstallDetails } from "@/lib/automata/page-data";

/** The three things one wants to know at a glance: how the last run ended, what is left to do, since when it is here. */
export function InstallTiles({ install, activity }: { install: InstallDetails; activity: InstallActivity | null }) {
  return (
    <Tiles of={3} className="mb-6">
      <Tile label="Last run">
        <LastRun activity={activity ? { visible: true, ...activity } : { visible: false }} />
      </Tile>
      <Tile label="Open row errors">
        {activity ? (
          <Figure value={formatNumber(activity.openErrors)} />
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
    </Tiles>
  );
}
