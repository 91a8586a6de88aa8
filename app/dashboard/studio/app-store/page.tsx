import { SearchX, Store } from "lucide-react";
import type { Metadata } from "next";
import { StoreCards } from "@/components/automata/store-cards";
import { StoreFilters } from "@/components/automata/store-filters";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { readStoreFilter } from "@/lib/automata/store-filter";
import { loadStore } from "@/lib/automata/store-loader";
import { routes } from "@/lib/routes";
import { requirePage } from "@/lib/tenancy/gates";

export const metadata: Metadata = { title: "App Store" };

interface Props {
  searchParams: Promise<{ q?: string | string[]; show?: string | string[] }>;
}

export default async function AppStorePage({ searchParams }: Props) {
  const filter = readStoreFilter(await searchParams);
  const context = await requirePage("studio.app-store");
  const { apps, total } = await loadStore(context, filter);

  return (
    <>
      <PageHeader title="App Store" description={`Ready-made automations for ${context.tenant.name}.`} />
      {total === 0 ? (
        <EmptyState
          icon={Store}
          title="No apps have been published"
          description="As soon as the platform team publishes an app for this tenant, it appears here."
        />
      ) : (
        <>
          <StoreFilters filter={filter} shown={apps.length} total={total} />
          {apps.length > 0 ? (
            <StoreCards apps={apps} />
          ) : (
            <EmptyState
              icon={SearchX}
              title="No app matches"
              description="Try other words, or look at all of them."
              action={
                <ButtonLink variant="secondary" href={routes.appStore}>
                  Show all apps
                </ButtonLink>
              }
            />
          )}
        </>
      )}
    </>
  );
}
