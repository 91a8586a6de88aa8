import { NextRequest } from "next/server";
import { beforeEach, expect, test, vi } from "vitest";
import { config, proxy } from "@/proxy";

const world = vi.hoisted(() => ({ state: "signed_in", appUrl: "https://app.example" }));
vi.mock("@/lib/env", () => ({ env: () => ({ APP_URL: world.appUrl }), isDevelopment: false }));
vi.mock("@/lib/supabase/proxy", () => ({
  refreshSession: async () => ({
    state: world.state,
    applyTo: (response: Response & { cookies: { set: (name: string, value: string) => void } }) =>
      response.cookies.set("sb-x-auth-token", "refreshed"),
  }),
}));

const call = (path: string, method = "GET") => proxy(new NextRequest(`https://app.example${path}`, { method }));

beforeEach(() => {
  world.state = "signed_in";
  world.appUrl = "https://app.example";
});

test.each([
  ["signed_out", null],
  ["ended", "ended"],
])("a %s person who opens a page is sent to sign in, and then back", async (state, reason) => {
  world.state = state;
  const response = await call("/dashboard/studio/automata?status=partial&_rsc=1x2y");
  const target = new URL(response.headers.get("location") ?? "");
  expect(response.status).toBe(307);
  expect(target.origin + target.pathname).toBe("https://app.example/login");
  expect(target.searchParams.get("next")).toBe("/dashboard/studio/automata?status=partial");
  expect(target.searchParams.get("reason")).toBe(reason);
  // A refresh that ends in a redirect would otherwise be lost, and with it the session.
  expect(response.cookies.get("sb-x-auth-token")?.value).toBe("refreshed");
});

test.each([
  ["signed_in", "/dashboard", "GET"],
  // The Auth server did not answer: nobody is signed out for that.
  ["unknown", "/dashboard", "GET"],
  ["signed_out", "/login", "GET"],
  ["signed_out", "/dashboardish", "GET"],
  // An action answers for itself: a redirected POST would be posted again.
  ["signed_out", "/dashboard", "POST"],
])("%s at %s with %s is let through", async (state, path, method) => {
  world.state = state;
  const response = await call(path, method);
  expect(response.headers.get("location")).toBeNull();
  expect(response.headers.get("x-middleware-next")).toBe("1");
  expect(response.cookies.get("sb-x-auth-token")?.value).toBe("refreshed");
});

test("scripts need the nonce of this one answer, and no page may frame the app", async () => {
  const policies = await Promise.all([call("/login"), call("/login")]);
  const [first, second] = policies.map((response) => response.headers.get("content-security-policy") ?? "");
  expect(first).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic';/);
  expect(first).not.toContain("unsafe-eval");
  expect(first).toContain("frame-ancestors 'none'");
  expect(first).not.toBe(second);
});

test("a nonce sent along by the caller is not used", async () => {
  const headers = { "x-nonce": "chosen", "content-security-policy": "script-src 'nonce-chosen'" };
  const response = await proxy(new NextRequest("https://app.example/login", { headers }));
  expect(response.headers.get("x-middleware-request-x-nonce")).toMatch(/^[0-9a-f]{32}$/);
  expect(response.headers.get("x-middleware-request-content-security-policy")).not.toContain("chosen");
});

test("HTTPS is promised only where the app is served over it", async () => {
  expect((await call("/login")).headers.get("strict-transport-security")).toContain("max-age=");
  world.appUrl = "http://localhost:3000";
  expect((await call("/login")).headers.get("strict-transport-security")).toBeNull();
});

test.each([
  ["/dashboard", true],
  ["/api/automata-look-alike", true],
  ["/api/automata", false],
  ["/api/automata/runs/1/result", false],
  ["/_next/static/chunk.js", false],
])("%s goes through the proxy: %s", (path, expected) => {
  expect(new RegExp(`^${config.matcher[0]}$`).test(path)).toBe(expected);
});
