import { EnvError, env } from "@/lib/env";
import { engineEnv } from "@/lib/n8n/env";

/** Runs once before the first request: a missing setting is told at start-up, not by the first page that needs it. */
export function register(): void {
  try {
    env();
    engineEnv();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
