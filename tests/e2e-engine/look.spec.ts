import { expectToLookRightEverywhere } from "../e2e/looks.ts";
import { signIn } from "../e2e/sign-in.ts";
import { letSilencePass } from "./clock.ts";
import { engine } from "./engine.ts";
import { ImportPages, sourceOf } from "./import-pages.ts";
import { expect, test } from "./test.ts";

// States that only an engine brings about; those without one are in tests/e2e/look.spec.ts.
test.use({ hrOptions: { rows: 1200 }, contextOptions: { reducedMotion: "reduce" } });

test.afterEach(() => engine.start());

test("every state of an install's life is accessible and stays on the screen", async ({
  page,
  sql,
  origin,
  tenant,
  hr,
}) => {
  test.setTimeout(300_000);
  const pages = new ImportPages(page);
  const { main } = pages;
  const looksRight = (name: string) => expectToLookRightEverywhere(page, `engine-${name}`);
  await signIn(page, tenant.admin);

  await page.goto("/dashboard/studio/app-store/kfc.legacy-emp-import");
  await pages.form.getByRole("button", { name: "Continue" }).click();
  await expect(pages.form.getByText("This is needed.").first()).toBeVisible();
  await looksRight("wizard-problems");
  await pages.fillForm(sourceOf(hr), {
    onStep: (title) => looksRight(`wizard-${title.toLowerCase().replaceAll(" ", "-")}`),
  });

  // The request waits here, so that the progress can be looked at; then it goes its way.
  const { promise: looked, resolve: goOn } = Promise.withResolvers<void>();
  await page.route("**/app-store/*", async (route) => {
    if (route.request().method() === "POST") await looked;
    await route.continue();
  });
  await pages.installButton.click();
  await expect(main.getByRole("list", { name: "Progress" })).toBeVisible();
  await looksRight("installing");
  goOn();
  await expect(main.getByText("is installed and ready")).toBeVisible({ timeout: 60_000 });
  await page.unrouteAll({ behavior: "wait" });
  await looksRight("installed");

  await main.getByRole("link", { name: "Test the credentials" }).click();
  await pages.button("Test HR system access").click();
  await expect(main.getByText("The next run will tell.")).toBeVisible();
  await looksRight("settings");

  const installId = /automata\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
  const runId = await pages.run();
  await expect.poll(() => hr.requests(), { timeout: 30_000, intervals: [50] }).toBeGreaterThan(100);
  await engine.kill();
  await expect(async () => {
    await page.reload();
    await expect(main.getByText("The automation engine cannot be reached")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await looksRight("running-unreachable");

  await engine.start();
  await letSilencePass(sql, origin, runId);
  await pages.seesEnd("Failed");
  await looksRight("failed");

  await pages.open(installId, "settings");
  await pages.button("Uninstall").click();
  await looksRight("uninstall-question");
  await pages.dialog.getByRole("button", { name: "Uninstall" }).click();
  await expect(pages.dialog).toContainText("The workflow was deleted from the automation engine.");
  await looksRight("uninstall-receipt");
});

test("nothing moves on the page while the numbers of a run arrive", async ({ page, tenant, hr }) => {
  const pages = new ImportPages(page);
  await signIn(page, tenant.admin);
  await pages.install(sourceOf(hr));
  await pages.run();
  await expect(pages.main.getByRole("progressbar")).toBeVisible();
  await page.evaluate(() => {
    const seen = window as unknown as { shifts: number[] };
    seen.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift" });
  });
  const processed = () => pages.main.getByText("Processed").locator("xpath=following-sibling::dd").textContent();
  const numbers = new Set<string | null>();
  await expect
    .poll(
      async () => {
        numbers.add(await processed());
        return numbers.size;
      },
      { timeout: 60_000, intervals: [100] },
    )
    .toBeGreaterThan(2);
  const shifts = () => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  expect(await shifts()).toEqual([]);

  // The watch would see it: otherwise it were content with anything.
  await page.evaluate(() => {
    const pushes = document.createElement("div");
    pushes.style.height = "20px";
    document.querySelector("main")?.prepend(pushes);
  });
  await expect.poll(shifts).not.toEqual([]);
});
