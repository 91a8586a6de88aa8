import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeValue } from "@/lib/n8n/escape";

/** n8n's rule in short: a leading `=` makes an expression, in which each `{{ … }}` up to the first `}}` is evaluated. */
function asEvaluated(stored: string): unknown {
  if (!stored.startsWith("=")) return stored;
  const template = stored.slice(1);
  const only = /^\{\{(.*?)\}\}$/s.exec(template);
  if (!only) throw new Error("not one single expression");
  return runInNewContext(only[1] ?? "");
}

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("=", "{", "}", "{{", "}}", '"', "\\", "'", "`", "${", "\n", "\u2028", "1+1", "$env"))
    .map((parts) => parts.join("")),
);

test("any value evaluates to itself", () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom("", "=", "={{"), (value, prefix) => {
      expect(asEvaluated(escapeValue(prefix + value))).toBe(prefix + value);
    }),
    { numRuns: 5_000 },
  );
});

test("a value that n8n takes literally is stored as it is", () => {
  for (const value of ["", "plain", "{{ 1 }}", " =1"]) expect(escapeValue(value)).toBe(value);
  expect(escapeValue("={{ 1 }}")).toBe('={{ "=\\u007b\\u007b 1 \\u007d\\u007d" }}');
});
