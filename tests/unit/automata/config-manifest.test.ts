import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileConfig } from "@/lib/automata/config-manifest/compile";
import { compileCredential, credentialFields } from "@/lib/automata/config-manifest/credential";
import { manifestOf, parseConfigSchema } from "@/lib/automata/config-manifest/parse";
import { patternProblem } from "@/lib/automata/config-manifest/safe-pattern";
import { allFields, isValueField } from "@/lib/automata/config-manifest/types";
import { documentedJson } from "./documented-json";

const documented = documentedJson("config-schema.md", "field") as Record<string, unknown>[];
const compiled = (...fields: unknown[]) => compileConfig(manifestOf({ fields })).schema;
const field = (rest: object) => ({ key: "f", type: "text", label: "F", ...rest });

/** Field key → messages, or "ok". */
function verdict(fields: unknown[], values: unknown) {
  const parsed = compiled(...fields).safeParse(values);
  return parsed.success
    ? "ok"
    : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join("."), message]));
}

describe("parseConfigSchema", () => {
  test("accepts the documented example of each of the 14 types", () => {
    expect(new Set(documented.map(({ type }) => type)).size).toBe(14);
    const manifest = manifestOf({ fields: documented });
    expect(manifest.groups).toHaveLength(1);
    expect(allFields(manifest).filter(isValueField)).toHaveLength(12);
  });

  test("{} means no fields", () => {
    expect(parseConfigSchema({})).toEqual({ ok: true, manifest: { format_version: 1, groups: [] } });
  });

  test.each<[string, unknown, string]>([
    ["an unknown key", { fields: [field({ colour: "red" })] }, "fields[0]"],
    ["an unknown key on top", { fields: [], title: "x" }, ""],
    ["another format", { format_version: 2, groups: [] }, "format_version"],
    ["no format beside groups", { groups: [{ key: "a", title: "A", fields: [] }] }, "format_version"],
    ["a bad key", { fields: [field({ key: "Team Name" })] }, "fields[0].key"],
    ["a key that would be a prototype", { fields: [field({ key: "__proto__" })] }, "fields[0].key"],
    ["an unknown type", { fields: [field({ type: "cron" })] }, "fields[0].type"],
    ["a secret outside a credential", { fields: [field({ type: "secret" })] }, "fields[0].type"],
    ["a key twice", { fields: [field({}), field({})] }, "fields[1].key"],
    [
      "an option twice",
      {
        fields: [
          field({
            type: "select",
            options: [
              { value: "a", label: "A" },
              { value: "a", label: "B" },
            ],
          }),
        ],
      },
      "fields[0].options",
    ],
    [
      "a default that is no option",
      { fields: [field({ type: "select", default: "b", options: [{ value: "a", label: "A" }] })] },
      "fields[0].default",
    ],
    ["a default that would be refused", { fields: [field({ type: "integer", default: 1.5 })] }, "fields[0].default"],
    ["a default with =", { fields: [field({ default: "=1+1" })] }, "fields[0].default"],
    ["a range that is empty", { fields: [field({ type: "number", min: 2, max: 1 })] }, "fields[0].min"],
    [
      "a condition on a later field",
      { fields: [field({ visible_when: { field: "g", equals: "x" } }), field({ key: "g" })] },
      "fields[0].visible_when",
    ],
    [
      "a condition on itself",
      { fields: [field({ visible_when: { field: "f", equals: "x" } })] },
      "fields[0].visible_when",
    ],
    [
      "a condition that cannot hold",
      { fields: [field({ key: "b", type: "boolean" }), field({ visible_when: { field: "b", equals: "yes" } })] },
      "fields[1].visible_when",
    ],
    ["a dangerous pattern", { fields: [field({ pattern: "^(a+)+$" })] }, "fields[0].pattern"],
    ["a list", [], ""],
    ["null", null, ""],
  ])("%s is a problem with its place", (_, schema, path) => {
    const parsed = parseConfigSchema(schema);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problems.map((problem) => problem.path)).toContain(path);
  });

  test.each<[string, object]>([
    ["OAuth2", { credential_type: "oauth2" }],
    [
      "a default for a secret",
      { fields: [{ key: "v", label: "V", type: "secret", n8n_property: "value", default: "x" }] },
    ],
    [
      "a property that the type lacks",
      { fields: [{ key: "v", label: "V", type: "secret", n8n_property: "allowedDomains" }] },
    ],
    ["a needed property left out", { fields: [{ key: "v", label: "V", type: "secret", n8n_property: "value" }] }],
  ])("a credential with %s is refused", (_, change) => {
    const credential = documented.find(({ type }) => type === "credential");
    expect(parseConfigSchema({ fields: [{ ...credential, ...change }] }).ok).toBe(false);
  });
});

describe("patterns", () => {
  test.each(["^[A-Z]{2,4}-[0-9]{1,6}$", "^a*$", "^(?:yes|no)$", "^\\d{4}$", "^\\p{L}+$", "^[^@\\s]+@kfc[.]com$"])(
    "%s is fine",
    (pattern) => {
      expect(patternProblem(pattern)).toBeNull();
    },
  );

  test.each([
    "a",
    "^a",
    "a$",
    "^a\\$",
    "^(a+)+$",
    "^(a|a)*$",
    "^(a|ab){2}$",
    "^a*a*$",
    "^(?=a)a$",
    "^(a)\\1$",
    "^a|b$",
    "^[$",
    `^${"a?".repeat(12)}$`,
    `^${"a{0,99}".repeat(3)}$`,
    `^${"a".repeat(200)}$`,
    "^\\bword$",
  ])("%s is refused", (pattern) => {
    expect(patternProblem(pattern)).toEqual(expect.any(String));
  });

  test("whatever is accepted runs quickly on long text", () => {
    const piece = fc.constantFrom(
      "a",
      "[ab]",
      "(?:a|b)",
      "(?:a|ab)",
      "a?",
      "a{0,9}",
      "a*",
      "(a+)",
      "\\w",
      "(a*)*",
      "b+",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const pattern = `^${pieces.join("")}$`;
        if (patternProblem(pattern) !== null) return;
        const started = performance.now();
        new RegExp(pattern, "u").test(`${"a".repeat(10_000)}!`);
        expect(performance.now() - started).toBeLessThan(500);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("compileConfig", () => {
  test("fills in defaults, trims, and leaves out what is empty", () => {
    const schema = compiled(
      field({ default: "x" }),
      field({ key: "g" }),
      field({ key: "n", type: "integer", default: 7 }),
    );
    expect(schema.parse({ f: " a ", g: "  " })).toEqual({ f: "a", n: 7 });
    expect(schema.parse({ f: "" })).toEqual({ n: 7 });
  });

  test.each<[object, unknown, unknown]>([
    [{ required: true }, "", "This is needed."],
    [{ required: true }, "  ", "This is needed."],
    [{}, 5, "This must be a text."],
    [{}, "a\nb", "This must be on one line."],
    [{}, "a\u0000", "This holds characters that cannot be stored."],
    [{ max_length: 3 }, "abcd", "This can have at most 3 characters."],
    [{ pattern: "^[a-z]+$" }, "A", "This does not have the expected form."],
    [{ type: "email" }, "a(at)b.test", "This is not an e-mail address."],
    [{ type: "url" }, "ftp://x.test", "This must be an address that begins with https:// or http://."],
    [{ type: "url" }, "javascript:alert(1)", "This must be an address that begins with https:// or http://."],
    [{ type: "url" }, "https://me:secret@x.test", "This must be an address that begins with https:// or http://."],
    [{ type: "number" }, "5", "This must be a number."],
    [{ type: "number", min: 1 }, 0, "This must be 1 or more."],
    [{ type: "integer" }, 1.5, "This must be a whole number."],
    [{ type: "boolean" }, "true", "This must be yes or no."],
    [{ type: "date" }, "2023-02-29", "This is not a day such as 2024-02-29."],
    [{ type: "date", max: "2024-01-01" }, "2024-01-02", "This must be 2024-01-01 or earlier."],
    [{ type: "timezone" }, "Mars/Olympus", "This is not a time zone such as Asia/Singapore."],
    [{ type: "select", options: [{ value: "a", label: "A" }] }, "b", "Choose one of the options."],
    [{ type: "multiselect", options: [{ value: "a", label: "A" }] }, ["a", "a"], "An option is chosen twice."],
    [{ type: "key_value" }, { a: 1 }, "The value of “a” must be a text."],
    [{ type: "key_value" }, ["a"], "This must be a list of pairs."],
  ])("%o refuses %j", (rest, value, message) => {
    expect(verdict([field(rest)], { f: value })).toEqual({ f: message });
  });

  test.each<[object, unknown]>([
    [{}, "{{ $env.X }} is honest text"],
    [{ type: "url" }, "http://localhost:4180/employees.csv?a=b"],
    [{ type: "email" }, "ops+import@kfc.example.com"],
    [{ type: "date" }, "2024-02-29"],
    [{ type: "timezone" }, "Asia/Singapore"],
    [{ type: "boolean" }, false],
    [{ type: "number" }, 0],
    [{ type: "key_value" }, { a: "b" }],
  ])("%o accepts %j and keeps it", (rest, value) => {
    expect(compiled(field(rest)).parse({ f: value })).toEqual({ f: value });
  });

  test("a value that starts with = is refused at any depth", () => {
    const options = [{ value: "a", label: "A" }];
    const message = "This cannot start with =.";
    for (const evil of ["={{ 76543*98765 }}", "=", " =x"]) {
      expect(verdict([field({})], { f: evil })).toEqual({ f: message });
      expect(verdict([field({ type: "textarea" })], { f: evil })).toEqual({ f: message });
      expect(verdict([field({ type: "multiselect", options })], { f: [evil] })).toEqual({ f: message });
      expect(verdict([field({ type: "key_value" })], { f: { a: evil } })).toEqual({ f: message });
      expect(verdict([field({ type: "key_value" })], { f: { [evil]: "a" } })).toEqual({ f: message });
    }
  });

  test("keys that the app does not have are refused, a credential's among them", () => {
    expect(verdict([field({})], { g: "x" })).toEqual({ g: "This app has no such field." });
    const credential = documented.find(({ type }) => type === "credential");
    expect(verdict([credential], { hr_api: { header_value: "secret" } })).toEqual({
      hr_api: "This app has no such field.",
    });
    // zod drops this one before anything sees it.
    expect(Object.getOwnPropertyNames(compiled(field({})).parse(JSON.parse('{"__proto__": "x"}')))).toEqual([]);
    for (const value of [null, [], "x", undefined]) expect(compiled(field({})).safeParse(value).success).toBe(false);
  });

  test("a hidden field is neither checked nor kept, nor is what depends on it", () => {
    const fields = [
      field({ key: "on", type: "boolean", default: false }),
      field({ key: "mode", required: true, visible_when: { field: "on", equals: true } }),
      field({ key: "deep", required: true, visible_when: { field: "mode", in: ["x", "y"] } }),
    ];
    expect(compiled(...fields).parse({ on: false, mode: "=evil", deep: 5 })).toEqual({ on: false });
    expect(verdict(fields, { on: true })).toEqual({ mode: "This is needed." });
    expect(verdict(fields, { on: true, mode: "x" })).toEqual({ deep: "This is needed." });
    expect(compiled(...fields).parse({ on: true, mode: "z", deep: "kept?" })).toEqual({ on: true, mode: "z" });
  });

  test("no input whatever makes it throw, and what it accepts it accepts again, unchanged", () => {
    const manifest = manifestOf({ fields: documented });
    const { schema } = compileConfig(manifest);
    const keys = allFields(manifest).map(({ key }) => key);
    const input = fc.dictionary(
      fc.constantFrom(...keys),
      fc.oneof(fc.anything(), fc.string(), fc.constantFrom("add", "UTC", 5, true, ["mon"])),
    );
    fc.assert(
      fc.property(input, (values) => {
        const parsed = schema.safeParse(values);
        if (!parsed.success) return;
        expect(JSON.stringify(parsed.data)).not.toMatch(/[[:{,]"=/);
        expect(schema.parse(parsed.data)).toEqual(parsed.data);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("compileCredential", () => {
  const [credential] = credentialFields(manifestOf({ fields: documented }));
  if (!credential) throw new Error("The documentation has no credential.");
  const schema = compileCredential(credential);

  test("maps inputs to n8n's properties and leaves every value as typed", () => {
    expect(schema.parse({ header_name: "X-Api-Key", header_value: "={{ 76543*98765 }} " })).toEqual({
      type: "httpHeaderAuth",
      data: { name: "X-Api-Key", value: "={{ 76543*98765 }} " },
    });
  });

  test("names what is missing or unknown, and repeats no value", () => {
    const parsed = schema.safeParse({ header_value: 5, canary: "canary-secret" });
    expect(parsed.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ["canary", "This credential has no such field."],
      ["header_name", "This is needed."],
      ["header_value", "This must be a text."],
    ]);
    expect(JSON.stringify(parsed.error)).not.toContain("canary-secret");
  });

  test("a port is a number for n8n", () => {
    const property = (n8n_property: string) => ({ key: n8n_property, label: n8n_property, type: "text", n8n_property });
    const [sftp] = credentialFields(
      manifestOf({
        fields: [
          {
            key: "s",
            type: "credential",
            label: "S",
            credential_type: "sftp",
            fields: ["host", "port", "username"].map(property),
          },
        ],
      }),
    );
    if (!sftp) throw new Error("No credential.");
    const typed = { host: "files.test", username: "me", port: "2222" };
    expect(compileCredential(sftp).parse(typed).data).toEqual({ ...typed, port: 2222 });
    for (const port of ["0", "65536", "ssh", "1e3"])
      expect(compileCredential(sftp).safeParse({ ...typed, port }).success).toBe(false);
  });
});
