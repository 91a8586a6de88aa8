import { expect, test } from "vitest";
import { csvHeader, toCsv } from "@/lib/automata/error-csv";
import type { RowErrorDetails } from "@/lib/automata/page-data";

const error: RowErrorDetails = {
  id: "e",
  state: "open",
  rowNumber: 3,
  rowKey: "E1",
  code: "missing_field",
  message: "plain",
  field: null,
  expected: null,
  received: null,
  source: { name: 'Ann "A"' },
  resolvedAt: null,
  resolvedBy: null,
  resolvedByRunId: null,
  retriedByRunId: null,
  history: [],
};

test("a line has as many cells as the header, quoted as RFC 4180 says", () => {
  expect(csvHeader.split(",")).toHaveLength(11);
  expect(toCsv([error])).toBe('3,"E1","missing_field",,"plain",,,"open",,,"{""name"":""Ann \\""A\\""""}"\r\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\r=1", "\uFF1D1", "|cmd", "%0A"])(
  "%j is a text in a spreadsheet, not a formula",
  (message) => {
    expect(toCsv([{ ...error, message }])).toContain(`,"'${message}",`);
  },
);

test("an ordinary text stays as it is, line breaks and commas included", () => {
  expect(toCsv([{ ...error, message: "a, b\nc=d" }])).toContain(',"a, b\nc=d",');
});
