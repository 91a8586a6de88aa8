// Writes lib/n8n/openapi.d.ts from the description that the installed n8n carries, reduced to the calls in use:
//   node supabase/local/engine/openapi-types.ts
// Answers are left out on purpose: they are parsed by lib/n8n/schema.ts, never trusted by type.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../paths.ts";
import { installDir } from "./install.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };
type Operation = JsonObject & { parameters?: Json; requestBody?: Json; operationId?: string };
type Specification = JsonObject & { paths: Record<string, Record<string, Operation>>; components: JsonObject };

const inUse: Record<string, string[]> = {
  "/discover": ["get"],
  "/credentials": ["get", "post"],
  "/credentials/{credentialId}": ["patch", "delete"],
  "/credentials/{credentialId}/test": ["post"],
  "/executions": ["get"],
  "/executions/{executionId}": ["get"],
  "/executions/{executionId}/stop": ["post"],
  "/workflows": ["get", "post"],
  "/workflows/{workflowId}": ["get", "put", "delete"],
  "/workflows/{workflowId}/publish": ["post"],
  "/workflows/{workflowId}/unpublish": ["post"],
};

// Types only: prose and examples stay in n8n's own documentation.
const isProse = (key: string, value: Json) =>
  key === "example" || key === "examples" || (key === "description" && typeof value === "string");

function withoutProse(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isProse(key, inner))
      .map(([key, inner]) => [key, withoutProse(inner)]),
  );
}

function references(value: Json, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const inner of value) references(inner, found);
  else if (value !== null && typeof value === "object") {
    if (typeof value.$ref === "string") found.add(value.$ref);
    for (const inner of Object.values(value)) references(inner, found);
  }
  return found;
}

const at = (root: Json, path: string[]): Json =>
  path.reduce<Json>((value, key) => (value as JsonObject)[key.replaceAll("~1", "/")] ?? null, root);

/** Only the components that the kept paths reach, in the order in which they are reached. */
function reachableComponents(spec: Specification, roots: Json): JsonObject {
  const components: Record<string, JsonObject> = {};
  const queue = [...references(roots)];
  for (const reference of queue) {
    const [group = "", name = ""] = reference.split("/").slice(2);
    if (components[group]?.[name] !== undefined) continue;
    const component = withoutProse(at(spec, ["components", group, name]));
    components[group] = { ...components[group], [name]: component };
    queue.push(...references(component));
  }
  return components;
}

function reduce(spec: Specification): JsonObject {
  const paths: JsonObject = {};
  for (const [path, methods] of Object.entries(inUse)) {
    const operations: JsonObject = {};
    for (const method of methods) {
      const operation = spec.paths[path]?.[method];
      if (!operation) throw new Error(`n8n no longer describes ${method} ${path}`);
      const { parameters, requestBody } = operation;
      operations[method] = {
        ...(parameters ? { parameters: withoutProse(parameters) } : {}),
        ...(requestBody ? { requestBody: withoutProse(requestBody) } : {}),
        responses: { 200: { description: "see schema.ts" } },
      };
    }
    paths[path] = operations;
  }
  return {
    openapi: "3.0.0",
    info: { title: "n8n", version: "1" },
    paths,
    components: reachableComponents(spec, paths),
  };
}

const n8n = join(installDir, "node_modules", "n8n");
const yaml = createRequire(join(n8n, "package.json"))("yaml") as { parse(text: string): Specification };
const spec = yaml.parse(readFileSync(join(n8n, "dist", "public-api", "v1", "openapi.yml"), "utf8"));
const scratch = mkdtempSync(join(tmpdir(), "n8n-openapi-"));
try {
  writeFileSync(join(scratch, "spec.json"), JSON.stringify(reduce(spec)));
  // openapi-typescript needs the JavaScript API that TypeScript 7 no longer has.
  const tools = ["-y", "-p", "openapi-typescript@7.13.0", "-p", "typescript@5.9.3", "openapi-typescript"];
  const output = join(projectRoot, "lib", "n8n", "openapi.d.ts");
  execFileSync("npx", [...tools, join(scratch, "spec.json"), "-o", output], { cwd: scratch, stdio: "inherit" });
} finally {
  rmSync(scratch, { recursive: true });
}
