import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, errorOf, rejectedField } from "@/lib/n8n/answer";
import type { EngineErrorKind } from "@/lib/n8n/errors";
import { judgeTrigger } from "@/lib/n8n/webhooks";

const answer = (status: number, text: string, contentType = "application/json; charset=utf-8"): Answer => ({
  status,
  text,
  headers: new Headers({ "content-type": contentType }),
});

describe("the field of a refusal", () => {
  // As measured on n8n 2.41.1.
  test.for([
    ["request/body must have required property 'name'", "name"],
    ["request/body/nodes/0/name must be string", "nodes.0.name"],
    ["request/body/active is read-only", "active"],
    ["request/body Unrecognized key(s) in object: 'description'", "description"],
    ['request.body.data requires property "username"', "data.username"],
    ['request.body.data is not allowed to have the additional property "foo"', "data.foo"],
    ["req.body.type is not a known type", "type"],
    ["Workflow name must be 1 to 128 characters long.", undefined],
  ] as const)("%s", ([message, field]) => {
    expect(rejectedField(message)).toBe(field);
  });
});

describe("what an answer means", () => {
  const cases: [Answer, EngineErrorKind][] = [
    [answer(200, "n8n is starting up. Please wait", "text/html"), "not_ready"],
    [answer(200, "<!DOCTYPE html>", "text/html"), "unexpected"],
    [answer(400, '{"message":"no"}'), "rejected"],
    [answer(401, '{"message":"Unauthorized"}'), "unauthorised"],
    [answer(403, '{"message":"Forbidden"}'), "missing_scope"],
    [answer(403, '{"message":"Saved as draft.","reason":"insufficient_api_key_scope"}'), "missing_scope"],
    [answer(403, '{"message":"Your license does not allow for feat:folders"}'), "rejected"],
    [answer(404, '{"message":"Not Found"}'), "not_found"],
    [answer(404, '{"message":"not found"}'), "unexpected"],
    [answer(404, "<pre>Cannot GET /</pre>", "text/html"), "not_ready"],
    [answer(405, '{"message":"PATCH method not allowed"}'), "unexpected"],
    [answer(409, '{"message":"conflict"}'), "conflict"],
    [answer(413, "<pre>Too large</pre>", "text/html"), "rejected"],
    [answer(429, ""), "rate_limited"],
    [answer(500, "<pre>Error</pre>", "text/html"), "unexpected"],
    [answer(503, '{"message":"Database is not ready!"}'), "not_ready"],
  ];
  test.for(cases)("%j is %s", ([given, kind]) => {
    expect(errorOf("test", given, false).kind).toBe(kind);
  });

  test("of a request with secrets nothing that n8n says is repeated, but the field", () => {
    const error = errorOf("test", answer(400, '{"message":"request.body.data.value: canary is bad"}'), true);
    expect(error.message).not.toContain("canary");
    expect(error.field).toBe("data.value");
  });
});

describe("what a trigger's answer means", () => {
  const notRegistered = '{"code":404,"message":"The requested webhook \\"POST x\\" is not registered."}';
  test.for([
    [answer(200, '{"executionId":"183"}'), { kind: "started", executionId: "183" }],
    [answer(200, '{"executionId":183}'), { kind: "unknown" }],
    [answer(200, '{"executionId":"183; drop"}'), { kind: "unknown" }],
    [answer(200, "null"), { kind: "unknown" }],
    [answer(200, "n8n is starting up. Please wait", "text/html"), { kind: "not_live" }],
    [answer(404, notRegistered), { kind: "not_live" }],
    [answer(404, "<pre>Cannot POST /webhook/x</pre>", "text/html"), { kind: "not_live" }],
    [answer(404, "<h1>Nothing here</h1>", "text/html"), { kind: "unknown" }],
    [answer(401, "No token provided", "text/plain"), { kind: "refused", status: 401 }],
    [answer(403, "jwt expired", "text/plain"), { kind: "refused", status: 403 }],
    [answer(302, "", "text/html"), { kind: "refused", status: 302 }],
    [answer(500, '{"message":"Error in workflow"}'), { kind: "unknown" }],
    [answer(504, "", "text/html"), { kind: "unknown" }],
  ] as const)("%j", ([given, expected]) => {
    expect(judgeTrigger(given)).toEqual(expected);
  });

  test("no 5xx is ever taken for started or for safe to repeat", () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 599 }), fc.json(), (status, body) => {
        expect(judgeTrigger(answer(status, body))).toEqual({ kind: "unknown" });
      }),
    );
  });
});
