import { readFileSync } from "node:fs";

/** The JSON blocks of a page in docs/ that carry this word after ```json. */
export function documentedJson(page: string, word: string): unknown[] {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), "utf8");
  return [...text.matchAll(/^```json (\w+)\n(.*?)^```$/gms)]
    .filter(([, label]) => label === word)
    .map(([, , body]) => JSON.parse(body ?? ""));
}
