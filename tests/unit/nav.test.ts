import { expect, test } from "vitest";
import { drawnPages, integrationPageAt, integrationPages, isWithin } from "@/lib/nav";

test("section Integration has its four pages in order", () => {
  expect(integrationPages.map(({ label, href }) => `${label} ${href}`)).toEqual([
    "API Access /dashboard/apps",
    "App Store /dashboard/studio/app-store",
    "Automata /dashboard/studio/automata",
    "Webhooks /dashboard/webhooks",
  ]);
});

test.each([
  ["/dashboard/apps", true],
  ["/dashboard/apps/1/keys", true],
  ["/dashboard/apps-old", false],
  ["/dashboard", false],
])("%s lies within API Access: %s", (pathname, expected) => {
  expect(isWithin(pathname, "/dashboard/apps")).toBe(expected);
});

test("a page is known from any address below it", () => {
  expect(integrationPageAt("/dashboard/studio/automata/1/runs/2")?.slug).toBe("studio.automata");
  expect(integrationPageAt("/dashboard/studio/queries")).toBeUndefined();
});

test("an Integration page is drawn exactly when its gate would open, whatever the host's list says", () => {
  // Admin elsewhere, plain member here: the host lists everything, this tenant opens nothing.
  expect(drawnPages(["dashboard", "users", "apps", "studio.automata"], () => false)).toEqual(["dashboard", "users"]);
  // Named in an install's access policy only: the host lists nothing, Automata opens.
  expect(drawnPages(["dashboard"], (slug) => slug === "studio.automata")).toEqual(["dashboard", "studio.automata"]);
  expect(drawnPages([], () => true)).toEqual(integrationPages.map(({ slug }) => slug));
});
