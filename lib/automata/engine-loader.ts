import "server-only";
import { engineEnv } from "../n8n/env";
import { type EngineHealth, engineHealth } from "../n8n/health";

/** How the engine was doing, and when it was asked (ISO 8601). */
export interface EngineCheck {
  health: EngineHealth;
  checkedAt: string;
}

/** A page waits for this answer, so it is a short wait, and one for everybody who asks in the same moments. */
const timeoutMs = 1_500;
const keptMs = 10_000;

let last: { until: number; check: Promise<EngineCheck> } | undefined;

/** Never throws for what the engine does: not being there is a state that the pages explain. */
export function checkEngine(): Promise<EngineCheck> {
  const now = Date.now();
  if (!last || last.until < now) last = { until: now + keptMs, check: ask() };
  return last.check;
}

async function ask(): Promise<EngineCheck> {
  const connection = engineEnv();
  const health = await engineHealth(connection && { ...connection, timeoutMs });
  return { health, checkedAt: new Date().toISOString() };
}
