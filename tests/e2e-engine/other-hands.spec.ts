import type { Page } from "@playwright/test";
import type { LegacyHr } from "../../supabase/local/legacy-hr.ts";
import { signIn } from "../e2e/sign-in.ts";
import { expectFocus, type Hands, keyboard, mouse } from "./hands.ts";
import { ImportPages, sourceOf } from "./import-pages.ts";
import { expect, test } from "./test.ts";

test.use({ hrOptions: { rows: 300 } });

/**
 * The part of the way that everybody goes: install, run, look at a row error, resolve it, retry the others, pause, resume.
 * @param look is called where something has just vanished: a dialog, a button, a row
 */
async function mainPart(page: Page, hands: Hands, hr: LegacyHr, look: () => Promise<void>) {
  const pages = new ImportPages(page, hands);
  const installId = await pages.install(sourceOf(hr));
  await pages.run();
  await pages.seesEnd("Partial");
  const { total, skipped, accepted, faulty } = hr.file.expectation();
  expect(await pages.counters()).toEqual({
    rows: total,
    succeeded: accepted.length,
    failed: faulty.length,
    skipped,
  });

  await pages.openRow("Row 15");
  await page.keyboard.press("Escape");
  await expect(pages.dialog).toBeHidden();
  await look();
  await pages.openRow("Row 15");
  await hands.press(pages.dialog.getByRole("button", { name: "Resolve" }));
  await pages.confirmResolve("Left the company.");
  await expect(page.getByRole("heading", { name: "Row 15" })).toBeHidden();
  await look();
  await hands.press(pages.dialog.getByRole("button", { name: "Close" }));
  await expect(pages.dialog).toBeHidden();
  await look();

  const parent = page.url();
  hr.file.fix();
  await hands.press(pages.button("Retry failed rows"));
  await page.waitForURL((url) => url.href !== parent);
  await pages.seesEnd("Success");
  const rows = faulty.length - 1;
  expect(await pages.counters()).toEqual({ rows, succeeded: rows, failed: 0, skipped: 0 });

  await pages.open(installId);
  await hands.press(pages.button("Pause"));
  await expect(pages.button("Pause")).toHaveCount(0);
  await look();
  await hands.press(pages.button("Resume"));
  await expect(pages.button("Resume")).toHaveCount(0);
  await look();
  await pages.open(installId, "settings");
  await hands.press(pages.button("Uninstall"));
  await hands.press(pages.dialog.getByRole("button", { name: "Keep it" }));
  await expect(pages.dialog).toBeHidden();
  await look();
}

test("without a mouse, and never without knowing where one is", async ({ page, tenant, hr }) => {
  await signIn(page, tenant.admin);
  await mainPart(page, keyboard(page), hr, () => expectFocus(page));
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("with a thumb, and nothing beyond the edge", async ({ page, tenant, hr }) => {
    const wide: string[] = [];
    const look = async () => {
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (beyond > 0) wide.push(`${beyond} px at ${page.url()}`);
    };
    const thumb: Hands = {
      ...mouse,
      async press(target) {
        await target.tap();
        await look();
      },
    };
    await signIn(page, tenant.admin);
    await mainPart(page, thumb, hr, look);
    await look();
    expect(wide).toEqual([]);
  });
});
