import { demoKeys } from "../../supabase/local/legacy-hr.ts";
import { employeeFile } from "../../supabase/local/legacy-hr-file.ts";
import { appName, ImportPages } from "./import-pages.ts";
import { expect, test } from "./test.ts";

// The demo's own HR system, which the server under test has started: 3,000 employees, about one row in a hundred at fault.
const hrUrl = process.env.E2E_HR_URL ?? "";
const source = { sourceUrl: `${hrUrl}/employees.csv`, targetUrl: `${hrUrl}/employees` };
const file = employeeFile({ rows: 3000, faults: "typical" }).expectation();
const conflicts = file.faulty.filter(({ codes }) => codes.includes("conflict_at_target"));
const corrected = employeeFile({ rows: 3000, faults: "none" }).expectation();

async function correctTheSource() {
  const answer = await fetch(`${hrUrl}/admin/fix`, { method: "POST", headers: { "X-Api-Key": demoKeys.sourceKey } });
  expect(answer.status).toBe(200);
}

test.use({ person: "emptyTenant" });

test("a tenant admin installs an app, runs it, deals with what failed, changes it and uninstalls it", async ({
  page,
  context,
}) => {
  test.setTimeout(300_000);
  const pages = new ImportPages(page);
  const { main } = pages;
  const heading = main.getByRole("heading", { level: 1 });

  await test.step("finds it in the store", async () => {
    await page.goto("/dashboard/studio/app-store");
    await main.getByRole("link", { name: appName }).first().click();
    await expect(heading).toContainText(appName);
  });
  const installId = await pages.install(source);

  await test.step("watches a run", async () => {
    await pages.run();
    await expect(heading).toContainText("Running");
    const progress = main.getByRole("progressbar", { name: "Rows processed" });
    const processed = async () => Number(await progress.getAttribute("aria-valuenow", { timeout: 5_000 }));
    // Numbers of before the end, and more than one of them: the page is told while it happens.
    await expect.poll(processed, { timeout: 60_000, intervals: [100] }).toBeGreaterThan(0);
    const early = await processed();
    expect(early).toBeLessThan(100);
    await expect(main).toContainText(" of 3,000");
    await expect.poll(processed, { timeout: 60_000, intervals: [100] }).toBeGreaterThan(early);
    await pages.seesEnd("Partial");
  });
  const parentUrl = page.url();

  await test.step("reads exactly what the file holds", async () => {
    expect(await pages.counters()).toEqual({
      rows: file.total,
      succeeded: file.accepted.length,
      failed: file.faulty.length,
      skipped: file.skipped,
    });
    for (const [title, code] of [
      ["Missing field", "missing_field"],
      ["Malformed field", "malformed_field"],
      ["Duplicate key", "duplicate_key"],
      ["Conflict at target", "conflict_at_target"],
      ["Rejected by target", "rejected_by_target"],
      ["No answer from target", "no_answer_from_target"],
    ] as const) {
      const errors = file.faulty.flatMap(({ codes }) => codes.filter((candidate) => candidate === code)).length;
      await expect(pages.cause(title)).toContainText(`${errors} open of ${errors}`);
    }
  });

  const [first] = file.faulty;
  await test.step("resolves one row error with a note", async () => {
    await pages.openRow(`Row ${first?.rowNumber}`);
    await expect(pages.dialog).toContainText("missing");
    await pages.dialog.getByRole("button", { name: "Resolve" }).click();
    await pages.confirmResolve("Left the company.");
    await expect(page.getByRole("heading", { name: `Row ${first?.rowNumber}` })).toBeHidden();
    await page.keyboard.press("Escape");
    await main.getByRole("link", { name: "Resolved" }).click();
    await pages.openRow(`Row ${first?.rowNumber}`);
    await expect(pages.dialog).toContainText("Lumen Admin resolved it");
    await expect(pages.dialog).toContainText("Left the company.");
    await page.keyboard.press("Escape");
  });

  await test.step("resolves all of one cause", async () => {
    await pages.cause("Conflict at target").getByRole("button", { name: "Resolve all" }).click();
    await pages.confirmResolve("They belong to another store.");
    await expect(pages.cause("Conflict at target")).toContainText(`none open of ${conflicts.length}`);
  });

  await test.step("corrects the source and retries what is left", async () => {
    await correctTheSource();
    await pages.button("Retry failed rows").click();
    await page.waitForURL((url) => url.href !== parentUrl && /\/runs\/[0-9a-f-]{36}$/.test(url.pathname));
    await pages.seesEnd("Success");
    const left = file.faulty.filter((row) => row !== first && !conflicts.includes(row));
    const rows = new Set(left.map(({ rowKey }) => rowKey)).size;
    expect(await pages.counters()).toEqual({ rows, succeeded: rows, failed: 0, skipped: 0 });
  });

  await test.step("goes from the retry to its parent and back", async () => {
    const child = new URL(page.url()).pathname;
    await main.getByRole("link", { name: "an earlier run" }).click();
    await expect(page).toHaveURL(new URL(parentUrl).pathname);
    await expect(main.getByText("No open row errors")).toBeVisible();
    await expect(main.getByRole("heading", { name: "Its failed rows were retried" })).toBeVisible();
    await main.locator(`a[href="${child}"]`).click();
    await expect(page).toHaveURL(child);
  });

  await test.step("pauses it, so that no run starts, and resumes it", async () => {
    const stale = new ImportPages(await context.newPage());
    await stale.open(installId);
    await expect(stale.button("Run now")).toBeVisible();
    await pages.open(installId);
    await pages.button("Pause").click();
    await expect(heading).toContainText("Paused");
    await expect(pages.button("Run now")).toHaveCount(0);
    await stale.button("Run now").click();
    await expect(stale.main.getByRole("alert").filter({ hasText: /paused/i })).toBeVisible();
    await stale.page.close();
    await pages.button("Resume").click();
    await expect(heading).toContainText("Active");
  });

  await test.step("changes the configuration, which the next run goes by", async () => {
    await pages.open(installId, "settings");
    await main.getByLabel("Skip terminated employees").uncheck();
    await pages.button("Save changes").click();
    await expect(main.getByText("Saved.")).toBeVisible();
    await pages.open(installId);
    await pages.run();
    await pages.seesEnd("Success");
    expect(await pages.counters()).toEqual({ rows: 3000, succeeded: 3000, failed: 0, skipped: 0 });
    expect(corrected.skipped).toBeGreaterThan(0);
  });

  await test.step("replaces a credential, which the next run uses", async () => {
    await pages.open(installId, "settings");
    await pages.button("Replace HR system access").click();
    await pages.enterKey(pages.dialog, "X-Api-Key", "a key that opens nothing");
    await pages.dialog.getByRole("button", { name: "Save" }).click();
    await expect(pages.dialog).toBeHidden();
    await pages.open(installId);
    await pages.run();
    await pages.seesEnd("Failed");
    await expect(main).toContainText("The employee file could not be fetched: the HR system answered HTTP 401.");
  });

  await test.step("uninstalls it and reads what is gone and what stays", async () => {
    await pages.open(installId, "settings");
    await pages.button("Uninstall").click();
    await pages.dialog.getByRole("button", { name: "Uninstall" }).click();
    await expect(pages.dialog).toContainText("The workflow was deleted from the automation engine.");
    await expect(pages.dialog).toContainText("2 credentials were deleted from the vault.");
    await expect(pages.dialog).toContainText("4 runs and 0 open row errors");
    await pages.dialog.getByRole("button", { name: "Close" }).last().click();
    await expect(main.getByText("This app is uninstalled")).toBeVisible();
    await expect(heading).toContainText("Uninstalled");
    await page.goto(parentUrl);
    expect((await pages.counters()).failed).toBe(file.faulty.length);
  });
});
