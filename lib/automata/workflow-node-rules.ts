import { isExpression, type WorkflowNode } from "@/lib/automata/workflow-json";

export interface NodeRule {
  /** Type versions whose parameters were read and tried. */
  versions: readonly number[];
  /** Sentences on what is wrong with this node's parameters. */
  check?(node: WorkflowNode): Generator<string>;
}

const plain = (...versions: number[]): NodeRule => ({ versions });

/**
 * The nodes that a workflow may use, by n8n type. Not among them: Code and everything else that runs programs, nodes that
 * start other workflows, and nodes whose fields evaluate {{ }} although the text is no expression (HTML, Form).
 */
export const nodeRules: Readonly<Record<string, NodeRule | undefined>> = {
  "n8n-nodes-base.webhook": plain(2, 2.1),
  "n8n-nodes-base.httpRequest": { versions: [4.2], check: checkHttpRequest },
  "n8n-nodes-base.extractFromFile": { versions: [1.1], check: checkExtractFromFile },
  "n8n-nodes-base.set": { versions: [3.4], check: checkSet },
  "n8n-nodes-base.splitOut": plain(1),
  "n8n-nodes-base.filter": plain(2, 2.1, 2.2, 2.3),
  "n8n-nodes-base.if": plain(2, 2.1, 2.2, 2.3),
  "n8n-nodes-base.switch": plain(3, 3.1, 3.2),
  "n8n-nodes-base.merge": { versions: [3, 3.1, 3.2], check: checkMerge },
  "n8n-nodes-base.aggregate": plain(1),
  "n8n-nodes-base.splitInBatches": plain(3),
  "n8n-nodes-base.dateTime": plain(2),
  "n8n-nodes-base.crypto": plain(2),
  "n8n-nodes-base.wait": { versions: [1, 1.1], check: checkWait },
  "n8n-nodes-base.noOp": plain(1),
  "n8n-nodes-base.ftp": { versions: [1], check: checkFtp },
  "n8n-nodes-base.postgres": { versions: [2.4, 2.5, 2.6], check: checkPostgres },
};

type Json = WorkflowNode["parameters"][string];

const child = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value[key] : undefined;

function* checkHttpRequest({ parameters, credentials }: WorkflowNode): Generator<string> {
  const { authentication, genericAuthType } = parameters;
  const slots = Object.keys(credentials ?? {});
  if (authentication !== undefined && authentication !== "none" && authentication !== "genericCredentialType") {
    yield "Authenticate with a generic credential (header or basic).";
  }
  // n8n attaches any credential of the type where the parameters ask for one and none is named.
  if (authentication === "genericCredentialType" && (slots.length !== 1 || slots[0] !== genericAuthType)) {
    yield "It asks for a credential that is not bound to it.";
  }
  if (authentication !== "genericCredentialType" && slots.length > 0)
    yield "It binds a credential that it does not use.";

  const options = parameters.options;
  const timeout = child(options, "timeout");
  if (typeof timeout !== "number" || timeout < 1 || timeout > 120_000) yield "Set a timeout of at most 120,000 ms.";
  const follows = child(child(child(options, "redirect"), "redirect"), "followRedirects");
  const sendsSecret = slots.length > 0 || JSON.stringify(parameters.headerParameters ?? {}).includes("uthorization");
  if (sendsSecret && follows !== false) yield "Switch off redirects: they would take the credential to another server.";
  if (child(options, "allowUnauthorizedCerts") !== undefined) yield "It may not accept invalid certificates.";
  if (child(options, "proxy") !== undefined) yield "It may not use a proxy of its own.";
}

function* checkExtractFromFile({ parameters }: WorkflowNode): Generator<string> {
  if (!["csv", "fromJson", "text", "xml", "xlsx", "ods"].includes(String(parameters.operation))) {
    yield "It may read csv, fromJson, text, xml, xlsx or ods.";
  }
}

function* checkSet({ parameters }: WorkflowNode): Generator<string> {
  if (parameters.mode !== undefined && parameters.mode !== "manual") {
    yield "Use manual mapping: raw JSON is put together as a text, so that data could change its structure.";
  }
}

function* checkMerge({ parameters }: WorkflowNode): Generator<string> {
  if (!["append", "combine", "chooseBranch"].includes(String(parameters.mode ?? "append"))) {
    yield "It may append, combine or choose a branch. Merging by SQL evaluates {{ }} in its query.";
  }
}

function* checkWait({ parameters }: WorkflowNode): Generator<string> {
  if (parameters.resume !== undefined && parameters.resume !== "timeInterval") {
    yield "It may wait for a time only: resuming by an address would open a second door.";
  }
}

function* checkFtp({ parameters, credentials }: WorkflowNode): Generator<string> {
  if (parameters.protocol !== "sftp") yield "Use SFTP: plain FTP sends the password in the clear.";
  if (!credentials?.sftp) yield "It needs an sftp credential.";
}

function* checkPostgres({ parameters, credentials }: WorkflowNode): Generator<string> {
  if (!credentials?.postgres) yield "It needs a postgres credential.";
  if (parameters.operation !== "executeQuery") return;
  const query = parameters.query;
  if (typeof query !== "string" || isExpression(query) || query.includes("{{")) {
    yield "The query must be a fixed text; bind values as $1, $2, ... through queryReplacement.";
  }
}
