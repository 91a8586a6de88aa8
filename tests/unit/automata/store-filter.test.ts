import { expect, test } from "vitest";
import { matchesStore, readStoreFilter } from "@/lib/automata/store-filter";
import type { InstallState, StoreApp } from "@/lib/automata/types";

const app = (installState: InstallState | null): StoreApp => ({
  id: "a",
  slug: "a",
  name: "Website check",
  description: "Opens each address on your list.",
  icon: null,
  publisher: "PulseBox",
  version: "1.0.0",
  type: "n8n_workflow",
  installState,
});

test.each([
  ["", true],
  ["website", true],
  ["CHECK  opens", true],
  ["pulsebox list", true],
  ["website import", false],
  ["null", false],
])("words that all occur somewhere: %j", (q, matches) => {
  expect(matchesStore(app(null), readStoreFilter({ q }))).toBe(matches);
});

test.each<[string | undefined, (InstallState | null)[]]>([
  [undefined, [null, "active", "paused", "needs_attention"]],
  ["not_installed", [null]],
  ["installed", ["active", "paused", "needs_attention"]],
  ["needs_attention", ["needs_attention"]],
  ["nonsense", [null, "active", "paused", "needs_attention"]],
])("shows %s", (show, states) => {
  const all = [null, "active", "paused", "needs_attention"] as const;
  expect(all.filter((state) => matchesStore(app(state), readStoreFilter({ show })))).toEqual(states);
});
