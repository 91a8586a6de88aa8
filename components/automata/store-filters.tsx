import { SearchField } from "@/components/ui/search-field";
import { Segments } from "@/components/ui/segments";
import { type StoreFilter, type StoreView, storeViews } from "@/lib/automata/store-filter";
import { storeRoute } from "@/lib/routes";

const labels: Record<StoreView, string> = {
  all: "All",
  not_installed: "Not installed",
  installed: "Installed",
  needs_attention: "Needs attention",
};

/** Search and filter of the store; both stand in the address. */
export function StoreFilters({ filter, shown, total }: { filter: StoreFilter; shown: number; total: number }) {
  const search: Record<string, string> = filter.search ? { q: filter.search } : {};
  return (
    <div className="mb-6 flex flex-wrap items-center gap-3">
      <SearchField name="q" label="Search apps" className="w-full sm:w-72" />
      <Segments
        label="Show"
        current={filter.view}
        options={storeViews.map((view) => ({
          value: view,
          label: labels[view],
          href: storeRoute({ ...search, ...(view !== "all" && { show: view }) }),
        }))}
      />
      <p role="status" className="text-[0.8125rem] text-muted-foreground">
        {shown === total ? `${total} ${total === 1 ? "app" : "apps"}` : `${shown} of ${total} apps`}
      </p>
    </div>
  );
}
