import { createTenant } from "../e2e/own-tenant.ts";
import { signIn } from "../e2e/sign-in.ts";
import { appName, automata, ImportPages, sourceOf } from "./import-pages.ts";
import { expect, test } from "./test.ts";

test.use({ expectedStatuses: [404] });

test("an admin of two tenants works in one at a time", async ({ page, sql, tenant, hr }) => {
  const other = await createTenant(sql);
  await sql`
    insert into tenant_users (tenant_id, user_id, role_id, role, status)
    select ${other.id}, users.id, roles.id, 'tenant_admin', 'active'
    from auth.users, roles
    where users.email = ${tenant.admin} and roles.tenant_id = ${other.id} and roles.slug = 'tenant_admin'`;
  const pages = new ImportPages(page);
  const { main } = pages;
  const switchTo = async (from: string, to: string) => {
    await page.getByRole("button", { name: `Tenant: ${from}` }).click();
    await page.getByRole("button", { name: to }).click();
    await expect(page.getByRole("button", { name: `Tenant: ${to}` })).toBeVisible();
  };
  await signIn(page, tenant.admin);
  const installId = await pages.install(sourceOf(hr));
  const runId = await pages.run();
  await pages.seesEnd("Partial");
  const first = `${automata}/${installId}`;

  await switchTo(tenant.name, other.name);
  await page.goto(automata);
  await expect(main.getByRole("link", { name: /App Store/ }).first()).toBeVisible();
  await expect(main.getByText(appName)).toHaveCount(0);
  for (const path of [first, `${first}?view=settings`, `${first}/runs/${runId}`]) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(main.getByText(appName)).toHaveCount(0);
  }
  for (const path of [`/api/live/runs/${runId}`, `/api/live/runs/${runId}/errors.csv`])
    expect((await page.request.get(path)).status()).toBe(404);
  // Here it is not installed yet.
  const second = await pages.install(sourceOf(hr));
  expect(second).not.toBe(installId);

  await switchTo(other.name, tenant.name);
  await pages.open(installId);
  await expect(main.getByText("Partial").first()).toBeVisible();
  expect((await page.goto(`${automata}/${second}`))?.status()).toBe(404);
});
