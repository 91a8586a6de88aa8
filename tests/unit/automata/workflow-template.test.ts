import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  entryAnswer,
  fixedSettings,
  type Materials,
  materialiseWorkflow,
  TemplateError,
} from "@/lib/automata/workflow-template";
import { readApps } from "../../../supabase/apps/build-seed";

const template = readApps().find(({ slug }) => slug === "kfc.legacy-emp-import")?.workflow as {
  nodes: Record<string, unknown>[];
};

const materials: Materials = {
  template,
  name: "KFC EMP Import [pb:x:y]",
  webhookPath: "pb-path",
  timezone: "Asia/Singapore",
  runsUrl: "http://localhost:3000/api/automata/runs",
  triggerCredential: { id: "trigger-id", name: "trigger name" },
  credentials: { hr_api: { id: "hr-id", name: "hr name" }, target_api: { id: "target-id", name: "target name" } },
};

const expressions = (value: unknown) => (JSON.stringify(value).match(/"=(?:[^"\\]|\\.)*"/g) ?? []).sort();
const withNode = (node: Record<string, unknown>) => ({ ...template, nodes: [...template.nodes, node] });
const node = { name: "Extra", type: "n8n-nodes-base.noOp", typeVersion: 1, position: [0, 0], parameters: {} };

describe("materialiseWorkflow", () => {
  const body = materialiseWorkflow(materials);

  test("binds path, credentials and report address, and leaves no placeholder", () => {
    expect(body.nodes.find(({ name }) => name === "Start")).toMatchObject({
      parameters: { path: "pb-path", authentication: "jwtAuth", options: { responseData: entryAnswer } },
      credentials: { jwtAuth: { id: "trigger-id", name: "trigger name" } },
    });
    expect(body.nodes.find(({ name }) => name === "Fetch employee file")?.credentials).toEqual({
      httpHeaderAuth: { id: "hr-id", name: "hr name" },
    });
    const text = JSON.stringify(body);
    expect(text).toContain('"value":"http://localhost:3000/api/automata/runs"');
    expect(text).not.toMatch(/\{\{(?:webhook_path|runs_url|trigger_credential|credential:)/);
  });

  test("sets the settings itself and passes on only what n8n takes", () => {
    const foreign = {
      ...withNode({ ...node, webhookId: "w", id: "n1", issues: {}, createdAt: "x" }),
      id: "a",
      active: true,
      pinData: { Start: [] },
      staticData: {},
      meta: {},
      settings: { errorWorkflow: "z", executionTimeout: 1 },
    };
    const result = materialiseWorkflow({ ...materials, template: foreign });
    expect(Object.keys(result)).toEqual(["name", "nodes", "connections", "settings"]);
    expect(result.settings).toEqual({ ...fixedSettings, timezone: "Asia/Singapore" });
    expect(result.nodes.at(-1)).toEqual({ ...node, id: "n1" });
  });

  test.each([
    ["has no start", { ...template, nodes: template.nodes.slice(1) }],
    ["has two starts", withNode({ ...node, type: "n8n-nodes-base.webhook" })],
    ["names a real credential", withNode({ ...node, credentials: { httpHeaderAuth: { id: "KtP2", name: "theirs" } } })],
    [
      "names an unknown one",
      withNode({ ...node, credentials: { httpHeaderAuth: { id: "{{credential:nope}}", name: "" } } }),
    ],
    [
      "reaches for a prototype",
      withNode({ ...node, credentials: { x: { id: "{{credential:constructor}}", name: "" } } }),
    ],
    ["names none", withNode({ ...node, credentials: { httpHeaderAuth: { name: "theirs" } } })],
    ["is no workflow", { nodes: "none" }],
    ["is null", null],
  ])("refuses a template that %s", (_, broken) => {
    expect(() => materialiseWorkflow({ ...materials, template: broken })).toThrow(TemplateError);
  });

  test("100,000 hostile names, addresses and credentials add no expression and no foreign credential", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "={{ 76543*98765 }}",
        "=x",
        "{{ $env.X }}",
        "{{runs_url}}",
        "{{credential:hr_api}}",
        "\u0000",
        "$&",
        "__proto__",
      ),
      fc.string().map((text) => `={{ ${text} }}`),
    );
    // A small template, so that the figure is reached in seconds.
    const small = { ...template, nodes: template.nodes.slice(0, 3), connections: {} };
    const smallOwn = expressions(small);
    expect(smallOwn.length).toBeGreaterThan(0);
    const build = (values: [string, string, string, string]) => {
      const [name, path, id, timezone] = values;
      return materialiseWorkflow({
        ...materials,
        template: small,
        name,
        timezone,
        webhookPath: path,
        credentials: { hr_api: { id, name } },
      });
    };
    fc.assert(
      fc.property(fc.tuple(hostile, hostile, hostile, hostile), (values) => {
        if (values.some((text) => text.startsWith("="))) {
          expect(() => build(values)).toThrow(TemplateError);
          return;
        }
        const result = build(values);
        expect(expressions(result.nodes.map(({ parameters }) => parameters))).toEqual(smallOwn);
        expect(result.nodes.flatMap(({ credentials }) => Object.values(credentials ?? {}).map(({ id }) => id))).toEqual(
          ["trigger-id", values[2]],
        );
      }),
      // Four strings a run.
      { numRuns: 25_000 },
    );
  }, 60_000);
});
