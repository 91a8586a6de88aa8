// npm run budget, after a production build: what the browser has to load first for each page of Automata, and what must
// never be in it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadEnvFiles } from "../../supabase/local/env-files.ts";

const root = join(import.meta.dirname, "../..");
/** Client JavaScript of a page's first load, in bytes after gzip. An empty page of Next.js has about 143 KB. */
const budget = 200 * 1024;

interface RouteStats {
  route: string;
  /** Relative to the project. */
  firstLoadChunkPaths: string[];
}

const statsFile = join(root, ".next/diagnostics/route-bundle-stats.json");
const pages = (JSON.parse(readFileSync(statsFile, "utf8")) as RouteStats[]).filter(({ route }) =>
  /^\/dashboard\/studio\/(automata|app-store)/.test(route),
);

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const faults: string[] = [];

if (!pages.some(({ route }) => route === "/dashboard/studio/automata")) {
  faults.push("The build has no /dashboard/studio/automata: nothing was measured.");
}
for (const { route, firstLoadChunkPaths } of pages) {
  const size = firstLoadChunkPaths
    .map((path) => gzipSync(readFileSync(join(root, path))).length)
    .reduce((sum, bytes) => sum + bytes, 0);
  console.log(`${kilobytes(size).padStart(9)} of ${kilobytes(budget)}  ${route}`);
  if (size > budget)
    faults.push(`${route} loads ${kilobytes(size)} of JavaScript; the budget is ${kilobytes(budget)}.`);
}

// Names of server settings, the start of a secret key, and libraries that belong on the server. `server-only` already
// refuses the modules; this looks at what came out.
const forbidden = [
  "N8N_",
  "SUPABASE_SECRET_KEY",
  "AUTOMATA_SIGNING_SECRET",
  "AUTOMATA_CLOCK_SECRET",
  "sb_secret_",
  "X-N8N-API-KEY",
];
// Whatever the build could see under these names; .ci/run builds with values that are easy to tell.
loadEnvFiles();
const secretSettings = [
  "SUPABASE_SECRET_KEY",
  "N8N_API_KEY",
  "AUTOMATA_SIGNING_SECRET",
  "AUTOMATA_SIGNING_SECRET_PREVIOUS",
  "AUTOMATA_CLOCK_SECRET",
].flatMap((name) => {
  const value = process.env[name];
  return value ? [{ name, value }] : [];
});

/** Every page of the dashboard links to it: a search that cannot find this finds nothing. */
const canary = "/dashboard/studio/automata";

const staticDir = join(root, ".next/static");
const bundles = readdirSync(staticDir, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".js"))
  .map((file) => ({ file, text: readFileSync(join(staticDir, file), "utf8") }));
if (!bundles.some(({ text }) => text.includes(canary))) faults.push("The search for server settings searched nothing.");
for (const { file, text } of bundles) {
  for (const word of forbidden) if (text.includes(word)) faults.push(`${file} contains ${word}.`);
  for (const { name, value } of secretSettings) {
    if (text.includes(value)) faults.push(`${file} contains the value of ${name}.`);
  }
}
console.log(
  `${bundles.length} bundles searched for ${forbidden.join(", ")} and ${secretSettings.length} secret values`,
);

for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
