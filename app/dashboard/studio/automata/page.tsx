import type { Metadata } from "next";
import { EngineNotice } from "@/components/automata/engine-notice";
import { InstallTable } from "@/components/automata/install-table";
import { NoInstalls } from "@/components/automata/no-installs";
import { PageHeader } from "@/components/ui/page-header";
import { loadHub } from "@/lib/automata/loaders";
import { isEngineConnected } from "@/lib/n8n/env";
import { requirePage } from "@/lib/tenancy/gates";
import { mayOpenPage } from "@/lib/tenancy/rights";

export const metadata: Metadata = { title: "Automata" };

export default async function AutomataPage() {
  const context = await requirePage("studio.automata");
  const { tenant, rights } = context;
  const installs = await loadHub(context);

  return (
    <>
      <PageHeader title="Automata" description={`Automations installed for ${tenant.name}.`} />
      {!isEngineConnected() && <EngineNotice canManage={rights.canManage} isOperator={rights.isSuperAdmin} />}
      {installs.length > 0 ? (
        <InstallTable installs={installs} />
      ) : (
        <NoInstalls
          tenantName={tenant.name}
          canManage={rights.canManage}
          seesStore={mayOpenPage(rights, "studio.app-store")}
        />
      )}
    </>
  );
}
