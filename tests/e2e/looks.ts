import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const themes = ["light", "dark"] as const;
export const desktop = 1280;
export const phone = 390;
export const height = 844;

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Takes a picture of the page as it is now; nothing of it may be inaccessible, and nothing lie beyond the edge. */
export async function expectToLookRight(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/look/${name}.png`, fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
}

/** The same in both themes and at both widths, without loading the page again: for a state that is hard to come by. */
export async function expectToLookRightEverywhere(page: Page, name: string): Promise<void> {
  for (const width of [phone, desktop]) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveClass(colorScheme === "dark" ? /\bdark\b/ : /^(?!.*\bdark\b)/);
      await expectToLookRight(page, `${name}-${colorScheme}-${width}`);
    }
  }
}
