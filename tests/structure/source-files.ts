import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file of the project: its path from the project's root, with forward slashes, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const skipped = new Set([
  "node_modules",
  ".git",
  ".next",
  ".local",
  "test-results",
  "playwright-report",
  "package-lock.json",
]);
const readable = /\.(ts|tsx|mjs|js|sql|css|md|json|toml|yml|svg)$|^\.env\.example$/;

/** Every text file of the project, lock files and generated folders apart. */
export function projectFiles(folder = ""): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return projectFiles(path);
    return readable.test(entry.name) ? [{ path, text: readFileSync(join(root, path), "utf8") }] : [];
  });
}

/** What runs in the app, as opposed to tests, tools and the local stack. */
export function isAppSource({ path }: SourceFile): boolean {
  return /^((app|components|lib)\/.+|proxy|instrumentation(-node)?|next\.config)\.tsx?$/.test(path);
}
