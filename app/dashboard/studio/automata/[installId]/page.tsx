import type { Metadata } from "next";
import { AppHeading } from "@/components/automata/app-heading";
import { BundleContents } from "@/components/automata/bundle-contents";
import { EngineNotice } from "@/components/automata/engine-notice";
import { InstallSettings } from "@/components/automata/install-settings";
import { InstallStateNotice } from "@/components/automata/install-state-notice";
import { InstallTabs } from "@/components/automata/install-tabs";
import { InstallVerbs } from "@/components/automata/install-verbs";
import { StepList } from "@/components/automata/step-list";
import { Welcome } from "@/components/automata/welcome";
import { PageHeader } from "@/components/ui/page-header";
import { InstallStateBadge } from "@/components/ui/status-badge";
import { checkEngine } from "@/lib/automata/engine-loader";
import { loadInstall, loadRoles, loadSteps } from "@/lib/automata/install-page-loader";
import { isEngineConnected } from "@/lib/n8n/env";
import { type InstallView, installRoute, routes } from "@/lib/routes";
import { requirePage } from "@/lib/tenancy/gates";
import { holdsInstallRight } from "@/lib/tenancy/rights";
import { RunsView } from "./runs-view";

export const metadata: Metadata = { title: "Automation" };

interface Props {
  params: Promise<{ installId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function InstallPage({ params, searchParams }: Props) {
  const { installId } = await params;
  const query = await searchParams;
  const context = await requirePage("studio.automata", installRoute(installId));
  const { rights } = context;
  const [install, check] = await Promise.all([loadInstall(context, installId), checkEngine()]);
  const { app, state } = install;
  const isWorkflow = app.type === "n8n_workflow";

  const tabs: { view: InstallView; label: string }[] = [
    { view: "runs", label: isWorkflow ? "Runs" : "Overview" },
    ...(rights.canManage && state !== "uninstalled" ? [{ view: "settings" as const, label: "Settings" }] : []),
    ...(isWorkflow && holdsInstallRight(rights, "definition.view", install.id)
      ? [{ view: "steps" as const, label: "What it does" }]
      : []),
  ];
  // A part that the viewer may not open is answered with the first one, as is an address that names none.
  const current = tabs.find((tab) => tab.view === query.view)?.view ?? "runs";

  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Automata", href: routes.automata }]}
        title={
          <AppHeading icon={app.icon} name={app.name}>
            <InstallStateBadge state={state} />
          </AppHeading>
        }
        description={app.description}
        actions={rights.canManage && isWorkflow && isEngineConnected() && <InstallVerbs install={install} />}
      />
      {isWorkflow && <EngineNotice check={check} canManage={rights.canManage} isOperator={rights.isSuperAdmin} />}
      {query.welcome !== undefined && state === "active" && <Welcome install={install} />}
      <InstallStateNotice install={install} canManage={rights.canManage} />
      <InstallTabs installId={install.id} tabs={tabs} current={current} />
      {current === "runs" && (isWorkflow ? <RunsView {...{ context, install, query }} /> : <BundleContents />)}
      {current === "settings" && (
        <InstallSettings install={install} roles={await loadRoles(context)} isConnected={isEngineConnected()} />
      )}
      {current === "steps" && <StepList steps={await loadSteps(context, install)} />}
    </>
  );
}
