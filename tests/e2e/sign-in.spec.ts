import type { Page } from "@playwright/test";
import { password, people } from "./people.ts";
import { expect, installedApps, test } from "./test.ts";

async function signIn(page: Page, email: string, secret = password) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("Automata is two clicks after signing in", async ({ page }) => {
  await page.goto("/");
  await signIn(page, people.tenantAdmin);
  await expect(page).toHaveURL("/dashboard");
  const navigation = page.getByRole("navigation").first();
  const integration = navigation.getByRole("button", { name: "Integration" });
  if ((await integration.getAttribute("aria-expanded")) === "false") await integration.click();
  await navigation.getByRole("link", { name: "Automata" }).click();
  await expect(page).toHaveURL("/dashboard/studio/automata");
  await expect(page.getByRole("heading", { level: 1, name: "Automata" })).toBeVisible();
  await expect(installedApps(page).getByText("KFC EMP Import")).toBeVisible();
  await expect(navigation.getByRole("link", { name: "Automata" })).toHaveAttribute("aria-current", "page");
});

test("a wrong password is said so without telling whether the account exists; the address stays", async ({ page }) => {
  await page.goto("/login");
  await signIn(page, people.tenantAdmin, "not the password");
  const message = page.getByRole("main").getByRole("alert");
  await expect(message).toBeVisible();
  const known = await message.textContent();
  await expect(page.getByLabel("E-mail address")).toHaveValue(people.tenantAdmin);

  await signIn(page, "nobody@kfc.test", "not the password");
  await expect(page.getByLabel("E-mail address")).toHaveValue("nobody@kfc.test");
  await expect(message).toHaveText(known ?? "");
});

test("someone signed out is taken to the sign-in page and then where they wanted to go", async ({ page }) => {
  await page.goto("/dashboard/studio/automata?from=mail");
  await expect(page).toHaveURL(/\/login\?next=/);
  await signIn(page, people.tenantAdmin);
  await expect(page).toHaveURL("/dashboard/studio/automata?from=mail");
});

test("a session that ended says so and leads back", async ({ page, context }) => {
  await page.goto("/login");
  await signIn(page, people.tenantAdmin);
  await expect(page).toHaveURL("/dashboard");
  const cookies = await context.cookies();
  const session = cookies.filter(({ name }) => name.startsWith("sb-"));
  expect(session.length).toBeGreaterThan(0);
  await context.addCookies(session.map((cookie) => ({ ...cookie, value: "base64-bm90IGEgc2Vzc2lvbg" })));

  await page.goto("/dashboard/studio/automata");
  await expect(page).toHaveURL(/\/login\?/);
  await expect(page.getByRole("main")).toContainText("Your session has ended");
  await signIn(page, people.tenantAdmin);
  await expect(page).toHaveURL("/dashboard/studio/automata");
});

test("a session that is gone in the middle of work is noticed at the next click", async ({ page, context }) => {
  await page.goto("/login");
  await signIn(page, people.tenantAdmin);
  await expect(page).toHaveURL("/dashboard");
  await context.clearCookies({ name: /^sb-/ });

  await page.getByRole("main").getByRole("link", { name: "Webhooks" }).click();
  await expect(page).toHaveURL(/\/login\?next=%2Fdashboard%2Fwebhooks/);
  await signIn(page, people.tenantAdmin);
  await expect(page).toHaveURL("/dashboard/webhooks");
});

test.describe("after signing in", () => {
  // What is left of such an address may well be a page that does not exist, on this origin.
  test.use({ expectedStatuses: [404] });
  for (const next of [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/%09/evil.example",
    "/.//evil.example",
  ]) {
    test(`signing in never leads off this origin: ${next}`, async ({ page, baseURL }) => {
      await page.goto(`/login?next=${encodeURIComponent(next)}`);
      await signIn(page, people.tenantAdmin);
      await page.waitForURL((url) => url.pathname !== "/login");
      expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? "").origin);
    });
  }
});

test("session cookies are out of reach for scripts", async ({ page, context }) => {
  await page.goto("/login");
  await signIn(page, people.tenantAdmin);
  await expect(page).toHaveURL("/dashboard");
  const session = (await context.cookies()).filter(({ name }) => name.startsWith("sb-"));
  expect(session.length).toBeGreaterThan(0);
  for (const { httpOnly, sameSite } of session)
    expect({ httpOnly, sameSite }).toEqual({ httpOnly: true, sameSite: "Lax" });
});

test("signing out ends the session", async ({ page }) => {
  await page.goto("/login");
  await signIn(page, people.member);
  await expect(page).toHaveURL("/dashboard");
  await page
    .getByRole("banner")
    .getByRole("button", { name: /KFC Staff|account/i })
    .click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/login/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("signing in works", async ({ page }) => {
    await page.goto("/login");
    await signIn(page, people.tenantAdmin);
    await expect(page).toHaveURL("/dashboard");
  });
});
