import type { Metadata } from "next";
import { EngineNotice } from "@/components/automata/engine-notice";
import { ErrorCauses } from "@/components/automata/error-causes";
import { LiveRun } from "@/components/automata/live-run";
import { RetryRowsButton } from "@/components/automata/retry-rows-button";
import { RunCountersCard } from "@/components/automata/run-counters";
import { RunErrors } from "@/components/automata/run-errors";
import { RunFacts, RunNotices } from "@/components/automata/run-facts";
import { PageHeader } from "@/components/ui/page-header";
import { RunStatusBadge } from "@/components/ui/status-badge";
import { checkEngine } from "@/lib/automata/engine-loader";
import { readErrorFilter } from "@/lib/automata/error-filter";
import { toLiveRun } from "@/lib/automata/live-run";
import { loadRunPage } from "@/lib/automata/run-page-loader";
import { isEngineConnected } from "@/lib/n8n/env";
import { installRoute, routes, runRoute } from "@/lib/routes";
import { requirePage } from "@/lib/tenancy/gates";

export const metadata: Metadata = { title: "Run" };

/** Which row error is open at first: a drawer that goes on to another page opens there again. */
const readOpened = (value: unknown) => (value === "first" || value === "last" ? value : null);

interface Props {
  params: Promise<{ installId: string; runId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RunPage({ params, searchParams }: Props) {
  const { installId, runId } = await params;
  const query = await searchParams;
  const context = await requirePage("studio.automata", runRoute(installId, runId));
  const filter = readErrorFilter(query);
  const cursor = (name: "after" | "before") => (typeof query[name] === "string" ? query[name] : undefined);
  const place = { after: cursor("after"), before: cursor("before") };
  const { install, run, retries, causes, errors } = await loadRunPage(context, { installId, runId, filter, place });

  const { canManage } = context.rights;
  const isRunning = run.status === "running";
  const open = causes.reduce((sum, cause) => sum + cause.open, 0);
  const canRetry = canManage && !isRunning && install.state === "active" && isEngineConnected();

  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Automata", href: routes.automata },
          { label: install.app.name, href: installRoute(installId) },
        ]}
        title={
          <span className="flex flex-wrap items-center gap-3">
            Run
            <RunStatusBadge status={run.status} phase={run.phase} />
          </span>
        }
        description={<RunFacts run={run} />}
        actions={canRetry && open > 0 && <RetryRowsButton installId={installId} runId={runId} open={open} />}
      />
      {isRunning && (
        <EngineNotice check={await checkEngine()} canManage={canManage} isOperator={context.rights.isSuperAdmin} />
      )}
      <RunNotices run={run} retries={retries} />
      {isRunning ? (
        <LiveRun key={run.id} run={toLiveRun(run)} canCancel={canManage && isEngineConnected()} />
      ) : (
        <RunCountersCard status={run.status} counters={run.counters} />
      )}
      {causes.length > 0 && (
        <>
          <ErrorCauses
            {...{ installId, runId, causes, canManage }}
            failedRows={run.counters?.error ?? null}
            chosen={filter.code}
          />
          <RunErrors {...{ run, filter, errors, place, canManage, canRetry }} opened={readOpened(query.open)} />
        </>
      )}
    </>
  );
}
