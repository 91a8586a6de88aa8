import { describe, expect, test } from "vitest";
import { chooseMembership, type Membership } from "@/lib/tenancy/membership";

const membership = (tenantId: string, name: string, isDefault = false): Membership => ({
  tenantId,
  name,
  slug: name.toLowerCase(),
  timezone: "Asia/Singapore",
  isDefault,
});
const harbour = membership("20000000-0000-4000-8000-000000000000", "Harbour");
const kfc = membership("10000000-0000-4000-8000-000000000000", "KFC", true);
const mine = [kfc, harbour];

describe("which tenant a request is for", () => {
  test("the one the cookie names, if it is one of the person's own", () => {
    expect(chooseMembership(mine, harbour.tenantId)).toBe(harbour);
    expect(chooseMembership(mine, kfc.tenantId)).toBe(kfc);
  });

  test.each([
    undefined,
    "",
    "garbage",
    "30000000-0000-4000-8000-000000000000",
    ` ${harbour.tenantId}`,
    `${harbour.tenantId},${kfc.tenantId}`,
    harbour.name,
    "x".repeat(4000),
  ])("the default one for a cookie of %j", (wish) => {
    expect(chooseMembership(mine, wish)).toBe(kfc);
  });

  test("the first by name if there is no default", () => {
    const zulu = membership("40000000-0000-4000-8000-000000000000", "Zulu");
    expect(chooseMembership([zulu, harbour], "garbage")).toBe(harbour);
  });

  test("none without a membership, whatever the cookie says", () => {
    expect(chooseMembership([], undefined)).toBeNull();
    expect(chooseMembership([], kfc.tenantId)).toBeNull();
  });
});
