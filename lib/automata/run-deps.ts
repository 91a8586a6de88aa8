import type { Engine } from "../n8n/engine";
import type { TenantId } from "../tenancy/tenant-id";
import type { ErrorRepository } from "./error-repository";
import type { RunRepository } from "./run-repository";

/** The moments at which a start or a cancellation can be cut off, in order; tests end the engine at each of them. */
export const runSteps = [
  "run_recorded",
  "execution_started",
  "execution_recorded",
  "cancelling",
  "execution_stopped",
] as const;
export type RunStep = (typeof runSteps)[number];

/** What the use-cases of runs and row errors work with. */
export interface RunDeps {
  runs: RunRepository;
  errors: ErrorRepository;
  /** Null: no engine is connected, which is a state and not a fault. */
  engine: Engine | null;
  /** AUTOMATA_SIGNING_SECRET. */
  signingSecret: string;
  /** AUTOMATA_RETENTION_DAYS: after these, row errors lose what they hold of the source row. */
  retentionDays: number;
  now(): Date;
  onRunStep?(step: RunStep, runId: string): Promise<void> | void;
}

/** Who asks, after the right was checked. `label` is what others read: a name, or an e-mail address. */
export interface Actor {
  tenantId: TenantId;
  userId: string;
  label: string;
}
