import { AuthApiError, AuthRetryableFetchError } from "@supabase/supabase-js";
import { expect, test } from "vitest";
import { isAuthOutage } from "@/lib/supabase/auth-outage";
import { hasSessionCookie } from "@/lib/supabase/session-cookies";

test.each([
  [new AuthRetryableFetchError("fetch failed", 0), true],
  [new AuthApiError("boom", 500, undefined), true],
  [new AuthApiError("slow down", 429, "over_request_rate_limit"), true],
  [new AuthApiError("no", 400, "invalid_credentials"), false],
  [new AuthApiError("gone", 403, "session_not_found"), false],
  [null, false],
])("%s is an outage: %s", (error, expected) => {
  expect(isAuthOutage(error)).toBe(expected);
});

test.each([
  [["sb-127-auth-token"], true],
  [["pb-tenant", "sb-project-auth-token.1"], true],
  [["sb-project-auth-token-code-verifier"], false],
  [["pb-tenant"], false],
  [[], false],
])("cookies %j hold a session: %s", (names, expected) => {
  expect(hasSessionCookie(names.map((name) => ({ name })))).toBe(expected);
});
