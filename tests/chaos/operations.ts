import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "@/lib/automata/run-deps";
import { cancelRun } from "@/lib/automata/use-cases/cancel-run";
import { configureApp } from "@/lib/automata/use-cases/configure-app";
import { installApp } from "@/lib/automata/use-cases/install-app";
import { startRun } from "@/lib/automata/use-cases/start-run";
import { uninstallApp } from "@/lib/automata/use-cases/uninstall-app";
import { AppError } from "@/lib/errors";
import { type Crash, Died, type Step } from "../n8n/crash";
import type { Site } from "../n8n/site";

export type Verb = "install" | "run" | "uninstall";

/** One thing to do, and the step at which a kill is to catch it; null: wherever the kill happens to find it. */
export interface Task {
  verb: Verb;
  step: Step | null;
}

/** An app of a tenant, installed or not. */
export interface Place {
  actor: Actor;
  app: "importApp" | "websiteApp";
  installId?: string;
}

/** How it ended for who asked: done, told that it goes on or why it does not, or cut off. */
export type Ending = "done" | "told" | "died";

/** Only a sentence of ours or our own death is an ending; anything else is a fault. */
async function endingOf(operation: () => Promise<Ending>): Promise<Ending> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof Died) return "died";
    if (error instanceof AppError) return "told";
    throw error;
  }
}

export function perform(site: Site, crash: Crash, task: Task, place: Place, fatal: boolean): Promise<Ending> {
  const deps = crash.cutOffAt(task.step, { fatal });
  const { actor } = place;
  switch (task.verb) {
    case "install":
      return endingOf(async () => {
        const { outcome } = await installApp(deps, actor, site[place.app]);
        return outcome === "installed" ? "done" : "told";
      });
    case "uninstall":
      return endingOf(async () => {
        const { outcome } = await uninstallApp(deps, actor, { installId: place.installId ?? "" });
        return outcome === "uninstalled" ? "done" : "told";
      });
    case "run":
      return endingOf(async () => {
        const started = await startRun(deps, actor, { installId: place.installId ?? "" });
        if (started.outcome !== "started") throw new Error(`Not started: ${started.outcome}`);
        if (task.step === null) return started.unconfirmed ? "told" : "done";
        await sleep(200);
        const { outcome } = await cancelRun(deps, actor, { runId: started.runId });
        return outcome === "cancelling" ? "told" : "done";
      });
  }
}

/** A run that is to be cut off keeps the website waiting; the others get their answer. */
export async function prepareRun({ deps, fast, slow }: Site, { actor, installId }: Place, task: Task) {
  await configureApp(deps, actor, { installId: installId ?? "", config: task.step === null ? fast : slow });
}
