import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

const pages: readonly { name: string; path: string; person: Person | null }[] = [
  { name: "login", path: "/login", person: null },
  { name: "dashboard", path: "/dashboard", person: "tenantAdmin" },
  { name: "automata", path: "/dashboard/studio/automata", person: "tenantAdmin" },
  { name: "automata-log-reader", path: "/dashboard/studio/automata", person: "logReader" },
  { name: "automata-empty", path: "/dashboard/studio/automata", person: "emptyTenant" },
  { name: "automata-forbidden", path: "/dashboard/studio/automata", person: "member" },
  { name: "app-store", path: "/dashboard/studio/app-store", person: "tenantAdmin" },
  { name: "api-access", path: "/dashboard/apps", person: "tenantAdmin" },
  { name: "webhooks", path: "/dashboard/webhooks", person: "tenantAdmin" },
  { name: "not-found", path: "/dashboard/nothing-here", person: "tenantAdmin" },
];

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const { name, path, person } of pages) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      test.describe(`${name}, ${colorScheme}, ${width} px`, () => {
        test.use({ person, colorScheme, viewport: { width, height: 844 }, expectedStatuses: [403, 404] });

        test("has no accessibility violation and nothing beyond the edge", async ({ page }) => {
          await page.goto(path);
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          await page.screenshot({ path: `test-results/look/${name}-${colorScheme}-${width}.png`, fullPage: true });
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
          expect(await overflow(page)).toBeLessThanOrEqual(0);
        });
      });
    }
  }
}

test.describe("keyboard", () => {
  test.use({ person: "tenantAdmin" });

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
    test.use({ viewport: { width: 390, height: 844 } });
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
