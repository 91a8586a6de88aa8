import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  credentialId,
  credentialName,
  mintReportToken,
  mintTriggerToken,
  parseCredentialName,
  parseWorkflowName,
  runOfTraceparent,
  traceparent,
  triggerCredentialKey,
  triggerSecret,
  verifyReportToken,
  webhookPath,
  workflowName,
} from "@/lib/automata/identifiers";

const secret = "a signing secret of at least thirty-two bytes";
const install = {
  secret,
  installId: "0b7c2a90-5d1e-4c3b-9a77-0d3f8e2b6c11",
  generation: 1,
  deployment: "0123456789ab",
};
const others = [
  { ...install, secret: `${secret}!` },
  { ...install, installId: "0b7c2a90-5d1e-4c3b-9a77-0d3f8e2b6c12" },
  { ...install, generation: 2 },
];

describe("of an install", () => {
  test.each([
    ["webhookPath", webhookPath],
    ["triggerSecret", triggerSecret],
    ["credentialId", (of: typeof install) => credentialId(of, "hr_api")],
    ["credentialName", (of: typeof install) => credentialName(of, "hr_api")],
  ])("%s is the same every time and differs with secret, install and generation", (_, derive) => {
    expect(derive({ ...install })).toBe(derive(install));
    expect(new Set([install, ...others].map(derive)).size).toBe(4);
  });

  test("n8n takes them: one path segment, 16 characters, 128 at most", () => {
    expect(webhookPath(install)).toMatch(/^pb-[\w-]{43}$/);
    expect(credentialId(install, triggerCredentialKey)).toMatch(/^[\w-]{16}$/);
    expect(credentialName(install, "k".repeat(63)).length).toBeLessThanOrEqual(128);
  });

  test("credentials differ by key and deployment", () => {
    expect(credentialId(install, "a")).not.toBe(credentialId(install, "b"));
    expect(credentialId(install, "a")).not.toBe(credentialId({ ...install, deployment: "ba9876543210" }, "a"));
    expect(credentialName(install, "a")).not.toBe(credentialName(install, "b"));
  });
});

test("names tell whose object it is, whatever the app is called", () => {
  const owner = { deployment: install.deployment, installId: install.installId };
  expect(parseCredentialName(credentialName(install, "hr_api"))).toEqual(owner);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (appName) => {
      const name = workflowName(appName, owner);
      expect(name.length).toBeLessThanOrEqual(128);
      expect(name.isWellFormed()).toBe(true);
      expect(parseWorkflowName(name)).toEqual(owner);
    }),
  );
  for (const foreign of ["", "Import", "[pb:x:y]", `x [pb:a:b] [pb:${"a".repeat(40)}:${install.installId}]`]) {
    expect(parseWorkflowName(foreign)).toBeNull();
    expect(parseCredentialName(foreign)).toBeNull();
  }
});

test("a trigger token is an HS256 JWT for one run and 15 seconds", () => {
  const now = new Date("2026-11-24T10:00:00.500Z");
  const [header = "", claims = "", signature] = mintTriggerToken(install, "run-1", now).split(".");
  const decoded = JSON.parse(Buffer.from(claims, "base64url").toString()) as { jti: string; iat: number; exp: number };
  expect(decoded).toEqual({ jti: "run-1", iat: 1_795_514_400, exp: 1_795_514_415 });
  expect(signature).toBe(
    createHmac("sha256", triggerSecret(install)).update(`${header}.${claims}`).digest("base64url"),
  );
});

test("a traceparent leads back to its run", () => {
  fc.assert(fc.property(fc.uuid(), (runId) => runOfTraceparent(traceparent(runId)) === runId));
  expect(runOfTraceparent("00-zz-01")).toBeNull();
  expect(() => traceparent("no uuid")).toThrow(TypeError);
});

describe("a report token", () => {
  const runId = install.installId;
  const expiresAt = new Date("2026-11-24T11:00:00Z");
  const before = new Date("2026-11-24T10:59:59Z");
  const token = mintReportToken(secret, runId, expiresAt);

  test("holds for its run until it expires, and through a rotation of the secret", () => {
    expect(verifyReportToken([secret], runId, token, before)).toBe("valid");
    expect(verifyReportToken(["new", secret], runId, token, before)).toBe("valid");
    expect(verifyReportToken([secret], runId, token, expiresAt)).toBe("expired");
  });

  test("holds for nothing else", () => {
    const [expires, signature] = token.split(".");
    expect(verifyReportToken([secret], others[1]?.installId ?? "", token, before)).toBe("forged");
    expect(verifyReportToken(["new"], runId, token, before)).toBe("forged");
    for (const forged of [
      "",
      "x",
      `${Number(expires) + 1}.${signature}`,
      `${token}=`,
      ` ${token}`,
      `${expires}.`,
      `${token}\n`,
    ]) {
      expect(verifyReportToken([secret], runId, forged, before)).toBe("forged");
    }
  });

  test("has one spelling: no other last character is taken for the same bytes", () => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const taken = [...alphabet].filter(
      (last) => verifyReportToken([secret], runId, token.slice(0, -1) + last, before) === "valid",
    );
    expect(taken).toEqual([token.at(-1)]);
  });
});
