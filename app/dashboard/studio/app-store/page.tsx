import { Store } from "lucide-react";
import type { Metadata } from "next";
import { StoreCards } from "@/components/automata/store-cards";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { loadStore } from "@/lib/automata/store-loader";
import { requirePage } from "@/lib/tenancy/gates";

export const metadata: Metadata = { title: "App Store" };

export default async function AppStorePage() {
  const context = await requirePage("studio.app-store");
  const apps = await loadStore(context);

  return (
    <>
      <PageHeader title="App Store" description={`Ready-made automations for ${context.tenant.name}.`} />
      {apps.length > 0 ? (
        <StoreCards apps={apps} />
      ) : (
        <EmptyState
          icon={Store}
          title="No apps have been published"
          description="As soon as the platform team publishes an app for this tenant, it appears here."
        />
      )}
    </>
  );
}
