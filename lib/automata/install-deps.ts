import { AppError } from "../errors";
import type { Engine } from "../n8n/engine";
import type { EngineHealth } from "../n8n/health";
import { brokenConnection } from "./engine-sentences";
import type { InstallStep, UninstallStep } from "./install-steps";
import type { InstallWriteRepository } from "./install-write-repository";
import type { RunRepository } from "./run-repository";

/** What the use-cases of installs and credentials work with. */
export interface InstallDeps {
  installs: InstallWriteRepository;
  runs: Pick<RunRepository, "settleWithoutReport">;
  /** Null: no engine is connected, which is a state and not a fault. */
  engine: Engine | null;
  health(): Promise<EngineHealth>;
  /** AUTOMATA_SIGNING_SECRET. */
  signingSecret: string;
  /** Origin at which the engine reaches Automata. */
  callbackOrigin: string;
  now(): Date;
  /** How long a published app may take until it can be started. */
  liveWithinMs?: number;
  onStep?(step: InstallStep | UninstallStep, installId: string): Promise<void> | void;
}

export type ConnectedDeps = InstallDeps & { engine: Engine };

/** @throws {AppError} engine_unavailable, with who can mend it, before anything was begun */
export async function requireEngine(deps: InstallDeps): Promise<ConnectedDeps> {
  const { engine } = deps;
  const health = engine ? await deps.health() : { state: "not_configured" as const };
  if (engine && health.state === "ok") return { ...deps, engine };
  throw new AppError("engine_unavailable", brokenConnection(health));
}
