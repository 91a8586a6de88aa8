import { installSteps, uninstallSteps } from "@/lib/automata/install-steps";
import { runSteps } from "@/lib/automata/run-deps";
import type { Step } from "../n8n/crash";
import type { Ending, Verb } from "./operations";

export const stepsOf: Record<Verb, readonly Step[]> = {
  install: installSteps,
  run: runSteps,
  uninstall: uninstallSteps,
};
export const verbs = ["install", "run", "uninstall"] as const;

export interface Tally {
  kills: number;
  /** Operations under way when a kill came, wherever they were. */
  underWay: number;
  caught: Map<Step, number>;
  endings: Record<Verb, Record<Ending, number>>;
}

export function newTally(): Tally {
  const none = () => ({ done: 0, told: 0, died: 0 });
  return {
    kills: 0,
    underWay: 0,
    caught: new Map(),
    endings: { install: none(), run: none(), uninstall: none() },
  };
}

const line = (label: string, figure: string | number) => `${label.padEnd(46)}${String(figure).padStart(8)}`;

export function tableOf(tally: Tally, figures: Record<string, number>): string {
  const rule = "-".repeat(54);
  return [
    rule,
    ...verbs.map((verb) => {
      const { done, told, died } = tally.endings[verb];
      return line(`${verb}s: done / told why not yet / cut off`, `${done}/${told}/${died}`);
    }),
    line("kills of the engine", tally.kills),
    line("operations under way at a kill", tally.underWay),
    rule,
    ...verbs.flatMap((verb) =>
      stepsOf[verb].map((step) => line(`caught at ${verb}, ${step}`, tally.caught.get(step) ?? 0)),
    ),
    rule,
    ...Object.entries(figures).map(([label, figure]) => line(label, figure)),
    rule,
  ].join("\n");
}
