import { EngineNotice } from "@/components/automata/engine-notice";
import { HubTiles } from "@/components/automata/hub-tiles";
import { InstallTable } from "@/components/automata/install-table";
import { NoInstalls } from "@/components/automata/no-installs";
import { OutcomeChart } from "@/components/automata/outcome-chart";
import { RecentRuns } from "@/components/automata/recent-runs";
import { WatchRuns } from "@/components/automata/watch-runs";
import { checkEngine } from "@/lib/automata/engine-loader";
import { hubDays, loadHub } from "@/lib/automata/hub-loader";
import type { TenantContext } from "@/lib/tenancy/current-tenant";
import { mayOpenPage } from "@/lib/tenancy/rights";

/** Everything that is installed: how it is doing, what happened lately, and whether it can run at all. */
export async function HubView({ context }: { context: TenantContext }) {
  const { tenant, rights } = context;
  const [{ installs, days, timeZone, recent }, check] = await Promise.all([loadHub(context), checkEngine()]);
  const seesStore = mayOpenPage(rights, "studio.app-store");
  return (
    <>
      <EngineNotice check={check} canManage={rights.canManage} isOperator={rights.isSuperAdmin} />
      {installs.length > 0 ? (
        <>
          <HubTiles installs={installs} days={hubDays} />
          <InstallTable installs={installs} days={hubDays} seesStore={seesStore} />
        </>
      ) : (
        <NoInstalls tenantName={tenant.name} canManage={rights.canManage} seesStore={seesStore} />
      )}
      {recent.length > 0 && (
        <div className="mt-6 grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
          <OutcomeChart days={days} timeZone={timeZone} />
          <RecentRuns runs={recent} />
        </div>
      )}
      <WatchRuns runIds={recent.filter(({ status }) => status === "running").map(({ id }) => id)} />
    </>
  );
}
