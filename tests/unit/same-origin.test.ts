import { expect, test } from "vitest";
import { isSameOrigin } from "@/lib/same-origin";

const app = "https://app.example";

test.each([
  [{ origin: "https://app.example", host: "internal:3000" }],
  [{ origin: "http://localhost:3000", host: "localhost:3000" }],
  [{ origin: "https://alias.example", host: "internal:3000", "x-forwarded-host": "alias.example" }],
  [{ "sec-fetch-site": "same-origin", host: "app.example" }],
  [{ origin: "null", "sec-fetch-site": "same-origin", host: "app.example" }],
])("a page of the app: %j", (headers) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>), app)).toBe(true);
});

test.each([
  [{}],
  [{ host: "app.example" }],
  [{ host: "app.example", "sec-fetch-site": "none" }],
  [{ host: "app.example", "sec-fetch-site": "same-site" }],
  [{ host: "app.example", "sec-fetch-site": "cross-site" }],
  [{ host: "app.example", origin: "null" }],
  [{ host: "app.example", origin: "" }],
  [{ host: "app.example", origin: "garbage" }],
  [{ host: "app.example", origin: "https://evil.example" }],
  [{ host: "app.example", origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
  [{ host: "app.example", origin: "https://app.example.evil.example" }],
  [{ host: "app.example", origin: "https://sub.app.example" }],
])("not a page of the app: %j", (headers) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>), app)).toBe(false);
});
