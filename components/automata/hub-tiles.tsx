import Link from "next/link";
import { formatNumber, formatPercent } from "@/components/ui/format";
import { Figure, Tile, Tiles } from "@/components/ui/tiles";
import { type Activity, type InstallState, type InstallSummary, installStates } from "@/lib/automata/types";
import { runRoute } from "@/lib/routes";

const words: Record<InstallState, string> = {
  active: "active",
  needs_attention: "needs attention",
  paused: "paused",
  installing: "being set up",
  uninstalling: "being uninstalled",
  uninstalled: "uninstalled",
};

/** How everything is doing, in four numbers. Those of the logs count what the viewer may see, and are left out if that is nothing. */
export function HubTiles({ installs, days }: { installs: readonly InstallSummary[]; days: number }) {
  const logs = installs.flatMap(({ id, activity }) => (activity.visible ? [{ id, ...activity }] : []));
  const active = installs.filter(({ state }) => state === "active").length;
  const others = installStates
    .filter((state) => state !== "active")
    .map((state) => ({ state, count: installs.filter((install) => install.state === state).length }))
    .filter(({ count }) => count > 0);
  return (
    <Tiles of={4} className="mb-6">
      <Tile label="Active automations">
        <Figure value={`${active} of ${installs.length}`}>
          {others.map(({ state, count }) => `${count} ${words[state]}`).join(" · ") || "All of them can run"}
        </Figure>
      </Tile>
      {logs.length > 0 && <LogTiles logs={logs} days={days} />}
    </Tiles>
  );
}

function LogTiles({ logs, days }: { logs: readonly (Activity & { id: string })[]; days: number }) {
  const sum = (read: (log: Activity) => number) => logs.reduce((total, log) => total + read(log), 0);
  const settled = sum(({ settled }) => settled);
  const openErrors = sum(({ openErrors }) => openErrors);
  const withErrors = logs.filter(({ openErrors }) => openErrors > 0).length;
  const running = logs.filter(({ lastRun }) => lastRun?.status === "running");
  const [first] = running;
  return (
    <>
      <Tile label={`Success rate, last ${days} days`}>
        <Figure value={settled === 0 ? "–" : formatPercent(sum(({ succeeded }) => succeeded) / settled)}>
          {settled === 0
            ? "No run has ended"
            : `${settled === 1 ? "of 1 run" : `of ${formatNumber(settled)} runs`} without a failed row`}
        </Figure>
      </Tile>
      <Tile label="Open row errors">
        <Figure value={formatNumber(openErrors)}>
          {openErrors === 0
            ? "Nothing waits for you"
            : `in ${withErrors === 1 ? "1 automation" : `${withErrors} automations`}`}
        </Figure>
      </Tile>
      <Tile label="Running now">
        <Figure value={formatNumber(running.length)}>
          {first?.lastRun ? (
            <Link href={runRoute(first.id, first.lastRun.id)} className="underline underline-offset-4">
              Watch {running.length === 1 ? "it" : "the first"}
            </Link>
          ) : (
            "Nothing is under way"
          )}
        </Figure>
      </Tile>
    </>
  );
}
