import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppFacts } from "@/components/automata/app-facts";
import { AppHeading } from "@/components/automata/app-heading";
import { BundleContents } from "@/components/automata/bundle-contents";
import { InstallWizard } from "@/components/automata/install-wizard/install-wizard";
import { InstalledNotice } from "@/components/automata/installed-notice";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { InstallStateBadge } from "@/components/ui/status-badge";
import { installApp } from "@/lib/automata/actions";
import { loadAppPage } from "@/lib/automata/app-page-loader";
import { isEngineConnected } from "@/lib/n8n/env";
import { appRoute, routes } from "@/lib/routes";
import { requirePage } from "@/lib/tenancy/gates";

export const metadata: Metadata = { title: "App" };

export default async function AppPage({ params }: { params: Promise<{ slug: string }> }) {
  const slug = decodeURIComponent((await params).slug);
  const context = await requirePage("studio.app-store", appRoute(slug));
  const data = await loadAppPage(context, slug);
  if (!data) notFound();
  const { app, install, roles } = data;
  const isInstalled = install !== null && install.state !== "uninstalled";
  const needsEngine = app.type === "n8n_workflow" && !isEngineConnected();

  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "App Store", href: routes.appStore }]}
        title={
          <AppHeading icon={app.icon} name={app.name}>
            {isInstalled && <InstallStateBadge state={install.state} />}
          </AppHeading>
        }
        description={
          <>
            <p className="break-words">{app.description}</p>
            <p className="mt-2 text-[0.8125rem]">
              {app.publisher && `${app.publisher} · `}Version {app.version}
            </p>
          </>
        }
      />
      <AppFacts app={app} />
      {app.type === "collection_bundle" && <BundleContents />}
      {isInstalled ? (
        <InstalledNotice install={install} tenantName={context.tenant.name} />
      ) : !context.rights.canManage ? (
        <Notice tone="info" title={`A tenant admin of ${context.tenant.name} can install this app`}>
          Your role may look at the App Store, but not install from it.
        </Notice>
      ) : !app.manifest ? (
        <Notice tone="danger" title="This app cannot be installed at the moment">
          Its list of fields has a fault. The platform team has to correct it.
        </Notice>
      ) : needsEngine ? (
        <Notice tone="warning" title="This app can be installed once the automation engine is connected">
          The platform team has to set the address and the key of the engine on this server. Nothing is missing on your
          side.
        </Notice>
      ) : (
        <InstallWizard
          app={{ id: app.id, name: app.name, type: app.type }}
          tenantId={context.tenant.id}
          manifest={app.manifest}
          roles={roles}
          install={installApp}
        />
      )}
    </>
  );
}
