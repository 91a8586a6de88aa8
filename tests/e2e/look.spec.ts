import type { Page } from "@playwright/test";
import { desktop, expectToLookRight, height, phone, themes } from "./looks.ts";
import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

interface View {
  name: string;
  path: string;
  person: Person | null;
  /** Only at these widths; both when absent. */
  widths?: readonly number[];
  /** What someone does before the page is looked at. */
  prepare?: (page: Page) => Promise<void>;
}

const automata = "/dashboard/studio/automata";
// The demo's import, and last night's run of it.
const importInstall = `${automata}/50000000-0000-4000-8000-000000000001`;
const partialRun = `${importInstall}/runs/60000000-0000-4000-8000-000000000001`;

const views: readonly View[] = [
  { name: "login", path: "/login", person: null },
  { name: "login-ended", path: `/login?next=${automata}&reason=ended`, person: null },
  {
    name: "login-refused",
    path: "/login",
    person: null,
    async prepare(page) {
      await page.getByLabel("E-mail address").fill("admin@kfc.test");
      await page.getByLabel("Password").fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    },
  },
  { name: "dashboard", path: "/dashboard", person: "tenantAdmin" },
  { name: "dashboard-member", path: "/dashboard", person: "member" },
  { name: "no-tenant", path: "/dashboard", person: "inactive" },
  { name: "automata", path: automata, person: "tenantAdmin" },
  {
    name: "automata-table",
    path: automata,
    person: "tenantAdmin",
    async prepare(page) {
      await page.getByText("Show as a table").click();
      await expect(page.getByRole("table", { name: /^Runs by day/ })).toBeVisible();
    },
  },
  { name: "automata-log-reader", path: automata, person: "logReader" },
  { name: "automata-empty", path: automata, person: "emptyTenant" },
  { name: "automata-forbidden", path: automata, person: "member" },
  { name: "app-store", path: "/dashboard/studio/app-store", person: "tenantAdmin" },
  { name: "app-store-search", path: "/dashboard/studio/app-store?q=website&show=installed", person: "tenantAdmin" },
  { name: "app-store-no-match", path: "/dashboard/studio/app-store?q=nothing+like+it", person: "tenantAdmin" },
  { name: "app", path: "/dashboard/studio/app-store/kfc.legacy-emp-import", person: "emptyTenant" },
  { name: "install", path: importInstall, person: "tenantAdmin" },
  { name: "install-log-reader", path: importInstall, person: "logReader" },
  { name: "install-partial-runs", path: `${importInstall}?status=partial&days=30`, person: "tenantAdmin" },
  { name: "install-no-match", path: `${importInstall}?status=aborted`, person: "tenantAdmin" },
  { name: "install-record", path: `${importInstall}?record=E10058`, person: "tenantAdmin" },
  { name: "install-record-unknown", path: `${importInstall}?record=E99999`, person: "tenantAdmin" },
  { name: "install-settings", path: `${importInstall}?view=settings`, person: "tenantAdmin" },
  { name: "install-steps", path: `${importInstall}?view=steps`, person: "tenantAdmin" },
  { name: "run", path: partialRun, person: "tenantAdmin" },
  { name: "run-row", path: `${partialRun}?open=first`, person: "tenantAdmin" },
  {
    name: "run-resolve",
    path: partialRun,
    person: "tenantAdmin",
    async prepare(page) {
      await page.getByRole("button", { name: "Resolve all" }).first().click();
      await expect(page.getByRole("dialog", { name: /^Resolve/ })).toBeVisible();
    },
  },
  { name: "run-log-reader", path: partialRun, person: "logReader" },
  { name: "api-access", path: "/dashboard/apps", person: "tenantAdmin" },
  { name: "webhooks", path: "/dashboard/webhooks", person: "tenantAdmin" },
  { name: "not-found", path: "/dashboard/nothing-here", person: "tenantAdmin" },
  {
    name: "account-menu",
    path: automata,
    person: "tenantAdmin",
    async prepare(page) {
      await page.getByRole("banner").getByRole("button", { name: "Account of" }).click();
      await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
    },
  },
  {
    name: "tenant-menu",
    path: automata,
    person: "superAdmin",
    async prepare(page) {
      await page.getByRole("button", { name: /^Tenant: / }).click();
      await expect(page.getByRole("button", { name: "Lumen Health" })).toBeVisible();
    },
  },
  {
    name: "navigation-drawer",
    path: automata,
    person: "tenantAdmin",
    widths: [phone],
    async prepare(page) {
      await page.getByRole("button", { name: "Open navigation" }).click();
      await expect(page.getByRole("dialog", { name: "Navigation" })).toBeVisible();
    },
  },
];

for (const { name, path, person, widths = [desktop, phone], prepare } of views) {
  for (const colorScheme of themes) {
    for (const width of widths) {
      test.describe(`${name}, ${colorScheme}, ${width} px`, () => {
        test.use({
          person,
          colorScheme,
          viewport: { width, height },
          expectedStatuses: [403, 404],
          // What slides in is measured where it comes to rest.
          contextOptions: { reducedMotion: "reduce" },
        });

        test("has no accessibility violation and nothing beyond the edge", async ({ page }) => {
          await page.goto(path);
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          await prepare?.(page);
          await expectToLookRight(page, `${name}-${colorScheme}-${width}`);
        });
      });
    }
  }
}

test.describe("keyboard", () => {
  test.use({ person: "tenantAdmin" });

  test("the first stop leads past the navigation", async ({ page }) => {
    await page.goto(automata);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to content" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
  });

  test("the section folds and unfolds", async ({ page }) => {
    await page.goto("/dashboard/studio/automata");
    const section = page.getByRole("button", { name: "Integration" });
    await section.focus();
    await expect(section).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Enter");
    await expect(section).toHaveAttribute("aria-expanded", "false");
    await expect(page.getByRole("link", { name: "Webhooks" })).toBeHidden();
    await page.keyboard.press("Space");
    await expect(page.getByRole("link", { name: "Webhooks" })).toBeVisible();
  });

  test.describe("on a phone", () => {
    test.use({ viewport: { width: phone, height } });
    test("the drawer opens, closes with Escape and gives the focus back; it closes on navigation", async ({ page }) => {
      await page.goto("/dashboard");
      const open = page.getByRole("button", { name: /navigation/i }).first();
      await open.focus();
      await page.keyboard.press("Enter");
      const drawer = page.getByRole("dialog", { name: "Navigation" });
      await expect(drawer).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(drawer).toBeHidden();
      await expect(open).toBeFocused();

      await page.keyboard.press("Enter");
      const section = drawer.getByRole("button", { name: "Integration" });
      if ((await section.getAttribute("aria-expanded")) === "false") await section.click();
      await drawer.getByRole("link", { name: "Automata" }).click();
      await expect(page).toHaveURL("/dashboard/studio/automata");
      await expect(drawer).toBeHidden();
    });
  });
});
