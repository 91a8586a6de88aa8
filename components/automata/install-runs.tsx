import { History, Library, Lock } from "lucide-react";
import { BundleContents } from "@/components/automata/bundle-contents";
import { InstallTiles } from "@/components/automata/install-tiles";
import { LiveRun } from "@/components/automata/live-run";
import { RunTable } from "@/components/automata/run-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { InstallActivity } from "@/lib/automata/install-page-loader";
import type { InstallDetails } from "@/lib/automata/page-data";
import { installRoute } from "@/lib/routes";

/** How an install is doing, and its runs; a bundle has none and says what it brings instead. */
export function InstallRuns({
  install,
  activity,
  isFirstPage,
}: {
  install: InstallDetails;
  activity: InstallActivity | null;
  isFirstPage: boolean;
}) {
  if (install.app.type === "collection_bundle") {
    return <BundleContents />;
  }
  return (
    <>
      <InstallTiles install={install} activity={activity} />
      <RunList install={install} activity={activity} isFirstPage={isFirstPage} />
    </>
  );
}

function RunList({
  install,
  activity,
  isFirstPage,
}: {
  install: InstallDetails;
  activity: InstallActivity | null;
  isFirstPage: boolean;
}) {
  if (!activity) {
    return (
      <EmptyState
        icon={Lock}
        title="Your role may not see the runs of this automation"
        description="A tenant admin can name your role under Settings, Who may see."
      />
    );
  }
  const { runs } = activity;
  if (runs.items.length === 0 && isFirstPage) {
    return (
      <EmptyState
        icon={install.state === "active" ? History : Library}
        title="No runs yet"
        description={
          install.state === "active" ? "Its first run appears here as soon as somebody starts it." : "It has never run."
        }
      />
    );
  }
  const running = runs.items.find((run) => run.status === "running");
  return (
    <>
      {running && isFirstPage && <LiveRun run={running} linked />}
      <RunTable runs={runs.items} />
      <nav aria-label="Pages of runs" className="mt-4 flex justify-between gap-2">
        {isFirstPage ? (
          <span />
        ) : (
          <ButtonLink variant="secondary" size="sm" href={installRoute(install.id)}>
            Newest runs
          </ButtonLink>
        )}
        {runs.next && (
          <ButtonLink variant="secondary" size="sm" href={installRoute(install.id, "runs", { before: runs.next })}>
            Older runs
          </ButtonLink>
        )}
      </nav>
    </>
  );
}
