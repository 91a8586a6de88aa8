import { History, Library, Lock, SearchX } from "lucide-react";
import { LiveRun } from "@/components/automata/live-run";
import { NewerRuns } from "@/components/automata/newer-runs";
import { RunFilters } from "@/components/automata/run-filters";
import { RunTable } from "@/components/automata/run-table";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchField } from "@/components/ui/search-field";
import type { InstallDetails, Page, RunDetails } from "@/lib/automata/page-data";
import { isNarrowed, type RunFilter, runFilterQuery } from "@/lib/automata/run-filter";
import type { RunSummary } from "@/lib/automata/types";
import { installRoute } from "@/lib/routes";

/** The runs of an install, filtered and a page at a time; both stand in the address. */
export function InstallRuns({
  install,
  runs,
  lastRun,
  filter,
  isFirstPage,
}: {
  install: InstallDetails;
  runs: Page<RunDetails>;
  /** The newest run, whatever the list is narrowed down to. */
  lastRun: RunSummary | null;
  filter: RunFilter;
  isFirstPage: boolean;
}) {
  if (!lastRun) {
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
  const query = runFilterQuery(filter);
  return (
    <>
      {running && isFirstPage && <LiveRun key={running.id} run={running} linked />}
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <RunFilters installId={install.id} filter={filter} />
        {isFirstPage && !running && <NewerRuns appId={install.app.id} newestRunId={lastRun.id} />}
      </div>
      {runs.items.length > 0 ? (
        <RunTable runs={runs.items} />
      ) : (
        <EmptyState
          icon={SearchX}
          title={isNarrowed(filter) ? "No run matches" : "No older runs"}
          description="Choose another status or period to see more."
          action={
            <ButtonLink variant="secondary" href={installRoute(install.id)}>
              Show all runs
            </ButtonLink>
          }
        />
      )}
      <nav aria-label="Pages of runs" className="mt-4 flex justify-between gap-2">
        {isFirstPage ? (
          <span />
        ) : (
          <ButtonLink variant="secondary" size="sm" href={installRoute(install.id, "runs", query)}>
            Newest runs
          </ButtonLink>
        )}
        {runs.next && (
          <ButtonLink
            variant="secondary"
            size="sm"
            href={installRoute(install.id, "runs", { ...query, before: runs.next })}
          >
            Older runs
          </ButtonLink>
        )}
      </nav>
    </>
  );
}

export function RunsHidden() {
  return (
    <EmptyState
      icon={Lock}
      title="Your role may not see the runs of this automation"
      description="A tenant admin can name your role under Settings, Who may see."
    />
  );
}

/** Looks for one record over all runs; what it finds takes the place of the list. */
export function RecordSearch() {
  return (
    <SearchField
      name="record"
      label="Find a record by its key"
      forgets={["before", "status", "days", "welcome"]}
      className="mb-4 sm:w-80"
    />
  );
}
