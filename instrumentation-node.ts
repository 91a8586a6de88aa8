import { EnvError, env } from "@/lib/env";
import { engineEnv } from "@/lib/n8n/env";

/** Ends the process with one message that names every faulty setting, before the first request could meet it. */
export function checkSettings(): void {
  try {
    env();
    engineEnv();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
