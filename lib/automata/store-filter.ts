import type { StoreApp } from "./types";

/** What the store can be narrowed down to. */
export const storeViews = ["all", "not_installed", "installed", "needs_attention"] as const;
export type StoreView = (typeof storeViews)[number];

export interface StoreFilter {
  /** Words that all have to occur; empty: any. */
  search: string;
  view: StoreView;
}

const maxSearchLength = 100;

/** Reads the filter from an address; what is not there or makes no sense is the default. */
export function readStoreFilter({ q, show }: { q?: unknown; show?: unknown }): StoreFilter {
  return {
    search: typeof q === "string" ? q.trim().slice(0, maxSearchLength) : "",
    view: storeViews.find((view) => view === show) ?? "all",
  };
}

export function matchesStore(app: StoreApp, { search, view }: StoreFilter): boolean {
  const text = [app.name, app.publisher, app.description].join(" ").toLocaleLowerCase("en");
  const words = search.toLocaleLowerCase("en").split(/\s+/);
  return words.every((word) => text.includes(word)) && matchesView(app, view);
}

function matchesView({ installState }: StoreApp, view: StoreView): boolean {
  switch (view) {
    case "all":
      return true;
    case "not_installed":
      return installState === null;
    case "installed":
      return installState !== null;
    case "needs_attention":
      return installState === "needs_attention";
  }
}
