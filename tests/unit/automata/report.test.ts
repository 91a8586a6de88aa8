import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { errorsReport, maxErrorsPerBatch, progressReport, resultReport, runsUrl } from "@/lib/automata/report";

const page = readFileSync(new URL("../../../docs/workflow-contract.md", import.meta.url), "utf8");
const [, progress, errors, result] = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, body]) =>
  JSON.parse(body ?? ""),
);

test("the reports in docs/workflow-contract.md are valid", () => {
  expect(progressReport.parse(progress)).toEqual(progress);
  expect(errorsReport.parse(errors)).toEqual(errors);
  expect(resultReport.parse(result)).toEqual(result);
});

describe("a report is refused", () => {
  const row = errors.errors[0];
  const withRow = (change: object) => ({ ...errors, errors: [{ ...row, ...change }] });

  test.each<[string, unknown]>([
    ["with an unknown key", { ...errors, status: "success" }],
    ["without an execution", { ...errors, execution_id: undefined }],
    ["with a strange execution", { ...errors, execution_id: "../1" }],
    ["without errors", { ...errors, errors: [] }],
    ["with too many errors", { ...errors, errors: Array(maxErrorsPerBatch + 1).fill(row) }],
    ["with batch 0", { ...errors, batch_no: 0 }],
    ["without a row key", withRow({ row_key: "" })],
    ["with a code that is a sentence", withRow({ code: "It failed" })],
    ["with a source row that is no object", withRow({ source_data: "x" })],
    ["with a source row that is too long", withRow({ source_data: { a: "x".repeat(20_001) } })],
    ["with half a row number", withRow({ row_number: 1.5 })],
  ])("%s", (_, report) => {
    expect(errorsReport.safeParse(report).success).toBe(false);
  });

  test("if its numbers are none", () => {
    for (const error_count of [-1, 1.5, "1", null, Number.NaN]) {
      expect(resultReport.safeParse({ ...result, error_count }).success).toBe(false);
    }
  });
});

test("text that the database cannot hold is replaced, not refused", () => {
  const evil = "a\u0000b\ud800";
  const [row] = errorsReport.parse({
    execution_id: "1",
    batch_no: 1,
    errors: [{ row_key: evil, code: "x", message: evil, source_data: { [evil]: [evil, { deep: evil }] } }],
  }).errors;
  const stored = "a\uFFFDb\uFFFD";
  expect(row).toMatchObject({
    row_key: stored,
    message: stored,
    source_data: { [stored]: [stored, { deep: stored }] },
  });
});

test("reports go to the origin that is configured, whatever path it has", () => {
  expect(runsUrl("https://dashboard.example.com/app?x=1")).toBe("https://dashboard.example.com/api/automata/runs");
});
