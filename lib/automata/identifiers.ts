import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/**
 * Everything that an install or a run is known by in the engine, derived from the signing secret: nothing here is stored,
 * and nothing of it can be guessed without the secret.
 *
 * `generation` rises with every reinstall, so that a revived install shares no path, credential or key with its past.
 */
export interface InstallKey {
  /** AUTOMATA_SIGNING_SECRET. */
  secret: string;
  installId: string;
  generation: number;
}

/** `deployment` is private.deployment.id: objects of another deployment on the same engine are never ours. */
export interface DeployedInstall extends InstallKey {
  deployment: string;
}

type Purpose = "webhook-path" | "trigger-jwt" | "credential-id" | "credential-name";

/** HKDF-SHA256 (RFC 5869); the info string separates purposes, installs and generations. */
function derive(secret: string, info: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "automata", info, 32));
}

function installKey({ secret, installId, generation }: InstallKey, purpose: Purpose): Buffer {
  return derive(secret, `${purpose}\n${installId}\n${generation}`);
}

/** One path segment with 256 bits that nobody can guess. */
export function webhookPath(install: InstallKey): string {
  return `pb-${installKey(install, "webhook-path").toString("base64url")}`;
}

// Credentials ------------------------------------------------------------------------------------------------------------

/** The credential with which the engine checks that a start came from us. No field key can look like this one. */
export const triggerCredentialKey = "@trigger";

/** 16 characters, the most that n8n takes; a UUID would be refused. Deterministic, so that creating it twice is one credential. */
export function credentialId(install: DeployedInstall, key: string): string {
  return createHmac("sha256", installKey(install, "credential-id"))
    .update(`${install.deployment}\n${key}`)
    .digest("base64url")
    .slice(0, 16);
}

const deploymentPattern = "[A-Za-z0-9-]{1,36}";
const uuidPattern = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}";

export interface Owner {
  deployment: string;
  installId: string;
}

/** Unguessable, because n8n binds a node whose credential id is unknown to a credential that merely has the name. */
export function credentialName(install: DeployedInstall, key: string): string {
  const unique = createHmac("sha256", installKey(install, "credential-name"))
    .update(key)
    .digest("base64url")
    .slice(0, 22);
  return `pb:${install.deployment}:${install.installId}:${unique}`;
}

const credentialNamePattern = new RegExp(`^pb:(${deploymentPattern}):(${uuidPattern}):[\\w-]{22}$`);

/** Whose credential this is, or null for one that we did not create. */
export function parseCredentialName(name: string): Owner | null {
  return ownerIn(credentialNamePattern.exec(name));
}

// Workflows --------------------------------------------------------------------------------------------------------------

/** n8n refuses a longer name. */
const maxNameLength = 128;

/** `<app name> [pb:<deployment>:<install>]`; a long app name is cut, the marker never. */
export function workflowName(appName: string, { deployment, installId }: Owner): string {
  const marker = ` [pb:${deployment}:${installId}]`;
  const room = maxNameLength - marker.length;
  // By code point: half an emoji is no valid text.
  let title = "";
  for (const character of appName.trim() || "App") {
    if (title.length + character.length > room) break;
    title += character;
  }
  return title + marker;
}

const workflowNamePattern = new RegExp(` \\[pb:(${deploymentPattern}):(${uuidPattern})\\]$`);

/** Whose workflow this is, or null for one that we did not create. */
export function parseWorkflowName(name: string): Owner | null {
  return ownerIn(workflowNamePattern.exec(name));
}

function ownerIn(match: RegExpExecArray | null): Owner | null {
  const [, deployment, installId] = match ?? [];
  return deployment !== undefined && installId !== undefined ? { deployment, installId } : null;
}

// Starting a run ---------------------------------------------------------------------------------------------------------

/** The passphrase of the trigger credential: give it to n8n as a jwtAuth credential (passphrase, HS256). */
export function triggerSecret(install: InstallKey): string {
  return installKey(install, "trigger-jwt").toString("base64url");
}

const triggerLifetimeSeconds = 15;

const base64url = (value: string) => Buffer.from(value).toString("base64url");

/** JWT (RFC 7519, HS256) that starts exactly this run. It stays readable in the engine's data, and is worthless after 15 s. */
export function mintTriggerToken(install: InstallKey, runId: string, now: Date): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const header = base64url(JSON.stringify({ alg: "HS256", typ: "JWT" }));
  const claims = base64url(JSON.stringify({ jti: runId, iat: issuedAt, exp: issuedAt + triggerLifetimeSeconds }));
  const signature = createHmac("sha256", triggerSecret(install)).update(`${header}.${claims}`).digest("base64url");
  return `${header}.${claims}.${signature}`;
}

/** W3C Trace Context: n8n stores it on the execution, so that a start whose answer was lost can be found again. */
export function traceparent(runId: string): string {
  const trace = runId.replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(trace)) throw new TypeError("A run id is a UUID.");
  return `00-${trace}-${trace.slice(16)}-01`;
}

/** The run that an execution's traceparent names, or null. */
export function runOfTraceparent(value: string): string | null {
  const trace = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(value)?.[1];
  return trace ? trace.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") : null;
}

// Reporting a run --------------------------------------------------------------------------------------------------------

function reportSignature(secret: string, runId: string, expires: string): Buffer {
  return createHmac("sha256", derive(secret, "report-token")).update(`${runId}\n${expires}`).digest();
}

/** Lets its holder report this one run until `expiresAt`. Form: `<unix seconds>.<base64url HMAC>`. */
export function mintReportToken(secret: string, runId: string, expiresAt: Date): string {
  const expires = String(Math.ceil(expiresAt.getTime() / 1000));
  return `${expires}.${reportSignature(secret, runId, expires).toString("base64url")}`;
}

/**
 * Whether the token lets its holder report this run.
 *
 * @param secrets the signing secret and, during a rotation, the one before it
 */
export function verifyReportToken(
  secrets: readonly [string, ...string[]],
  runId: string,
  token: string,
  now: Date,
): "valid" | "expired" | "forged" {
  const [, expires, signature] = /^([0-9]{1,12})\.([\w-]{43})$/.exec(token) ?? [];
  if (expires === undefined || signature === undefined) return "forged";

  const given = Buffer.from(signature, "base64url");
  // Base64 has several spellings of the same bytes; only ours counts, so that a token has one form.
  if (given.toString("base64url") !== signature) return "forged";
  const genuine = secrets.some((secret) => timingSafeEqual(reportSignature(secret, runId, expires), given));
  if (!genuine) return "forged";
  return Number(expires) * 1000 > now.getTime() ? "valid" : "expired";
}
