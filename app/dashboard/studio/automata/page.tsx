import type { Metadata } from "next";
import { Suspense } from "react";
import { HubSkeleton } from "@/components/automata/hub-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/tenancy/gates";
import { HubView } from "./hub-view";

export const metadata: Metadata = { title: "Automata" };

export default async function AutomataPage() {
  const context = await requirePage("studio.automata");
  return (
    <>
      <PageHeader title="Automata" description={`Automations installed for ${context.tenant.name}.`} />
      {/* Below the gate: what waits above one would turn its refusal into a 200. */}
      <Suspense fallback={<HubSkeleton />}>
        <HubView context={context} />
      </Suspense>
    </>
  );
}
