import {
  credentialKeyOf,
  isExpression,
  type Json,
  placeholders,
  texts,
  type WorkflowJson,
  type WorkflowNode,
  webhookType,
  workflowJson,
} from "@/lib/automata/workflow-json";

export interface CredentialReference {
  id: string;
  name: string;
}

export interface Materials {
  /** n8n_workflow_json of the app, as stored. */
  template: unknown;
  /** With the marker: see workflowName() in identifiers.ts. */
  name: string;
  webhookPath: string;
  /** IANA name. */
  timezone: string;
  /** The deployment's report address: see runsUrl() in report.ts. Never taken from a request. */
  runsUrl: string;
  triggerCredential: CredentialReference;
  /** By credential key: this install's, and only this install's. */
  credentials: Readonly<Record<string, CredentialReference>>;
}

/** The body of POST /workflows and PUT /workflows/:id, with nothing in it that n8n refuses. */
export interface WorkflowBody {
  name: string;
  nodes: WorkflowNode[];
  connections: WorkflowJson["connections"];
  settings: typeof fixedSettings & { timezone: string };
}

/** The template cannot become a workflow. `message` names the node and is meant for the platform team. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/**
 * What no template may choose. Data of a run that succeeded is not kept in the engine: it would hold every row and the
 * report token. Data of one that failed is, because without it nobody could say why.
 */
export const fixedSettings = {
  executionOrder: "v1",
  executionTimeout: 3600,
  saveDataErrorExecution: "all",
  saveDataSuccessExecution: "none",
  saveExecutionProgress: false,
  saveManualExecutions: false,
  callerPolicy: "none",
} as const;

/**
 * Binds a canonical workflow to one install. Pure. A tenant's configuration is no input, so it cannot end up in the
 * workflow: it travels as data with each start.
 *
 * @throws {TemplateError} if the template lacks something, or the result would hold more than it should
 */
export function materialiseWorkflow(materials: Materials): WorkflowBody {
  const template = parseTemplate(materials.template);
  const entry = theOnlyWebhook(template);
  const nodes = template.nodes.map((node) => bindNode(node, node === entry, materials));
  const { name, timezone } = materials;
  const body = { name, nodes, connections: template.connections, settings: { ...fixedSettings, timezone } };
  assertOwnExpressions(template, entry, body);
  assertOwnCredentials(body, materials);
  return body;
}

function parseTemplate(template: unknown): WorkflowJson {
  const parsed = workflowJson.safeParse(template);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TemplateError(`The workflow cannot be read: ${issue?.path.join(".")}: ${issue?.message}`);
}

function theOnlyWebhook({ nodes }: WorkflowJson): WorkflowNode {
  const [entry, ...others] = nodes.filter((node) => node.type === webhookType);
  if (!entry || others.length > 0)
    throw new TemplateError("The workflow needs exactly one webhook node, as its start.");
  return entry;
}

// The start is written anew, whatever the template says: path, authentication and answer are not its choice.
function bindEntry(node: WorkflowNode, { webhookPath, triggerCredential }: Materials): WorkflowNode {
  return {
    ...node,
    parameters: {
      httpMethod: "POST",
      path: webhookPath,
      authentication: "jwtAuth",
      responseMode: "onReceived",
      options: { responseData: entryAnswer },
    },
    credentials: { jwtAuth: { ...triggerCredential } },
  };
}

/** The only way to learn the id of an execution from starting it. */
export const entryAnswer = "={{ { executionId: $execution.id } }}";

function bindNode(node: WorkflowNode, isEntry: boolean, materials: Materials): WorkflowNode {
  if (isEntry) return bindEntry(node, materials);
  const { credentials, parameters, ...rest } = node;
  return {
    ...rest,
    parameters: replaceRunsUrl(parameters, materials.runsUrl) as Record<string, Json>,
    ...(credentials && { credentials: bindCredentials(node.name, credentials, materials) }),
  };
}

function bindCredentials(
  node: string,
  slots: NonNullable<WorkflowNode["credentials"]>,
  { credentials }: Materials,
): Record<string, CredentialReference> {
  return Object.fromEntries(
    Object.entries(slots).map(([type, slot]) => {
      const key = credentialKeyOf(slot.id);
      if (key === null) throw new TemplateError(`Node “${node}” names a credential that is not a placeholder.`);
      const credential = Object.hasOwn(credentials, key) ? credentials[key] : undefined;
      if (!credential)
        throw new TemplateError(`Node “${node}” needs the credential “${key}”, which this install lacks.`);
      return [type, { id: credential.id, name: credential.name }];
    }),
  );
}

// Only a whole value is replaced: inside a longer text, or an expression, it could change what the text means.
function replaceRunsUrl(value: Json, runsUrl: string): Json {
  if (value === placeholders.runsUrl) return runsUrl;
  if (Array.isArray(value)) return value.map((entry) => replaceRunsUrl(entry, runsUrl));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replaceRunsUrl(entry, runsUrl)]));
}

const expressionsOf = (value: unknown) =>
  [...texts(value)]
    .map(({ text }) => text)
    .filter(isExpression)
    .sort();

function assertOwnExpressions(template: WorkflowJson, entry: WorkflowNode, body: WorkflowBody): void {
  const own = template.nodes.filter((node) => node !== entry).flatMap((node) => expressionsOf(node.parameters));
  const expected = [...own, entryAnswer].sort();
  // Everything that n8n evaluates, or might one day. Titles and notes it shows as they are.
  const found = expressionsOf([
    body.settings,
    body.nodes.map(({ parameters, credentials }) => [parameters, credentials]),
  ]);
  if (found.length !== expected.length || found.some((text, index) => text !== expected[index])) {
    throw new TemplateError("The finished workflow holds an expression that is not the template's own.");
  }
}

function assertOwnCredentials(body: WorkflowBody, { triggerCredential, credentials }: Materials): void {
  const own = new Set([triggerCredential.id, ...Object.values(credentials).map(({ id }) => id)]);
  const foreign = body.nodes.find((node) => Object.values(node.credentials ?? {}).some(({ id }) => !own.has(id)));
  if (foreign) throw new TemplateError(`Node “${foreign.name}” names a credential of another install.`);
}
