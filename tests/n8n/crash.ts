import type { InstallStep, UninstallStep } from "@/lib/automata/install-steps";
import type { RunStep } from "@/lib/automata/run-deps";
import type { SiteDeps } from "./site";

export type Step = InstallStep | UninstallStep | RunStep;

/** What an operation ends with when its process dies: nothing after it is carried out. */
export class Died extends Error {
  override readonly name = "Died";
}

export interface Crash {
  /**
   * Deps for an operation that is cut off right after `step`: it waits there for the crash, or brings it about. Without a
   * step it is cut off wherever the crash finds it.
   */
  cutOffAt(step: Step | null, options?: { fatal: boolean }): SiteDeps;
  /** Ends the engine, and with it every operation at its next step. */
  strike(): Promise<void>;
  /** The steps at which operations have been cut off, or wait to be, so far. */
  caught: Step[];
  /** Resolves when so many are caught. */
  whenCaught(count: number): Promise<void>;
}

/** One crash of the engine and of the process that uses it, for any number of operations. */
export function prepareCrash(deps: SiteDeps, kill: () => Promise<unknown>): Crash {
  const caught: Step[] = [];
  const { promise: struck, resolve: strikeAll } = Promise.withResolvers<void>();
  const waiting: { count: number; resolve: () => void }[] = [];
  let striking: Promise<void> | undefined;
  const strike = () => {
    striking ??= kill().then(() => strikeAll());
    return striking;
  };

  const cutOffAt = (step: Step | null, { fatal } = { fatal: false }): SiteDeps => {
    const at = async (current: Step) => {
      if (striking !== undefined) throw new Died(current);
      if (current !== step) return;
      caught.push(current);
      for (const { count, resolve } of waiting) if (caught.length >= count) resolve();
      await (fatal ? strike() : struck);
      throw new Died(current);
    };
    return { ...deps, onStep: at, onRunStep: at };
  };
  return {
    cutOffAt,
    strike,
    caught,
    whenCaught: (count) =>
      new Promise((resolve) => {
        if (caught.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}
