import { signIn } from "../e2e/sign-in.ts";
import { letSilencePass } from "./clock.ts";
import { engine } from "./engine.ts";
import { appName, automata, ImportPages, sourceOf } from "./import-pages.ts";
import { expect, test } from "./test.ts";

// Enough rows for a run of some seconds: one of them makes it wait for five.
test.use({ hrOptions: { rows: 1200 } });

// Whatever happens here, the other tests need it.
test.afterEach(() => engine.start());

test("a run whose engine dies ends with the reason, and the pages say meanwhile what is the matter", async ({
  page,
  sql,
  origin,
  tenant,
  hr,
}) => {
  const pages = new ImportPages(page);
  const { main } = pages;
  const heading = main.getByRole("heading", { level: 1 });
  await signIn(page, tenant.admin);
  const installId = await pages.install(sourceOf(hr));
  const runId = await pages.run();
  await expect.poll(() => hr.requests(), { timeout: 30_000, intervals: [50] }).toBeGreaterThan(100);
  await engine.kill();

  await expect(heading).toContainText("Running");
  await expect(main.getByText("You can leave this page; the run goes on.")).toBeVisible();
  const other = new ImportPages(await page.context().newPage());
  // How the engine does is asked at most every ten seconds.
  await expect(async () => {
    await other.open(installId);
    await expect(other.main.getByText("The automation engine cannot be reached")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(other.main).toContainText("a run that is under way is settled as soon as the engine answers again");
  await expect(other.main).toContainText("Only the platform team can mend it.");
  await other.button("Run now").click();
  await expect(other.main.getByText("A run is already under way.")).toBeVisible();
  await other.page.goto(automata);
  await expect(other.main.getByText(appName).first()).toBeVisible();

  await engine.start();
  await letSilencePass(sql, origin, runId);
  await pages.seesEnd("Failed");
  await expect(main.getByText("The automation engine stopped while the run was under way.")).toBeVisible();

  // Nothing is left in the way of the next one.
  await pages.open(installId);
  await pages.run();
  await pages.seesEnd("Partial");
  expect((await pages.counters()).failed).toBe(hr.file.expectation().faulty.length);
});

test("whoever installs while the engine is down is told so and keeps what they entered", async ({
  page,
  sql,
  tenant,
  hr,
}) => {
  const pages = new ImportPages(page);
  await signIn(page, tenant.admin);
  await engine.kill();
  await pages.fillForm(sourceOf(hr));
  await pages.installButton.click();
  await expect(pages.form.getByText("The automation engine cannot be reached at the moment.")).toBeVisible();
  expect(await sql`select from tenant_installed_apps where tenant_id = ${tenant.id}`).toHaveLength(0);

  await engine.start();
  await expect(pages.form.getByText(hr.sourceUrl)).toBeVisible();
  await pages.confirmInstall();
});
