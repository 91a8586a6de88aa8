import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { countersAddUp, runStatus } from "@/lib/automata/run-status";
import { readApps } from "../../supabase/apps/build-seed";
import { demoKeys, type LegacyHr, type LegacyHrOptions, startLegacyHr } from "../../supabase/local/legacy-hr";
import { documentedJson } from "../unit/automata/documented-json";
import { type InstalledApp, installApp } from "./installed-app";
import { type ReceivedRun, type ReportReceiver, startReportReceiver } from "./report-receiver";

let receiver: ReportReceiver;
const opened: { remove?(): Promise<void>; close?(): Promise<void> }[] = [];

beforeAll(async () => {
  receiver = await startReportReceiver();
});
afterAll(async () => {
  for (const thing of opened.reverse()) await (thing.remove?.() ?? thing.close?.());
  await receiver.close();
});

const workflowOf = (slug: string) => readApps().find((app) => app.slug === slug)?.workflow;

const targetHeader = (value: string) => ({ name: "X-Target-Key", value });
const sourceHeader = (value: string) => ({ name: "X-Api-Key", value });

async function install(template: unknown, headers?: Parameters<typeof installApp>[3]): Promise<InstalledApp> {
  const app = await installApp(inject("engine"), receiver, template, headers);
  opened.push(app);
  return app;
}

async function startHr(options: Partial<LegacyHrOptions> = {}): Promise<LegacyHr> {
  const hr = await startLegacyHr({ port: 0, ...options });
  opened.push(hr);
  return hr;
}

const configFor = (hr: LegacyHr) => ({ source_url: hr.sourceUrl, target_url: hr.targetUrl, skip_terminated: true });

const statusOf = ({ result }: ReceivedRun) =>
  runStatus({
    total: result.total_rows,
    success: result.success_count,
    error: result.error_count,
    skipped: result.skipped_count,
    stopped: typeof result.outcome_reason === "string",
  });

function expectConsistent({ result, errors, batches }: ReceivedRun) {
  const { total_rows: total, success_count: success, error_count: error, skipped_count: skipped } = result;
  expect(countersAddUp({ total, success, error, skipped, stopped: false })).toBe(true);
  expect(new Set(errors.map((entry) => entry.row_number)).size).toBe(error);
  expect(new Set(batches.map((batch) => batch.batch_no)).size).toBe(result.batches);
}

/** Faults per row, in the order of the file, as LegacyHr announces them. */
function faultsByRow({ errors }: ReceivedRun) {
  const rows = new Map<number, { rowNumber: number; rowKey: string; codes: string[] }>();
  for (const { row_number, row_key, code } of errors) {
    const rowNumber = row_number ?? 0;
    const row = rows.get(rowNumber) ?? { rowNumber, rowKey: row_key, codes: [] };
    row.codes.push(code);
    rows.set(rowNumber, row);
  }
  return [...rows.values()].sort((a, b) => a.rowNumber - b.rowNumber);
}

describe("KFC EMP Import", () => {
  let app: InstalledApp;

  beforeAll(async () => {
    app = await install(workflowOf("kfc.legacy-emp-import"), {
      hr_api: sourceHeader(demoKeys.sourceKey),
      target_api: targetHeader(demoKeys.targetKey),
    });
  });

  test("a file of 3,000 rows: exactly the known faults, exactly the good rows at the target; then only the failed rows", async () => {
    const hr = await startHr({ rows: 3000, faults: "typical" });
    const expected = hr.file.expectation();

    const run = await app.run(configFor(hr));

    expect(faultsByRow(run)).toEqual(expected.faulty);
    expect(run.result).toMatchObject({
      total_rows: 3000,
      success_count: expected.accepted.length,
      error_count: expected.faulty.length,
      skipped_count: expected.skipped,
    });
    expectConsistent(run);
    expect(statusOf(run)).toBe("partial");
    expect(run.progress).toBe(3000);
    expect([...hr.received().keys()].sort()).toEqual([...expected.accepted].sort());
    // Text that looks like a calculation arrives as text.
    expect(hr.received().get("E10042")?.full_name).toBe("={{ 76543*98765 }}");
    expect(hr.received().get("E10000")?.full_name).toBe("Tan, Wei Ling 0");

    const sent = hr.requests();
    hr.file.fix();
    const wanted = [...new Set(expected.faulty.map((row) => row.rowKey))];
    const rowsToRetry = wanted.map((row_key) => ({ row_key, row_number: null }));
    const retry = await app.run(configFor(hr), rowsToRetry);

    expect(statusOf(retry)).toBe("success");
    expect(retry.errors).toEqual([]);
    expect([...(retry.result.succeeded_keys ?? [])].sort()).toEqual([...wanted].sort());
    expect(retry.result.gone_keys).toEqual([]);
    expect(retry.result.total_rows).toBe(wanted.length);
    expect(hr.requests() - sent).toBe(wanted.length);
  });

  test("a retry in which one row still fails and another is gone", async () => {
    const hr = await startHr({ rows: 300, faults: "typical" });
    const [first, second, third] = hr.file.expectation().faulty;
    if (!first || !second || !third) throw new Error("The file has too few faults.");
    hr.file.fix([second.rowNumber]);
    hr.file.remove([300]);

    const retry = await app.run(configFor(hr), [
      { row_key: first.rowKey, row_number: first.rowNumber },
      { row_key: second.rowKey, row_number: second.rowNumber },
      { row_key: "E10298", row_number: 300 },
    ]);

    expect(faultsByRow(retry)).toEqual([first]);
    expect(retry.result).toMatchObject({
      total_rows: 2,
      success_count: 1,
      error_count: 1,
      succeeded_keys: [second.rowKey],
      gone_keys: ["E10298"],
    });
    expect(statusOf(retry)).toBe("partial");
  });

  test("10,000 failing rows, reported in bounded batches", async () => {
    const hr = await startHr({ rows: 10_000, faults: "all" });
    const run = await app.run(configFor(hr));
    const expected = hr.file.expectation();
    expect(faultsByRow(run)).toEqual(expected.faulty);
    expect(run.result).toMatchObject({ total_rows: 10_000, success_count: 0, skipped_count: expected.skipped });
    expectConsistent(run);
    expect(statusOf(run)).toBe("failed");
    expect(run.longestReport).toBeLessThan(256 * 1024);
  });

  test("a file without rows is nothing to do", async () => {
    const hr = await startHr({ rows: 0 });
    const run = await app.run(configFor(hr));
    expect(run.result).toMatchObject({ total_rows: 0, success_count: 0, error_count: 0, batches: 0 });
    expect(run.result.outcome_reason).toBeNull();
    expect(statusOf(run)).toBe("success");
  });

  test("a source that refuses the key, does not answer, or has no such file, is a failure with its reason", async () => {
    const hr = await startHr({ rows: 5, sourceKey: "another-key" });
    const refused = await app.run(configFor(hr));
    expect(refused.result.outcome_reason).toBe(
      "The employee file could not be fetched: the HR system answered HTTP 401.",
    );
    expect(statusOf(refused)).toBe("failed");

    const absent = await app.run({ ...configFor(hr), source_url: "http://127.0.0.1:9/employees.csv" });
    expect(absent.result.outcome_reason).toBe("The employee file could not be fetched: the HR system did not answer.");
    expect(hr.requests()).toBe(0);
  });

  test.each([
    ["lacks columns", "employee_no,full_name\r\nE10001,Somebody\r\n", /lacks these columns: email, hire_date/],
    [
      "has a row with too many values",
      `employee_no,full_name,email,hire_date,store_code,status\r\nE10001,Tan, Wei,a@b.test,2024-01-01,SG-001,active\r\n`,
      /could not be read/,
    ],
    ["is empty", "", /lacks these columns: employee_no/],
    ["is a page and no table", "<html><body>Please sign in</body></html>", /lacks these columns: employee_no/],
  ])("a file that %s is refused as a whole", async (_, content, reason) => {
    const hr = await startHr({ content });
    const run = await app.run(configFor(hr));
    expect(run.result.outcome_reason).toMatch(reason);
    expect(statusOf(run)).toBe("failed");
    expect(hr.requests()).toBe(0);
  });

  test("a new credential takes effect on the next run", async () => {
    const hr = await startHr({ rows: 3, faults: "none", targetKey: "rotated-key" });
    const before = await app.run(configFor(hr));
    expect(before.errors.map(({ code, received }) => [code, received])).toEqual(
      Array(3).fill(["target_error", "HTTP 401"]),
    );

    await app.setCredential("target_api", targetHeader("rotated-key"));
    expect(statusOf(await app.run(configFor(hr)))).toBe("success");
    await app.setCredential("target_api", targetHeader(demoKeys.targetKey));
  });
});

test("Website check: what answers is a success, what does not is a row error", async () => {
  const hr = await startHr({ rows: 1 });
  const app = await install(workflowOf("pulsebox.website-check"));
  const up = `${hr.baseUrl}/health`;
  const addresses = [up, "", "not an address", "http://127.0.0.1:9/", `${hr.baseUrl}/absent`, up].join("\r\n");

  const run = await app.run({ addresses });

  expect(faultsByRow(run)).toEqual([
    { rowNumber: 3, rowKey: "not an address", codes: ["malformed_field"] },
    { rowNumber: 4, rowKey: "http://127.0.0.1:9/", codes: ["unreachable"] },
    { rowNumber: 5, rowKey: `${hr.baseUrl}/absent`, codes: ["http_error"] },
  ]);
  expect(run.result).toMatchObject({ total_rows: 4, success_count: 1, error_count: 3, skipped_count: 0 });
  expectConsistent(run);

  const rows = [
    { row_key: "http://127.0.0.1:9/", row_number: 4 },
    { row_key: "http://gone.test/", row_number: 9 },
  ];
  const retry = await app.run({ addresses: up.replace("health", "health?again") }, rows);
  expect(retry.result).toMatchObject({ total_rows: 0, gone_keys: rows.map((row) => row.row_key) });
});

test("Engine check: one row, which is the report itself", async () => {
  const app = await install(workflowOf("pulsebox.engine-check"));
  expect((await app.run({})).result).toMatchObject({ total_rows: 1, success_count: 1 });
});

test("the app in docs/workflow-contract.md runs as it stands there", async () => {
  const [template] = documentedJson("workflow-contract.md", "workflow");
  const app = await install(template);

  const run = await app.run({ codes: "AB1234\nwrong\n\nCD5678" });
  expect(faultsByRow(run)).toEqual([{ rowNumber: 2, rowKey: "#2", codes: ["malformed_field"] }]);
  expect(run.result).toMatchObject({ total_rows: 3, success_count: 2, error_count: 1 });
  expectConsistent(run);

  const retry = await app.run({ codes: "AB1234\nEF9012" }, [
    { row_key: "#2", row_number: 2 },
    { row_key: "#7", row_number: 7 },
  ]);
  expect(retry.result).toMatchObject({ total_rows: 1, success_count: 1, succeeded_keys: ["#2"], gone_keys: ["#7"] });
  expect((await app.run({ codes: "" })).result.total_rows).toBe(0);
});
