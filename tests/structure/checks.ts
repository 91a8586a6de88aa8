import { posix } from "node:path";
import type { SourceFile } from "./source-files.ts";

/** Answers one sentence per violation in the file; none if the file is sound. */
export type Check = (file: SourceFile) => string[];

/** The folder whose rules a file follows; `lib` stands for the files directly in it. */
type Layer = "app" | "components" | "lib/automata" | "lib/n8n" | "lib/tenancy" | "lib/supabase" | "lib";

const mayImport: Record<Layer, readonly Layer[]> = {
  app: ["app", "components", "lib/automata", "lib/n8n", "lib/tenancy", "lib/supabase", "lib"],
  components: ["components", "lib/automata", "lib"],
  "lib/automata": ["lib/automata", "lib/n8n", "lib/tenancy", "lib/supabase", "lib"],
  "lib/n8n": ["lib/n8n", "lib"],
  "lib/tenancy": ["lib/tenancy", "lib/supabase", "lib"],
  "lib/supabase": ["lib/supabase", "lib"],
  lib: ["lib"],
};

function layerOf(path: string): Layer | null {
  if (/^(app\/|proxy\b|instrumentation\b)/.test(path)) return "app";
  if (path.startsWith("components/")) return "components";
  const folder = /^lib\/(automata|n8n|tenancy|supabase)\//.exec(path);
  if (folder) return folder[0].slice(0, -1) as Layer;
  return path.startsWith("lib/") ? "lib" : null;
}

/** The modules that a file names, as paths from the project's root; packages stay as they are written. */
export function importsOf({ path, text }: SourceFile): string[] {
  const named = [...text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map((match) => match[1] ?? "");
  return named.map((name) => {
    if (name.startsWith("@/")) return name.slice(2);
    return name.startsWith(".") ? posix.join(posix.dirname(path), name) : name;
  });
}

export const importsPointOneWay: Check = (file) => {
  const layer = layerOf(file.path);
  if (!layer) return [];
  return importsOf(file).flatMap((target) => {
    const targetLayer = layerOf(target);
    if (!targetLayer || mayImport[layer].includes(targetLayer)) return [];
    // The wrapper of all actions stands beside its own rules, and asks tenancy who is calling.
    if (file.path === "lib/action.ts" && targetLayer === "lib/tenancy") return [];
    return [`${layer} must not import ${target}`];
  });
};

export const namesSayWhatAFileIs: Check = ({ path }) => {
  const name = posix.basename(path);
  if (/^(utils?|helpers?|misc|common|index)\.tsx?$/.test(name)) return [`"${name}" says nothing about what is in it`];
  return /^[a-z0-9[\].-]+$/.test(name) ? [] : [`"${name}" is not in kebab-case`];
};

export const useCasesAreOneVerbEach: Check = ({ path, text }) => {
  if (!path.startsWith("lib/automata/use-cases/")) return [];
  const name = posix.basename(path, ".ts");
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) return [`"${name}" is not named <verb>-<noun>`];
  const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return new RegExp(`export (async function|function|const) ${camel}\\b`).test(text) ? [] : [`exports no ${camel}`];
};

const publicActions = ["signIn", "signOut", "switchTenant"];

export const actionsAreWrapped: Check = ({ path, text }) => {
  const directive = /^\s*["']use server["'];?\s*$/m.exec(text);
  const isActions = /(^|[/-])actions\.ts$/.test(path);
  if (!directive) return isActions ? ['an actions file without "use server"'] : [];
  if (!isActions) return ['"use server" stands outside an actions.ts'];
  if (text.slice(0, directive.index).trim() !== "") return ['"use server" is not the first line'];

  return [...text.matchAll(/^\s*export\b(?!\s+(?:type|interface)\b).*$/gm)].flatMap(([line]) => {
    const wrapped = /^export const (\w+) = (tenantAction|publicAction)\(/.exec(line.trim());
    if (!wrapped) return [`not built by tenantAction or publicAction: ${line.trim()}`];
    const [, name = "", wrapper] = wrapped;
    return wrapper === "publicAction" && !publicActions.includes(name) ? [`${name} must not be a publicAction`] : [];
  });
};

const buildsSessionClients =
  /^lib\/(supabase\/|tenancy\/|automata\/(deps|[\w-]+-loader)\.ts$|automata\/[\w/-]+-repository\.ts$)/;
const buildsAdminClients =
  /^lib\/(supabase\/|tenancy\/|automata\/(deps|[\w-]+-loader)\.ts$|automata\/[\w/-]+-repository\.ts$)/;

export const fewFilesHoldADatabaseClient: Check = (file) =>
  importsOf(file).flatMap((target) => {
    if (target.startsWith("@supabase/") && !/^lib\/(supabase|tenancy)\//.test(file.path)) return [`imports ${target}`];
    if (target === "lib/supabase/server" && !buildsSessionClients.test(file.path)) return ["holds the caller's client"];
    if (target === "lib/supabase/admin" && !buildsAdminClients.test(file.path)) return ["holds the secret-key client"];
    return [];
  });

// instrumentation.ts asks which runtime Next compiled it for, which only the variable itself tells the bundler.
const readsEnvironment = ["lib/env.ts", "lib/n8n/env.ts", "next.config.ts", "instrumentation.ts"];

export const settingsAreReadInOnePlace: Check = ({ path, text }) => {
  const faults = [];
  if (/\bprocess\s*(\?\.|\.)\s*env\b|\bprocess\[/.test(text) && !readsEnvironment.includes(path))
    faults.push("reads process.env");
  if (/[.[]["'`]?N8N_[A-Z]/.test(text) && !path.startsWith("lib/n8n/")) faults.push("reads a setting of the engine");
  return faults;
};

export const engineSettingsStayOnTheServer: Check = ({ text }) =>
  /NEXT_PUBLIC_\w*N8N/.test(text) ? ["gives a setting of the engine to the browser"] : [];

export const routesAreWrittenOnce: Check = ({ path, text }) =>
  path === "lib/routes.ts"
    ? []
    : [...text.matchAll(/["'`](\/(?:dashboard|login)\b[^"'`]*)/g)].map(
        (match) => `spells out ${match[1]}; use lib/routes.ts`,
      );

export const columnsAreNamed: Check = ({ text }) =>
  [...text.matchAll(/\.select\(\s*(?:\)|(["'`])([\s\S]*?)\1)/g)]
    .filter((match) => match[2] === undefined || match[2].includes("*"))
    .map((match) => `reads every column: ${match[0]}`);

export const tenantIdsAreMintedInTenancy: Check = ({ path, text }) =>
  !path.startsWith("lib/tenancy/") && /\bas TenantId\b|\bmintTenantId\b|<TenantId>\s*[("'`\w]/.test(text)
    ? ["makes a TenantId without a check"]
    : [];

// Under a loading.tsx a refusal is sent with status 200.
export const nothingLoadsAboveAGate: Check = ({ path }) =>
  /^app\/.*\bloading\.tsx$/.test(path) ? ["a loading.tsx stands above a gate"] : [];

export const everyDashboardPageHasAGate: Check = ({ path, text }) =>
  /^app\/dashboard\/(.*\/)?page\.tsx$/.test(path) && !/\bawait require[A-Z]\w*\(/.test(text) ? ["has no gate"] : [];

// Written in two parts, so that this file does not find itself.
const outside = new RegExp(`(?<![\\w/.-])(?:\\.\\./)*${"shared"}/|/${"work"}/(main|${"shared"})`);

export const theProjectStandsAlone: Check = ({ text }) =>
  outside.test(text) ? ["refers to something outside this repository"] : [];
