import { AppError } from "../errors";
import { type EngineErrorKind, isEngineError } from "../n8n/errors";
import type { EngineHealth } from "../n8n/health";
import { TemplateError } from "./workflow-template";

/** The one place where failures of the engine become sentences for tenants: without its ids, names and addresses. */
export function brokenConnection({ state }: EngineHealth): string {
  switch (state) {
    case "not_configured":
      return "The automation engine is not connected yet. The platform team can connect it.";
    case "unreachable":
      return "The automation engine cannot be reached at the moment. Try again in a minute.";
    case "starting":
      return "The automation engine is just starting. Try again in a minute.";
    case "key_invalid":
      return "The automation engine no longer accepts our access key. The platform team has to renew it.";
    case "missing_scopes":
      return "Our access key for the automation engine lacks a permission. The platform team has to extend it.";
    case "too_old":
      return "The automation engine is too old for Automata. The platform team has to update it.";
    default:
      return "The automation engine is not set up correctly. The platform team has to check its address.";
  }
}

const sentences: Record<EngineErrorKind, string> = {
  unreachable: brokenConnection({ state: "unreachable", reason: "no_connection" }),
  not_ready: brokenConnection({ state: "starting" }),
  unauthorised: brokenConnection({ state: "key_invalid" }),
  missing_scope: brokenConnection({ state: "missing_scopes", scopes: [] }),
  not_found: "The automation engine no longer knows this app. Pause and resume it to set it up anew.",
  rejected: "The automation engine refused what it was given. The platform team has to check this app.",
  conflict: "The automation engine is still busy with this app. Try again in a minute.",
  rate_limited: "The automation engine is busy. Try again in a minute.",
  timeout: "The automation engine did not answer in time.",
  rebound: "The automation engine would have used another credential than yours, so nothing was set up.",
  unexpected: "The automation engine gave an answer that cannot be relied on.",
};

const broken = "This app's workflow has a fault. The platform team has to correct it.";

/** What went wrong with the engine, for tenants; null for a failure that has nothing to do with it. */
export function engineSentence(error: unknown): string | null {
  if (error instanceof TemplateError) return broken;
  return isEngineError(error) ? sentences[error.kind] : null;
}

/** Whether a repeat, later, can succeed without anybody changing anything. */
export function mayHeal(error: unknown): boolean {
  return isEngineError(error, "unreachable", "not_ready", "rate_limited", "timeout", "conflict", "unexpected");
}

/** @returns an AppError for a failure of the engine, and any other failure as it is */
export function asAppError(error: unknown): unknown {
  const sentence = engineSentence(error);
  return sentence === null ? error : new AppError("engine_unavailable", sentence, undefined, { cause: error });
}
