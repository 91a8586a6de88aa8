import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "@/lib/env";
import { parseEngineEnv } from "@/lib/n8n/env";

const complete = {
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_0123456789",
  SUPABASE_SECRET_KEY: "sb_secret_0123456789abcdef",
  AUTOMATA_SIGNING_SECRET: "s".repeat(32),
  AUTOMATA_CLOCK_SECRET: "c".repeat(32),
};

function messageOf(source: Record<string, string | undefined>): string {
  try {
    parseEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    return (error as EnvError).message;
  }
  throw new Error("these settings were accepted");
}

describe("the app's settings", () => {
  test("the required ones suffice; the rest has defaults", () => {
    expect(parseEnv(complete)).toEqual({
      ...complete,
      APP_URL: "http://localhost:3000",
      AUTOMATA_CALLBACK_URL: "http://localhost:3000",
      AUTOMATA_RETENTION_DAYS: 90,
    });
  });

  test.each([
    ["", 90],
    ["1", 1],
    ["365", 365],
    ["3650", 3650],
  ])("source rows are kept for %j days: %i", (value, days) => {
    expect(parseEnv({ ...complete, AUTOMATA_RETENTION_DAYS: value }).AUTOMATA_RETENTION_DAYS).toBe(days);
  });

  test.each(["0", "3651", "-1", "1.5", "90 days", "1e3", "0x10", " 7"])("%j days are refused", (value) => {
    const message = messageOf({ ...complete, AUTOMATA_RETENTION_DAYS: value });
    expect(message).toContain("AUTOMATA_RETENTION_DAYS is set, but must be a whole number of days from 1 to 3650");
  });

  test("the engine calls back to the app's own address unless another one is set", () => {
    expect(parseEnv({ ...complete, APP_URL: "https://app.example/" }).AUTOMATA_CALLBACK_URL).toBe(
      "https://app.example",
    );
    expect(parseEnv({ ...complete, AUTOMATA_CALLBACK_URL: "http://app.internal:8080" }).AUTOMATA_CALLBACK_URL).toBe(
      "http://app.internal:8080",
    );
  });

  test.each(Object.keys(complete))("%s: absent or empty is told by name, with what to do", (name) => {
    const absent = messageOf({ ...complete, [name]: undefined });
    expect(absent).toContain(`${name} is missing`);
    expect(absent).toContain(".env.example");
    expect(messageOf({ ...complete, [name]: "" })).toBe(absent);
    for (const other of Object.keys(complete).filter((key) => key !== name)) expect(absent).not.toContain(`- ${other}`);
  });

  test.each([
    ["NEXT_PUBLIC_SUPABASE_URL", "project.supabase.co"],
    ["NEXT_PUBLIC_SUPABASE_URL", "ftp://project.supabase.co"],
    ["APP_URL", "localhost:3000"],
    ["AUTOMATA_CALLBACK_URL", "nonsense"],
    ["AUTOMATA_SIGNING_SECRET", "too-short-to-sign"],
    ["AUTOMATA_SIGNING_SECRET_PREVIOUS", "too-short-to-sign"],
    ["AUTOMATA_CLOCK_SECRET", "x".repeat(31)],
    ["SUPABASE_SECRET_KEY", "tiny"],
  ])("%s=%s is told by name, without its value", (name, value) => {
    const message = messageOf({ ...complete, [name]: value });
    expect(message).toContain(`${name} is set, but`);
    expect(message).not.toContain(value);
  });

  test("a secret is measured in bytes", () => {
    expect(parseEnv({ ...complete, AUTOMATA_SIGNING_SECRET: "é".repeat(16) }).AUTOMATA_SIGNING_SECRET).toHaveLength(16);
  });

  test("all faults are told at once", () => {
    const message = messageOf({});
    for (const name of Object.keys(complete)) expect(message).toContain(name);
  });
});

describe("the engine's settings", () => {
  const engine = { N8N_BASE_URL: "http://127.0.0.1:5678", N8N_API_KEY: "k".repeat(40) };

  test("none, or only empty ones, mean that no engine is connected", () => {
    expect(parseEngineEnv({})).toBeNull();
    expect(parseEngineEnv({ N8N_BASE_URL: "", N8N_API_KEY: "", N8N_WEBHOOK_URL: "" })).toBeNull();
  });

  test("webhooks are at the API's address unless another one is set", () => {
    expect(parseEngineEnv(engine)?.webhookUrl).toBe(engine.N8N_BASE_URL);
    expect(parseEngineEnv({ ...engine, N8N_WEBHOOK_URL: "http://hooks.internal" })?.webhookUrl).toBe(
      "http://hooks.internal",
    );
  });

  test.each([
    [{ N8N_BASE_URL: engine.N8N_BASE_URL }, "N8N_API_KEY"],
    [{ N8N_API_KEY: engine.N8N_API_KEY }, "N8N_BASE_URL"],
    [{ N8N_WEBHOOK_URL: "http://hooks.internal" }, "N8N_BASE_URL"],
    [{ ...engine, N8N_BASE_URL: "127.0.0.1:5678" }, "N8N_BASE_URL"],
    [{ ...engine, N8N_WEBHOOK_URL: "nonsense" }, "N8N_WEBHOOK_URL"],
  ])("%j is a fault that names %s", (source, name) => {
    expect(() => parseEngineEnv(source)).toThrow(EnvError);
    expect(() => parseEngineEnv(source)).toThrow(name);
  });
});
