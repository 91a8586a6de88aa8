import type { Metadata } from "next";
import { AppHeading } from "@/components/automata/app-heading";
import { EngineNotice } from "@/components/automata/engine-notice";
import { InstallRuns } from "@/components/automata/install-runs";
import { InstallSettings } from "@/components/automata/install-settings";
import { InstallStateNotice } from "@/components/automata/install-state-notice";
import { InstallTabs } from "@/components/automata/install-tabs";
import { InstallVerbs } from "@/components/automata/install-verbs";
import { StepList } from "@/components/automata/step-list";
import { Welcome } from "@/components/automata/welcome";
import { PageHeader } from "@/components/ui/page-header";
import { InstallStateBadge } from "@/components/ui/status-badge";
import { checkEngine } from "@/lib/automata/engine-loader";
import { loadActivity, loadInstall, loadRoles, loadSteps } from "@/lib/automata/install-page-loader";
import { isEngineConnected } from "@/lib/n8n/env";
import { type InstallView, installRoute, routes } from "@/lib/routes";
import { requirePage } from "@/lib/tenancy/gates";
import { holdsInstallRight } from "@/lib/tenancy/rights";

export const metadata: Metadata = { title: "Automation" };

interface Props {
  params: Promise<{ installId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function InstallPage({ params, searchParams }: Props) {
  const { installId } = await params;
  const { view, before, welcome } = await searchParams;
  const context = await requirePage("studio.automata", installRoute(installId));
  const { rights } = context;
  const install = await loadInstall(context, installId);
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
  const current = tabs.find((tab) => tab.view === view)?.view ?? "runs";

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
      {isWorkflow && (
        <EngineNotice check={await checkEngine()} canManage={rights.canManage} isOperator={rights.isSuperAdmin} />
      )}
      {welcome !== undefined && state === "active" && <Welcome install={install} />}
      <InstallStateNotice install={install} canManage={rights.canManage} />
      <InstallTabs installId={install.id} tabs={tabs} current={current} />
      {current === "runs" && (
        <InstallRuns
          install={install}
          activity={await loadActivity(context, install.id, typeof before === "string" ? before : undefined)}
          isFirstPage={before === undefined}
        />
      )}
      {current === "settings" && (
        <InstallSettings install={install} roles={await loadRoles(context)} isConnected={isEngineConnected()} />
      )}
      {current === "steps" && <StepList steps={(await loadSteps(context, install)) ?? []} />}
    </>
  );
}
