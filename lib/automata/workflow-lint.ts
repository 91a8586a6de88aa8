import { credentialTypes } from "@/lib/automata/config-manifest/credential";
import type { CredentialField } from "@/lib/automata/config-manifest/types";
import {
  credentialKeyOf,
  isExpression,
  placeholders,
  texts,
  type WorkflowJson,
  type WorkflowNode,
  webhookType,
  workflowJson,
} from "@/lib/automata/workflow-json";
import { nodeRules } from "@/lib/automata/workflow-node-rules";
import { entryAnswer } from "@/lib/automata/workflow-template";

export interface WorkflowProblem {
  /** Null: the workflow as a whole. */
  node: string | null;
  message: string;
}

/**
 * What keeps a canonical workflow from being published. Credentials of all tenants lie in one vault, and the engine runs
 * whatever a workflow says: so only nodes that are known are allowed, and only in the form that is known.
 *
 * @param credentials the credential fields of the app's config_schema: see credentialFields()
 */
export function lintWorkflow(json: unknown, credentials: readonly CredentialField[]): WorkflowProblem[] {
  const parsed = workflowJson.safeParse(json);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ node: null, message: `${path.join(".")}: ${message}` }));
  }
  const workflow = parsed.data;
  return [
    ...foreignFields(json as object),
    ...entryProblems(workflow),
    ...connectionProblems(workflow),
    ...workflow.nodes.flatMap((node) =>
      [...nodeProblems(node, credentials)].map((message) => ({ node: node.name, message })),
    ),
  ];
}

const workflowFields = ["name", "nodes", "connections", "settings"];
const nodeFields = new Set([
  ...["id", "name", "notes", "type", "typeVersion", "position", "parameters", "credentials", "onError"],
  ...["alwaysOutputData", "executeOnce", "retryOnFail", "maxTries", "waitBetweenTries", "notesInFlow"],
]);

function foreignFields(json: object): WorkflowProblem[] {
  const foreign = Object.keys(json).filter((key) => !workflowFields.includes(key));
  const problems: WorkflowProblem[] = foreign.map((key) => ({
    node: null,
    message: `“${key}” does not belong into a canonical workflow.`,
  }));
  for (const node of (json as { nodes: Record<string, unknown>[] }).nodes) {
    for (const key of Object.keys(node).filter((name) => !nodeFields.has(name))) {
      problems.push({
        node: String(node.name),
        message: `“${key}” does not belong into a node of a canonical workflow.`,
      });
    }
  }
  return problems;
}

function entryProblems({ nodes }: WorkflowJson): WorkflowProblem[] {
  const entries = nodes.filter((node) => node.type === webhookType);
  const [entry] = entries;
  if (!entry || entries.length > 1)
    return [{ node: null, message: "The workflow needs exactly one webhook node, as its start." }];

  const expected = {
    httpMethod: "POST",
    path: placeholders.webhookPath,
    authentication: "jwtAuth",
    responseMode: "onReceived",
    options: { responseData: entryAnswer },
  };
  const problems: WorkflowProblem[] = [];
  for (const [key, value] of Object.entries(expected)) {
    if (JSON.stringify(entry.parameters[key]) !== JSON.stringify(value)) {
      problems.push({ node: entry.name, message: `The start needs ${key} ${JSON.stringify(value)}.` });
    }
  }
  for (const key of Object.keys(entry.parameters).filter((name) => !Object.hasOwn(expected, name))) {
    problems.push({ node: entry.name, message: `The start may not set ${key}.` });
  }
  const slots = Object.entries(entry.credentials ?? {});
  if (slots.length !== 1 || slots[0]?.[0] !== "jwtAuth" || slots[0][1].id !== placeholders.triggerCredential) {
    problems.push({
      node: entry.name,
      message: `The start needs one credential, jwtAuth, with the id ${placeholders.triggerCredential}.`,
    });
  }
  return problems;
}

function connectionProblems({ nodes, connections }: WorkflowJson): WorkflowProblem[] {
  const names = new Set(nodes.map(({ name }) => name));
  const problems: WorkflowProblem[] = [];
  if (names.size !== nodes.length) problems.push({ node: null, message: "Two nodes have the same name." });
  for (const [from, kinds] of Object.entries(connections)) {
    if (!names.has(from))
      problems.push({ node: null, message: `A connection starts at “${from}”, which does not exist.` });
    for (const [kind, outputs] of Object.entries(kinds)) {
      if (kind !== "main")
        problems.push({ node: from, message: `Connections of the kind “${kind}” are not supported.` });
      const lost = outputs.flatMap((targets) => targets ?? []).filter(({ node }) => !names.has(node));
      problems.push(
        ...lost.map(({ node }) => ({ node: from, message: `It leads to “${node}”, which does not exist.` })),
      );
    }
  }
  return problems;
}

function* nodeProblems(node: WorkflowNode, credentials: readonly CredentialField[]): Generator<string> {
  if (!node.notes?.trim())
    yield "Say in its notes what it does, in plain words: this is what tenants read as the definition.";
  if (node.disabled) yield "It is switched off. Remove it.";
  if (isExpression(node.name)) yield "Its name may not start with =.";

  const rule = Object.hasOwn(nodeRules, node.type) ? nodeRules[node.type] : undefined;
  if (!rule) {
    yield `Nodes of the type ${node.type} are not allowed.`;
    return;
  }
  if (!rule.versions.includes(node.typeVersion)) {
    yield `Version ${node.typeVersion} of this node has not been checked; use ${rule.versions.join(" or ")}.`;
  }
  if (rule.check) yield* rule.check(node);
  yield* textProblems(node);
  if (node.type !== webhookType) yield* credentialProblems(node, credentials);
}

/** Names that reach beyond the data of the run: the engine's environment, its other secrets, and JavaScript itself. */
const forbiddenInExpressions =
  /\$(?:env|vars|secrets|credentials|getWorkflowStaticData)\b|\b(?:constructor|__proto__|prototype|process|require|globalThis|Function|eval|import)\b/;

function* textProblems(node: WorkflowNode): Generator<string> {
  for (const { path, text } of texts(node.parameters)) {
    const known = Object.values(placeholders).some((placeholder) => placeholder === text);
    if (isExpression(text)) {
      const name = forbiddenInExpressions.exec(text)?.[0];
      if (name) yield `The expression at ${path} uses ${name}, which is out of bounds.`;
      if (Object.values(placeholders).some((placeholder) => text.includes(placeholder))) {
        yield `The expression at ${path} contains a placeholder. A placeholder must be a whole value.`;
      }
    } else if (text.includes("{{") && !known) {
      yield `The text at ${path} contains {{ but is neither an expression nor a placeholder.`;
    }
    if (hidesCredentials(text)) yield `The text at ${path} is JSON that names credentials.`;
  }
  if (namesCredentials(node.parameters)) yield "Its parameters name credentials. They belong beside the parameters.";
}

// A workflow inside a text could be made into one at run time.
function hidesCredentials(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    return namesCredentials(JSON.parse(text));
  } catch {
    return false; // not JSON, so nothing is hidden in it
  }
}

function namesCredentials(value: unknown): boolean {
  if (typeof value === "string") return hidesCredentials(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, entry]) => (!Array.isArray(value) && key === "credentials") || namesCredentials(entry),
  );
}

function* credentialProblems(node: WorkflowNode, fields: readonly CredentialField[]): Generator<string> {
  for (const [type, { id, name }] of Object.entries(node.credentials ?? {})) {
    const key = credentialKeyOf(id);
    const field = fields.find((entry) => entry.key === key);
    if (key === null || name !== id)
      yield `Its ${type} credential must be a placeholder, the same for id and name: {{credential:<key>}}.`;
    else if (!field) yield `It needs the credential “${key}”, which is not a credential field of the config_schema.`;
    else if (credentialTypes[field.credential_type].n8nType !== type) {
      yield `It uses “${key}” as ${type}, but the config_schema asks for a ${field.credential_type} credential.`;
    }
  }
}

/** The workflow as tenants may see it: what happens, step by step, with no ids and no addresses; null if it cannot be read. */
export function describeSteps(json: unknown): { name: string; notes: string }[] | null {
  const parsed = workflowJson.safeParse(json);
  return parsed.success ? parsed.data.nodes.map(({ name, notes }) => ({ name, notes: notes ?? "" })) : null;
}
