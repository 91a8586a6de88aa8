import "server-only";
import { env } from "../env";
import { createEngine } from "../n8n/engine";
import { engineEnv } from "../n8n/env";
import { engineHealth } from "../n8n/health";
import { adminClient } from "../supabase/admin";
import { createErrorRepository } from "./error-repository";
import type { InstallDeps } from "./install-deps";
import { isInstallStep } from "./install-steps";
import { createInstallWriteRepository } from "./install-write-repository";
import type { ReportEndpointDeps } from "./report-endpoint";
import type { RunDeps } from "./run-deps";
import { createRunRepository } from "./run-repository";

/** The real repositories and the real engine, from the settings of this process: the only place that builds them. */
export function createDeps(): RunDeps {
  const db = adminClient();
  const connection = engineEnv();
  return {
    runs: createRunRepository(db),
    errors: createErrorRepository(db),
    engine: connection && createEngine(connection),
    signingSecret: env().AUTOMATA_SIGNING_SECRET,
    retentionDays: env().AUTOMATA_RETENTION_DAYS,
    now: () => new Date(),
  };
}

/** Somebody waits for an installation anyway; a slow engine is no reason to refuse it. */
const healthTimeoutMs = 15_000;

/** The same for the use-cases of installs and credentials. */
export function installDeps(): InstallDeps {
  const connection = engineEnv();
  const { engine, runs, signingSecret, now } = createDeps();
  const installs = createInstallWriteRepository(adminClient());
  return {
    installs,
    runs,
    engine,
    health: async () => engineHealth(connection && { ...connection, timeoutMs: healthTimeoutMs }),
    signingSecret,
    callbackOrigin: env().AUTOMATA_CALLBACK_URL,
    now,
    onStep: (step, installId) => (isInstallStep(step) ? installs.recordStep(installId, step) : undefined),
  };
}

/** What the routes need that take the workflows' reports. */
export function reportDeps(): ReportEndpointDeps {
  const { AUTOMATA_SIGNING_SECRET: current, AUTOMATA_SIGNING_SECRET_PREVIOUS: previous } = env();
  return {
    runs: createRunRepository(adminClient()),
    secrets: previous ? [current, previous] : [current],
    now: () => new Date(),
  };
}
