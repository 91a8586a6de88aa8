import { randomBytes } from "node:crypto";
import { collectAnswers, leaks } from "../e2e/received.ts";
import { serverSecrets } from "../e2e/server-secrets.ts";
import { signIn } from "../e2e/sign-in.ts";
import { engine } from "./engine.ts";
import { appName, ImportPages, sourceOf } from "./import-pages.ts";
import { expect, test } from "./test.ts";

// The ids here are the engine's own, made by a real install and real runs; tests/e2e/leaks.spec.ts looks at more pages and
// people, with ids put into the database.

const keys = {
  source: `source-${randomBytes(12).toString("hex")}`,
  target: `target-${randomBytes(12).toString("hex")}`,
  replaced: `replaced-${randomBytes(12).toString("hex")}`,
};

test.use({ hrOptions: { rows: 300, sourceKey: keys.source, targetKey: keys.target } });

test("from installing to uninstalling the browser receives no id and no secret of the engine", async ({
  page,
  sql,
  tenant,
  hr,
}) => {
  await engine.countExecutionsFrom(1_999_000_777);
  const answers = await collectAnswers(page);
  const pages = new ImportPages(page);
  const { main, dialog } = pages;
  /** So that no page is clean because it shows nothing. */
  const shows = (text: string) => expect(main.getByText(text).first()).toBeVisible();

  await signIn(page, tenant.admin);
  const installId = await pages.install({ ...sourceOf(hr), keys });
  await shows(appName);
  const parentRun = await pages.run();
  await pages.seesEnd("Partial");
  await shows("Missing field");
  await pages.openRow("Row 15");
  await expect(dialog.getByText("The row in the source")).toBeVisible();
  await pages.hands.press(dialog.getByRole("button", { name: "Resolve" }));
  await pages.confirmResolve("seen");
  await expect(pages.cause("Missing field")).toContainText("1 open of 2");
  await page.keyboard.press("Escape");

  hr.file.fix();
  await pages.button("Retry failed rows").click();
  await page.waitForURL((url) => !url.pathname.endsWith(parentRun));
  await pages.seesEnd("Success");
  await shows("an earlier run");

  await pages.open(installId, "settings");
  await pages.button(/^Test HR system access$/).click();
  await shows("Not known yet");
  await pages.button(/^Replace HR system access$/).click();
  await pages.enterKey(dialog, "X-Api-Key", keys.replaced);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();

  await pages.open(installId, "steps");
  await shows("Report result");
  // The source refuses the replaced key, and says so.
  await pages.open(installId);
  await pages.run();
  await pages.seesEnd("Failed");
  await shows("HTTP 401");

  const ours = await sql<{ id: string }[]>`
    select n8n_workflow_id as id from tenant_installed_apps where id = ${installId}
    union all select n8n_credential_id from tenant_app_credentials where tenant_installed_app_id = ${installId}
    union all select n8n_execution_id from integration_job_runs where tenant_installed_app_id = ${installId}`;
  expect(ours).toHaveLength(1 + 2 + 3);
  const webhooks = (await engine.workflows()).flatMap(({ nodes }) =>
    nodes.flatMap(({ parameters }) => parameters.path ?? []),
  );
  expect(webhooks.length).toBeGreaterThan(0);
  const vault = (await engine.credentials()).map(({ id }) => id);
  expect(vault).toEqual(expect.arrayContaining(ours.slice(1, 3).map(({ id }) => id)));

  await pages.open(installId, "settings");
  await pages.button("Uninstall").click();
  await dialog.getByRole("button", { name: "Uninstall" }).click();
  await expect(dialog).toContainText("credentials were deleted from the vault");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await shows("This app is uninstalled");

  const file = await page.request.get(`/api/live/runs/${parentRun}/errors.csv?state=all`);
  const received = [
    ...answers,
    { url: "document", body: await page.content() },
    { url: "file", body: await file.text() },
  ];
  expect(received.at(-1)?.body).toContain("missing_field");
  expect(received.filter(({ body }) => body.includes(appName)).length).toBeGreaterThan(5);
  expect(received.some(({ url, body }) => url.includes("/api/live/") && body.length > 0)).toBe(true);
  const forbidden = [...ours.map(({ id }) => id), ...webhooks, ...vault, ...Object.values(keys), ...serverSecrets()];
  expect(leaks(received, forbidden)).toEqual([]);
});
