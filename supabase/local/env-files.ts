import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./paths.ts";

/** Reads .env.local and .env into process.env. The shell wins over both, the first file over the second, as in Next.js. */
export function loadEnvFiles(): void {
  for (const file of [".env.local", ".env"].map((name) => join(projectRoot, name))) {
    if (existsSync(file)) process.loadEnvFile(file);
  }
}
