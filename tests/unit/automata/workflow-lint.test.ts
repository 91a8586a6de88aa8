import { describe, expect, test } from "vitest";
import { credentialFields } from "@/lib/automata/config-manifest/credential";
import { manifestOf } from "@/lib/automata/config-manifest/parse";
import { describeSteps, lintWorkflow } from "@/lib/automata/workflow-lint";
import { readApps } from "../../../supabase/apps/build-seed";
import { documentedJson } from "./documented-json";

const app = readApps().find(({ slug }) => slug === "kfc.legacy-emp-import");
if (!app) throw new Error("The employee import is not in supabase/apps.");
const credentials = credentialFields(manifestOf(app.config_schema));

type Node = Record<string, unknown> & { name: string; parameters: Record<string, unknown> };
type Workflow = { nodes: Node[]; connections: Record<string, unknown> } & Record<string, unknown>;

const fresh = () => structuredClone(app.workflow) as Workflow;
const header = (id: string, name = id) => ({ httpHeaderAuth: { id, name } });

/** The problems of the employee import after this change; before it there are none. */
function problemsAfter(change: (workflow: Workflow) => void) {
  const workflow = fresh();
  change(workflow);
  return lintWorkflow(workflow, credentials);
}

function withNode(node: Partial<Node>) {
  const added = { notes: "Does it.", typeVersion: 1, position: [0, 0], parameters: {}, ...node, name: "Extra" };
  return problemsAfter((workflow) => workflow.nodes.push(added));
}

const set = (value: string) =>
  withNode({
    type: "n8n-nodes-base.set",
    typeVersion: 3.4,
    parameters: { mode: "manual", assignments: { assignments: [{ id: "a", name: "a", type: "string", value }] } },
  });
const http = (parameters: Record<string, unknown>, rest: Partial<Node> = {}) =>
  withNode({
    type: "n8n-nodes-base.httpRequest",
    typeVersion: 4.2,
    parameters: { url: "https://example.com", options: { timeout: 1000 }, ...parameters },
    ...rest,
  });

const extra = (message: RegExp) => [{ node: "Extra", message: expect.stringMatching(message) }];

test("harmless nodes pass", () => {
  expect(set("{ honest text }")).toEqual([]);
  expect(set("={{ $json.body.config.codes }}")).toEqual([]);
  expect(http({})).toEqual([]);
});

test.each([
  "n8n-nodes-base.code",
  "n8n-nodes-base.executeCommand",
  "n8n-nodes-base.executeWorkflow",
  "n8n-nodes-base.readWriteFile",
  "n8n-nodes-base.html",
  "n8n-nodes-base.scheduleTrigger",
  "n8n-nodes-base.n8n",
  "n8n-nodes-base.ssh",
  "constructor",
  "__proto__",
])("the node type %s is refused", (type) => {
  expect(withNode({ type })).toEqual(extra(/are not allowed/));
});

describe("credentials", () => {
  const authenticated = (credential: unknown) =>
    http(
      {
        authentication: "genericCredentialType",
        genericAuthType: "httpHeaderAuth",
        options: { timeout: 1, redirect: { redirect: { followRedirects: false } } },
      },
      { credentials: credential },
    );

  test("a placeholder for a field of the schema passes", () => {
    expect(authenticated(header("{{credential:hr_api}}"))).toEqual([]);
  });

  test.each([
    ["a real id", header("KtP2dV8q1LmN0aBc"), /must be a placeholder/],
    ["a name of its own", header("{{credential:hr_api}}", "Prod key"), /must be a placeholder/],
    ["the trigger's", header("{{trigger_credential}}"), /must be a placeholder/],
    ["an unknown field", header("{{credential:other}}"), /not a credential field/],
    [
      "another type",
      { httpBasicAuth: { id: "{{credential:hr_api}}", name: "{{credential:hr_api}}" } },
      /asks for a header credential/,
    ],
  ])("%s is refused", (_, credential, message) => {
    expect(authenticated(credential)).toEqual(expect.arrayContaining(extra(message)));
  });

  test("a node that asks for a credential and binds none is refused: n8n would take any", () => {
    expect(authenticated(undefined)).toEqual(extra(/not bound to it/));
  });

  test("an id is required", () => {
    expect(authenticated({ httpHeaderAuth: { name: "x" } })).toHaveLength(1);
  });

  test.each([
    ["in the parameters", { nested: [{ credentials: { httpHeaderAuth: { id: "x" } } }] }],
    ["in a text that is JSON", { body: JSON.stringify({ nodes: [{ credentials: {} }] }) }],
    ["in JSON inside JSON", { body: JSON.stringify([JSON.stringify({ credentials: {} })]) }],
  ])("credentials hidden %s are found", (_, parameters) => {
    expect(http(parameters)).toEqual(expect.arrayContaining(extra(/name(?:s)? credentials/)));
  });
});

describe("texts", () => {
  test.each([
    "$env.SECRET",
    "$vars.x",
    "$secrets.vault.x",
    "[].constructor",
    "$json.__proto__",
    "process.env",
    "Function('x')",
  ])("an expression with %s is out of bounds", (text) => {
    expect(set(`={{ ${text} }}`)).toEqual(extra(/out of bounds/));
  });

  test("braces outside an expression, and placeholders inside a longer text, are refused", () => {
    expect(set("Hello {{ $json.name }}")).toEqual(extra(/neither an expression nor a placeholder/));
    expect(set("{{runs_url}}/x")).toEqual(extra(/neither an expression nor a placeholder/));
    expect(set("={{runs_url}}")).toEqual(extra(/contains a placeholder/));
  });
});

describe("the start", () => {
  const start = (workflow: Workflow) => workflow.nodes[0] as Node;
  test.each<[string, (workflow: Workflow) => void, RegExp]>([
    [
      "a fixed path",
      (w) => {
        start(w).parameters.path = "mine";
      },
      /needs path/,
    ],
    [
      "a dynamic path",
      (w) => {
        start(w).parameters.path = "runs/:id";
      },
      /needs path/,
    ],
    [
      "no authentication",
      (w) => {
        delete start(w).parameters.authentication;
      },
      /needs authentication/,
    ],
    [
      "header authentication",
      (w) => {
        start(w).parameters.authentication = "headerAuth";
      },
      /needs authentication/,
    ],
    [
      "an answer of its own",
      (w) => {
        start(w).parameters.options = { responseData: "={{ $env }}" };
      },
      /needs options/,
    ],
    [
      "several methods",
      (w) => {
        start(w).parameters.multipleMethods = true;
      },
      /may not set multipleMethods/,
    ],
    [
      "no credential",
      (w) => {
        delete start(w).credentials;
      },
      /one credential, jwtAuth/,
    ],
    [
      "a second start",
      (w) => {
        w.nodes.push({ ...start(w), name: "Start 2" });
      },
      /exactly one webhook/,
    ],
    [
      "no start",
      (w) => {
        w.nodes.shift();
      },
      /exactly one webhook/,
    ],
  ])("%s is refused", (_, change, message) => {
    expect(problemsAfter(change)).toContainEqual({
      node: expect.toSatisfy((node) => node === null || node === "Start"),
      message: expect.stringMatching(message),
    });
  });
});

test.each<[string, (workflow: Workflow) => void, RegExp]>([
  [
    "pinned data",
    (w) => {
      w.pinData = {};
    },
    /“pinData”/,
  ],
  [
    "static data",
    (w) => {
      w.staticData = {};
    },
    /“staticData”/,
  ],
  [
    "an id",
    (w) => {
      w.id = "abc";
    },
    /“id”/,
  ],
  [
    "a webhook id",
    (w) => {
      (w.nodes[1] as Node).webhookId = "abc";
    },
    /“webhookId”/,
  ],
  [
    "a node without notes",
    (w) => {
      delete (w.nodes[1] as Node).notes;
    },
    /in its notes/,
  ],
  [
    "a node switched off",
    (w) => {
      (w.nodes[1] as Node).disabled = true;
    },
    /switched off/,
  ],
  [
    "two nodes of a name",
    (w) => {
      (w.nodes[1] as Node).name = "Start";
    },
    /same name/,
  ],
  [
    "a connection to nowhere",
    (w) => {
      w.connections.Start = { main: [[{ node: "Nowhere", type: "main", index: 0 }]] };
    },
    /does not exist/,
  ],
  [
    "a connection for tools",
    (w) => {
      w.connections.Start = { ai_tool: [[]] };
    },
    /not supported/,
  ],
  [
    "no nodes",
    (w) => {
      w.nodes = [];
    },
    /nodes/,
  ],
])("%s is refused", (_, change, message) => {
  expect(problemsAfter(change).map((problem) => problem.message)).toContainEqual(expect.stringMatching(message));
});

describe("dangerous forms of allowed nodes", () => {
  test.each<[string, ReturnType<typeof withNode>, RegExp]>([
    [
      "Set with raw JSON",
      withNode({ type: "n8n-nodes-base.set", typeVersion: 3.4, parameters: { mode: "raw" } }),
      /manual mapping/,
    ],
    [
      "Merge by SQL",
      withNode({ type: "n8n-nodes-base.merge", typeVersion: 3, parameters: { mode: "combineBySql" } }),
      /SQL/,
    ],
    [
      "Wait for an address",
      withNode({ type: "n8n-nodes-base.wait", parameters: { resume: "webhook" } }),
      /second door/,
    ],
    ["plain FTP", withNode({ type: "n8n-nodes-base.ftp", parameters: { protocol: "ftp" } }), /Use SFTP/],
    [
      "SQL put together",
      withNode({
        type: "n8n-nodes-base.postgres",
        typeVersion: 2.6,
        parameters: { operation: "executeQuery", query: "=select {{ $json.x }}" },
      }),
      /fixed text/,
    ],
    [
      "SQL that evaluates itself",
      withNode({
        type: "n8n-nodes-base.postgres",
        typeVersion: 2.6,
        parameters: { operation: "executeQuery", query: "select {{ $json.x }}" },
      }),
      /fixed text/,
    ],
    ["a version nobody checked", withNode({ type: "n8n-nodes-base.set", typeVersion: 1 }), /has not been checked/],
    ["no timeout", http({ options: {} }), /timeout/],
    ["bad certificates", http({ options: { timeout: 1, allowUnauthorizedCerts: true } }), /certificates/],
    ["a proxy", http({ options: { timeout: 1, proxy: "http://x" } }), /proxy/],
    [
      "a token and redirects",
      http({ headerParameters: { parameters: [{ name: "Authorization", value: "x" }] } }),
      /redirects/,
    ],
    ["n8n's own credential types", http({ authentication: "predefinedCredentialType" }), /generic credential/],
  ])("%s is refused", (_, problems, message) => {
    expect(problems).toEqual(expect.arrayContaining(extra(message)));
  });
});

test("the workflow in docs/workflow-contract.md passes", () => {
  const [schema] = documentedJson("workflow-contract.md", "config_schema");
  const [workflow] = documentedJson("workflow-contract.md", "workflow");
  expect(lintWorkflow(workflow, credentialFields(manifestOf(schema)))).toEqual([]);
});

test("the definition that tenants see has names and notes, and no address, id or placeholder", () => {
  const steps = describeSteps(fresh()) ?? [];
  expect(steps[0]).toEqual({ name: "Start", notes: expect.stringContaining("Automata starts the run") });
  expect(steps.map((step) => Object.keys(step).join())).toEqual(steps.map(() => "name,notes"));
  expect(JSON.stringify(steps)).not.toMatch(/\{\{|https?:|n8n/);
});

test.each([null, {}, { nodes: "none" }, "text"])("a definition that cannot be read has no steps: %j", (json) => {
  expect(describeSteps(json)).toBeNull();
});
