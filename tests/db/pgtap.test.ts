import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pgtapFiles, readTap, runPgtap } from "../../supabase/local/pgtap.ts";
import { type BareDatabase, migratedDatabase } from "../../supabase/local/testing.ts";

// The walls must hold as well in projects whose default privileges still open every new object.
describe.each([
  ["supabase/tests/database", {}],
  ["supabase/tests/database, with the default grants of older projects", { legacyGrants: true }],
])("%s", (_, options) => {
  let db: BareDatabase;
  beforeAll(async () => {
    db = await migratedDatabase(options);
  });
  afterAll(() => db.close());

  test("has files", () => {
    expect(pgtapFiles().length).toBeGreaterThan(0);
  });

  test.for(pgtapFiles())("%s", async (file) => {
    const report = await runPgtap(db.url(), file);
    expect(report.problems.join("\n"), `${report.ran} assertions ran`).toBe("");
  });
});

describe("reading TAP", () => {
  test("passes a kept plan", () => {
    expect(readTap(["1..2", "ok 1 - a", "ok 2 - b"])).toEqual({ planned: 2, ran: 2, problems: [] });
  });

  test("reports a failed assertion with its diagnostics", () => {
    const { problems } = readTap(["1..2", "not ok 1 - a", '# Failed test 1: "a"', "#   have: 1", "ok 2 - b", "# note"]);
    expect(problems).toEqual(["not ok 1 - a", '# Failed test 1: "a"', "#   have: 1"]);
  });

  test.each([
    ["too few", ["1..3", "ok 1"], "Planned 3 assertions, ran 1."],
    ["none", ["1..0"], "No assertion ran."],
    ["no plan", ["ok 1"], "No plan"],
  ])("reports a broken plan: %s", (_, lines, message) => {
    expect(readTap(lines).problems.join("\n")).toContain(message);
  });

  test("a TODO is no failure", () => {
    expect(readTap(["1..1", "not ok 1 - later # TODO not built"]).problems).toEqual([]);
  });
});
