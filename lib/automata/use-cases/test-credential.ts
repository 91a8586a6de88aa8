import { AppError } from "../../errors";
import { isEngineError } from "../../n8n/errors";
import { asAppError } from "../engine-sentences";
import { type InstallDeps, requireEngine } from "../install-deps";
import { notInstalled } from "../install-lease";
import type { Actor } from "../run-deps";

/** Asks the system in question whether it accepts a credential, where the engine can do that. Changes nothing. */
export async function testCredential(
  deps: InstallDeps,
  actor: Actor,
  input: { installId: string; key: string },
): Promise<TestedCredential> {
  const { engine } = await requireEngine(deps);
  const install = await deps.installs.find(actor.tenantId, input.installId);
  if (!install || install.state === "uninstalled") throw notInstalled();
  const credential = install.credentials.find(({ key }) => key === input.key);
  if (!credential) throw notEntered();
  try {
    const tested = await engine.testCredential(credential.engineId);
    if (tested.outcome !== "fails") return tested;
    return { outcome: "fails", reason: plain(tested.reason, credential.engineId) };
  } catch (error) {
    throw isEngineError(error, "not_found") ? notEntered() : asAppError(error);
  }
}

export type TestedCredential =
  | { outcome: "works" }
  /** `reason` is what the other system said */
  | { outcome: "fails"; reason: string }
  /** only a run can tell */
  | { outcome: "untestable" };

const notEntered = () => new AppError("conflict", "This credential has no values yet. Enter them first.");

/** On one line, of a readable length, without what belongs to the engine. */
function plain(reason: string, engineId: string): string {
  const text = reason
    .replaceAll(engineId, "…")
    .replace(/\bn8n\b/gi, "the engine")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return text || "The other system refused, without giving a reason.";
}
