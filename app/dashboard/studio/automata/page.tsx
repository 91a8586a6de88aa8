import type { Metadata } from "next";
import { EngineNotice } from "@/components/automata/engine-notice";
import { HubTiles } from "@/components/automata/hub-tiles";
import { InstallTable } from "@/components/automata/install-table";
import { NoInstalls } from "@/components/automata/no-installs";
import { OutcomeChart } from "@/components/automata/outcome-chart";
import { RecentRuns } from "@/components/automata/recent-runs";
import { WatchRuns } from "@/components/automata/watch-runs";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { checkEngine } from "@/lib/automata/engine-loader";
import { hubDays, loadHub } from "@/lib/automata/hub-loader";
import { routes } from "@/lib/routes";
import { requirePage } from "@/lib/tenancy/gates";
import { mayOpenPage } from "@/lib/tenancy/rights";

export const metadata: Metadata = { title: "Automata" };

export default async function AutomataPage() {
  const context = await requirePage("studio.automata");
  const { tenant, rights } = context;
  const [{ installs, days, timeZone, recent }, check] = await Promise.all([loadHub(context), checkEngine()]);
  const seesStore = mayOpenPage(rights, "studio.app-store");

  return (
    <>
      <PageHeader
        title="Automata"
        description={`Automations installed for ${tenant.name}.`}
        actions={
          seesStore &&
          installs.length > 0 && (
            <ButtonLink variant="secondary" href={routes.appStore}>
              Browse the App Store
            </ButtonLink>
          )
        }
      />
      <EngineNotice check={check} canManage={rights.canManage} isOperator={rights.isSuperAdmin} />
      {installs.length > 0 ? (
        <>
          <HubTiles installs={installs} days={hubDays} />
          <InstallTable installs={installs} days={hubDays} />
        </>
      ) : (
        <NoInstalls tenantName={tenant.name} canManage={rights.canManage} seesStore={seesStore} />
      )}
      {recent.length > 0 && (
        <div className="mt-6 grid items-start gap-6 lg:grid-cols-2 *:min-w-0">
          <OutcomeChart days={days} timeZone={timeZone} />
          <RecentRuns runs={recent} />
        </div>
      )}
      <WatchRuns runIds={recent.filter(({ status }) => status === "running").map(({ id }) => id)} />
    </>
  );
}
