import { test as plainTest } from "@playwright/test";
import { expect, test } from "./test.ts";

test("every page carries the security headers and a policy with a nonce of its own", async ({ request }) => {
  const [first, second] = [await request.get("/login"), await request.get("/login")];
  const headers = first.headers();
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
  });
  expect(headers["x-powered-by"]).toBeUndefined();

  const nonce = (value = "") => /'nonce-([\w-]+)'/.exec(value)?.[1];
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-eval");
  expect(/script-src[^;]*unsafe-inline/.test(policy)).toBe(false);
  expect(nonce(policy)).toBeTruthy();
  expect(nonce(policy)).not.toBe(nonce(second.headers()["content-security-policy"]));

  const html = await first.text();
  const scripts = html.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toContain(`nonce="${nonce(policy)}"`);
});

test.describe("signed in", () => {
  test.use({ person: "tenantAdmin", expectedStatuses: [404] });
  for (const path of ["/dashboard/studio/automata", "/dashboard/studio/nothing-here"]) {
    test(`${path} is kept by no shared cache and framed by nobody`, async ({ page }) => {
      const headers = (await page.goto(path))?.headers() ?? {};
      expect(headers["cache-control"]).toMatch(/private|no-store/);
      expect(headers["x-frame-options"]).toBe("DENY");
      expect(headers["content-security-policy"]).toMatch(/script-src [^;]*'nonce-/);
    });
  }
});

// Not the fixture's `test`: the refusal that it forbids is what this one is about.
plainTest("a script without the nonce does not run", async ({ page }) => {
  await page.goto("/login");
  const refused = page.waitForEvent("console", (message) => /Content Security Policy/.test(message.text()));
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="document.title = \'ran\'">');
  });
  await refused;
  await expect(page).not.toHaveTitle("ran");
});
