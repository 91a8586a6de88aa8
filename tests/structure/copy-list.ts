import { importsOf } from "./checks.ts";
import type { SourceFile } from "./source-files.ts";

/** The files, folders and patterns that the README says to copy into the dashboard. */
export function copyList(readme: string): string[] {
  const step = /^1\. Copy ([\s\S]*?)\. `/m.exec(readme)?.[1] ?? "";
  return [...step.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}

/** What the list names and is not there, and what a listed file imports that is not on it. */
export function copyListFaults(list: readonly string[], sources: readonly SourceFile[]): string[] {
  const covers = (entry: string, path: string) => {
    const pattern = entry.replace(/[.[\]()]/g, "\\$&").replaceAll("*", "[^/]*");
    return new RegExp(`^${pattern}(/|$)`).test(path);
  };
  const isListed = (path: string) => list.some((entry) => covers(entry, path));
  const byImport = new Map(sources.map((source) => [source.path.replace(/\.tsx?$/, ""), source.path]));

  const absent = list.filter((entry) => !sources.some(({ path }) => covers(entry, path)));
  const missing = sources
    .filter(({ path }) => isListed(path))
    .flatMap((source) =>
      importsOf(source).flatMap((target) => {
        const path = byImport.get(target.replace(/\.tsx?$/, ""));
        return path && !isListed(path) ? [`${source.path} needs ${path}`] : [];
      }),
    );
  return [...absent.map((entry) => `there is no ${entry}`), ...new Set(missing)];
}
