import { expect, test } from "vitest";
import { asAppError, brokenConnection, engineSentence, mayHeal } from "@/lib/automata/engine-sentences";
import { TemplateError } from "@/lib/automata/workflow-template";
import { EngineError, type EngineErrorKind } from "@/lib/n8n/errors";
import type { EngineHealth } from "@/lib/n8n/health";

const kinds: EngineErrorKind[] = [
  ...(["unreachable", "not_ready", "unauthorised", "missing_scope", "not_found", "rejected", "conflict"] as const),
  ...(["rate_limited", "timeout", "rebound", "unexpected"] as const),
];

test.each(kinds)("%s becomes a sentence without the engine's words and ids", (kind) => {
  const error = asAppError(new EngineError(kind, "create workflow", "id AbCd1234", { status: 500 }));
  expect(error).toMatchObject({ name: "AppError", code: "engine_unavailable" });
  expect((error as Error).message).not.toMatch(/n8n|workflow:|AbCd1234|HTTP|500/i);
});

test("only what passes by itself is waited for", () => {
  expect(kinds.filter((kind) => !mayHeal(new EngineError(kind, "x")))).toEqual([
    ...["unauthorised", "missing_scope", "not_found", "rejected", "rebound"],
  ]);
  expect(mayHeal(new TemplateError("x"))).toBe(false);
});

test("another failure is not taken for the engine's", () => {
  const error = new TypeError("x");
  expect(engineSentence(error)).toBeNull();
  expect(asAppError(error)).toBe(error);
});

test("every broken connection has its own words", () => {
  const states: EngineHealth[] = [
    { state: "not_configured" },
    { state: "unreachable", reason: "too_slow" },
    { state: "starting" },
    { state: "wrong_address" },
    { state: "key_invalid" },
    { state: "missing_scopes", scopes: [] },
    { state: "too_old", floor: "2.33.7" },
  ];
  expect(new Set(states.map(brokenConnection)).size).toBe(states.length);
});
