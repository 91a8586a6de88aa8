import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostPageRoute, loginRoute, routes, safeNextPath } from "@/lib/routes";

describe("safeNextPath", () => {
  test.each([
    ["/dashboard", "/dashboard"],
    ["/dashboard/studio/automata?status=partial&x=1#row", "/dashboard/studio/automata?status=partial&x=1#row"],
    ["/dashboard/../dashboard/apps", "/dashboard/apps"],
    ["/dashboard/%2F%2Fevil.example", "/dashboard/%2F%2Fevil.example"],
  ])("keeps %j", (next, expected) => {
    expect(safeNextPath(next)).toBe(expected);
  });

  test.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/dashboard\\..\\evil",
    "https://evil.example/dashboard",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    " /dashboard",
    "/\t/evil.example",
    "/\n/evil.example",
    "/dashboard\u0000",
    "/.//evil.example",
    "/x/..//evil.example",
    "/%2e//evil.example",
    "/login",
    "/login?next=/login",
    `/${"x".repeat(3000)}`,
    "",
    undefined,
    null,
    ["/dashboard/apps", "//evil.example"],
    { toString: () => "//evil.example" },
  ])("sends %j to the dashboard", (next) => {
    expect(safeNextPath(next)).toBe(routes.dashboard);
  });

  test("never leaves the origin, whatever it is given", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "@",
      ":",
      "%2f",
      "%5c",
      "\t",
      "\r\n",
      "?",
      "#",
      "evil.example",
      "https:",
      "a",
    );
    const hostile = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
      fc.string(),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(hostile, (next) => {
        const target = new URL(safeNextPath(next), "https://app.example/login");
        expect(target.origin).toBe("https://app.example");
      }),
      { numRuns: 20_000 },
    );
  });
});

test("the sign-in page is told where to go afterwards, and why it is shown", () => {
  const url = new URL(loginRoute("/dashboard/apps?a=1&b=2", "ended"), "https://app.example");
  expect(url.pathname).toBe(routes.login);
  expect(url.searchParams.get("next")).toBe("/dashboard/apps?a=1&b=2");
  expect(url.searchParams.get("reason")).toBe("ended");
  expect(loginRoute("/dashboard")).not.toContain("reason");
});

test.each([
  ["studio.system-collections", "/dashboard/studio/system-collections"],
  ["users", "/dashboard/users"],
])("the host's page %s is at %s", (slug, expected) => {
  expect(hostPageRoute(slug)).toBe(expected);
});
