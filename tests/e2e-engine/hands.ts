import { expect, type Locator, type Page } from "@playwright/test";

/** How somebody works with a page. */
export interface Hands {
  press(target: Locator): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
  tick(target: Locator): Promise<void>;
}

export const mouse: Hands = {
  press: (target) => target.click(),
  type: (target, text) => target.fill(text),
  tick: (target) => target.check(),
};

const mostStops = 150;

/** Only Tab, Enter, Space and letters; and what was pressed may vanish, but the focus may not. */
export function keyboard(page: Page): Hands {
  async function reach(target: Locator) {
    await expect(target).toBeVisible();
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${target} cannot be reached with Tab.`);
  }
  return {
    async press(target) {
      await reach(target);
      await page.keyboard.press("Enter");
      await expectFocus(page);
    },
    async type(target, text) {
      await reach(target);
      await page.keyboard.type(text);
    },
    async tick(target) {
      await reach(target);
      await page.keyboard.press("Space");
      await expect(target).toBeChecked();
    },
  };
}

/** Somebody without a mouse would have to begin at the top of the page again. */
export async function expectFocus(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName ?? "nothing"), { message: "what has the focus" })
    .not.toMatch(/^(BODY|HTML|nothing)$/);
}
