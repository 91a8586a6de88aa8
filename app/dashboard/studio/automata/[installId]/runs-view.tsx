import { InstallRuns, RecordSearch, RunsHidden } from "@/components/automata/install-runs";
import { InstallTiles } from "@/components/automata/install-tiles";
import { RecordFailures } from "@/components/automata/record-failures";
import { readRowKey } from "@/lib/automata/error-filter";
import { loadActivity, loadRecord, loadRuns } from "@/lib/automata/install-page-loader";
import type { InstallDetails } from "@/lib/automata/page-data";
import { readRunFilter } from "@/lib/automata/run-filter";
import type { TenantContext } from "@/lib/tenancy/current-tenant";

/** How an install is doing and its runs; or, while a record is looked for, where that one failed. */
export async function RunsView({
  context,
  install,
  query,
}: {
  context: TenantContext;
  install: InstallDetails;
  query: Record<string, string | string[] | undefined>;
}) {
  const filter = readRunFilter(query, new Date());
  const before = typeof query.before === "string" ? query.before : undefined;
  const record = readRowKey(query.record);
  const [activity, runs, failures] = await Promise.all([
    loadActivity(context, install.id),
    record === undefined ? loadRuns(context, install.id, { filter, before }) : null,
    record === undefined ? null : loadRecord(context, install.id, record),
  ]);

  return (
    <>
      <InstallTiles install={install} activity={activity} />
      {activity === null ? (
        <RunsHidden />
      ) : (
        <>
          {activity.lastRun && <RecordSearch />}
          {record !== undefined && failures && (
            <RecordFailures installId={install.id} record={record} failures={failures} />
          )}
          {runs && (
            <InstallRuns {...{ install, runs, filter }} lastRun={activity.lastRun} isFirstPage={before === undefined} />
          )}
        </>
      )}
    </>
  );
}
