import { expect, installedApps, test } from "./test.ts";

const automata = "/dashboard/studio/automata";
const kfcImport = "KFC EMP Import";
const websiteCheck = "Website check";

test.describe("log reader", () => {
  test.use({ person: "logReader" });
  test("sees the app whose logs name the role, and no other", async ({ page }) => {
    await page.goto(automata);
    await expect(installedApps(page).getByText(kfcImport)).toBeVisible();
    await expect(page.getByRole("main").getByText(websiteCheck)).toHaveCount(0);
  });
});

test.describe("plain member", () => {
  test.use({ person: "member", expectedStatuses: [403] });
  test("reads which right is missing and who can grant it", async ({ page }) => {
    const response = await page.goto(automata);
    expect(response?.status()).toBe(403);
    await expect(page.getByRole("main")).toContainText("studio.automata");
    await expect(page.getByRole("main")).toContainText("tenant admin");
    await expect(page.getByRole("main").getByText(kfcImport)).toHaveCount(0);
  });
  test("is shown no Integration section", async ({ page }) => {
    await page.goto("/dashboard");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: "Automata" })).toHaveCount(0);
  });
});

test.describe("inactive member", () => {
  test.use({ person: "inactive", expectedStatuses: [403] });
  test("gets nothing of the tenant", async ({ page }) => {
    const response = await page.goto(automata);
    expect(response?.status()).toBe(403);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account has no tenant");
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
    await expect(page.getByText(kfcImport)).toHaveCount(0);
  });
});

test.describe("admin in one tenant, member in another", () => {
  test.use({ person: "inTwoTenants", expectedStatuses: [403] });
  test("has the rights of the tenant that is chosen", async ({ page, context }) => {
    await page.goto(automata);
    await expect(installedApps(page).getByText(websiteCheck)).toBeVisible();
    await page.getByRole("button", { name: "Tenant: Harbour Logistics" }).click();
    await page.getByRole("button", { name: "KFC Singapore" }).click();
    await expect(page.getByRole("button", { name: "Tenant: KFC Singapore" })).toBeVisible();
    const choice = (await context.cookies()).find(({ name }) => name === "pb-tenant");
    expect(choice).toMatchObject({ httpOnly: true, sameSite: "Lax" });
    await expect(page.getByRole("link", { name: "Automata" })).toHaveCount(0);
    const response = await page.goto(automata);
    expect(response?.status()).toBe(403);
  });
});

test.describe("empty tenant", () => {
  test.use({ person: "emptyTenant" });
  test("is led to the App Store", async ({ page }) => {
    await page.goto(automata);
    await page
      .getByRole("main")
      .getByRole("link", { name: /App Store/ })
      .click();
    await expect(page).toHaveURL("/dashboard/studio/app-store");
    await expect(page.getByRole("main").getByText(kfcImport)).toBeVisible();
    // Drafts are nobody's business yet.
    await expect(page.getByText("Stock Level Sync")).toHaveCount(0);
  });
});

test.describe("super admin", () => {
  test.use({ person: "superAdmin" });
  test("may act in any tenant and is told so", async ({ page }) => {
    await page.goto(automata);
    await page.getByRole("button", { name: /^Tenant: / }).click();
    await page.getByRole("button", { name: "KFC Singapore" }).click();
    await expect(page.getByRole("banner")).toContainText("Acting in KFC Singapore");
    await page.goto(automata);
    await expect(installedApps(page).getByText(kfcImport)).toBeVisible();
  });
});

test.describe("tenant admin", () => {
  test.use({ person: "tenantAdmin", expectedStatuses: [404] });

  const harbour = "10000000-0000-4000-8000-000000000002";
  for (const value of [harbour, "99999999-9999-4999-8999-999999999999", "' or 1=1 --", ""]) {
    test(`a tenant cookie of "${value}" is a wish, not a right`, async ({ page, context, baseURL }) => {
      await context.addCookies([{ name: "pb-tenant", value: encodeURIComponent(value), url: baseURL ?? "" }]);
      await page.goto(automata);
      await expect(page.getByRole("banner")).toContainText("KFC Singapore");
      await expect(installedApps(page).getByText(kfcImport)).toBeVisible();
    });
  }

  test("an unknown address is a page that says so", async ({ page }) => {
    const response = await page.goto("/dashboard/studio/nothing-here");
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
  });
});
