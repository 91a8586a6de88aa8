import { describe, expect, test } from "vitest";
import {
  holdsInstallRight,
  holdsTenantRight,
  mayHoldInstallRight,
  mayOpenPage,
  type Rights,
  rightsSchema,
  visibleInstalls,
} from "@/lib/tenancy/rights";

const install = "a0000000-0000-4000-8000-000000000001";
const other = "a0000000-0000-4000-8000-000000000002";

const row = {
  member: true,
  super_admin: false,
  tenant_id: "10000000-0000-4000-8000-000000000000",
  role_slug: "staff",
  can_view: false,
  can_manage: false,
  can_publish: false,
  log_installs: [] as string[],
  definition_installs: [] as string[],
  pages: [] as string[],
};
const rightsOf = (changes: Partial<typeof row>): Rights => rightsSchema.parse({ ...row, ...changes });

const nobody = rightsOf({});
const reader = rightsOf({ can_view: true, pages: ["studio.automata", "studio.app-store"] });
const logReader = rightsOf({ log_installs: [install] });
const definitionReader = rightsOf({ definition_installs: [install] });
const manager = rightsOf({ can_view: true, can_manage: true, pages: ["studio.automata"] });

describe("what the database answers", () => {
  test.each(Object.keys(row))("%s missing is an error, not a right", (key) => {
    expect(rightsSchema.safeParse({ ...row, [key]: undefined }).success).toBe(false);
  });

  test.each([
    ["can_manage", "true"],
    ["can_view", 1],
    ["log_installs", "all"],
    ["log_installs", ["*"]],
    ["pages", null],
  ])("%s of %j is an error, not a right", (key, value) => {
    expect(rightsSchema.safeParse({ ...row, [key]: value }).success).toBe(false);
  });
});

describe("rights in the tenant", () => {
  test("automata.view: the page, managing, or being named in an install", () => {
    expect(holdsTenantRight(nobody, "automata.view")).toBe(false);
    for (const rights of [reader, logReader, definitionReader, manager]) {
      expect(holdsTenantRight(rights, "automata.view")).toBe(true);
    }
  });

  test("automata.manage and apps.publish come from the database alone", () => {
    for (const rights of [nobody, reader, logReader, definitionReader]) {
      expect(holdsTenantRight(rights, "automata.manage")).toBe(false);
      expect(holdsTenantRight(rights, "apps.publish")).toBe(false);
    }
    expect(holdsTenantRight(manager, "automata.manage")).toBe(true);
    expect(holdsTenantRight(manager, "apps.publish")).toBe(false);
    expect(holdsTenantRight(rightsOf({ can_publish: true }), "apps.publish")).toBe(true);
  });
});

describe("rights of one install", () => {
  test("named in view_logs opens the logs of that install and nothing else", () => {
    expect(holdsInstallRight(logReader, "logs.view", install)).toBe(true);
    expect(holdsInstallRight(logReader, "logs.view", other)).toBe(false);
    expect(holdsInstallRight(logReader, "definition.view", install)).toBe(false);
    expect(holdsInstallRight(definitionReader, "logs.view", install)).toBe(false);
    expect(holdsInstallRight(definitionReader, "definition.view", install)).toBe(true);
  });

  test("seeing the page opens no logs; managing opens all", () => {
    expect(holdsInstallRight(reader, "logs.view", install)).toBe(false);
    expect(mayHoldInstallRight(reader, "logs.view")).toBe(false);
    expect(holdsInstallRight(manager, "logs.view", other)).toBe(true);
    expect(mayHoldInstallRight(logReader, "logs.view")).toBe(true);
    expect(mayHoldInstallRight(logReader, "definition.view")).toBe(false);
  });

  test("the installs on the hub", () => {
    expect(visibleInstalls(nobody)).toEqual([]);
    expect(visibleInstalls(reader)).toBe("all");
    expect(visibleInstalls(manager)).toBe("all");
    expect(visibleInstalls(rightsOf({ log_installs: [install, other], definition_installs: [other] }))).toEqual([
      install,
      other,
    ]);
  });
});

test("a page opens by its own grant in this tenant; Automata also for people named in an install", () => {
  expect(mayOpenPage(nobody, "studio.automata")).toBe(false);
  expect(mayOpenPage(logReader, "studio.automata")).toBe(true);
  expect(mayOpenPage(logReader, "studio.app-store")).toBe(false);
  expect(mayOpenPage(reader, "studio.app-store")).toBe(true);
  expect(mayOpenPage(reader, "webhooks")).toBe(false);
});
