import { signIn } from "../e2e/sign-in.ts";
import { automata, ImportPages, sourceOf } from "./import-pages.ts";
import { expect, test } from "./test.ts";

test.use({ hrOptions: { rows: 300 }, expectedStatuses: [403] });

test("who may read the logs sees runs and row errors and has nothing to press; staff read whom to ask", async ({
  page,
  browser,
  tenant,
  hr,
}) => {
  const admin = new ImportPages(page);
  await signIn(page, tenant.admin);
  const installId = await admin.install(sourceOf(hr), { mayRead: "Operations" });
  const runId = await admin.run();
  await admin.seesEnd("Partial");
  const expected = await admin.counters();

  const operations = new ImportPages(
    await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage(),
  );
  await signIn(operations.page, tenant.operations, automata);
  await operations.main.getByRole("link", { name: "KFC EMP Import" }).first().click();
  await expect(operations.page).toHaveURL(`${automata}/${installId}`);
  const verbs = /run now|pause|resume|retry|resolve|reopen|cancel|install|replace|save|test/i;
  await expect(operations.main.getByRole("link", { name: "Settings" })).toHaveCount(0);
  await expect(operations.main.getByRole("button", { name: verbs })).toHaveCount(0);

  await operations.page.goto(`${automata}/${installId}/runs/${runId}`);
  expect(await operations.counters()).toEqual(expected);
  await expect(operations.main.getByRole("button", { name: verbs })).toHaveCount(0);
  await expect(operations.main.getByRole("checkbox")).toHaveCount(0);
  await operations.openRow("Row 15");
  await expect(operations.dialog).toContainText("The employee number is missing.");
  await expect(operations.dialog.getByRole("button", { name: verbs })).toHaveCount(0);
  // The settings are not hidden only: their address shows the runs.
  await operations.open(installId, "settings");
  await expect(operations.main.getByText(hr.sourceUrl)).toHaveCount(0);
  await operations.page.context().close();

  const staff = new ImportPages(await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage());
  await signIn(staff.page, tenant.staff);
  for (const path of [automata, `${automata}/${installId}`, `${automata}/${installId}/runs/${runId}`]) {
    expect((await staff.page.goto(path))?.status()).toBe(403);
    await expect(staff.main).toContainText("studio.automata");
    await expect(staff.main).toContainText("tenant admin");
    await expect(staff.main.getByText("KFC EMP Import")).toHaveCount(0);
  }
  await staff.page.context().close();
});
