"use client";

import { useState, useTransition } from "react";
import type { Action, ActionFailure, ActionResult } from "@/lib/action";

const unreachable: ActionFailure = {
  ok: false,
  code: "unavailable",
  message: "The server could not be reached. Check your connection, then try again.",
};

/** A server action as a component calls it. */
export type Verb<Input, Output> = (input: Input) => Promise<ActionResult<Output>>;

interface Hooks<Output> {
  onDone?: (output: Output) => void | Promise<void>;
  onFailure?: (failure: ActionFailure) => void;
}

interface Doing<Input> {
  run: (input: Input) => void;
  pending: boolean;
  failure: ActionFailure | null;
  forget: () => void;
}

/** One server action behind one button or form: whether it is under way, how it failed, and what to do when it worked. */
export function useVerb<Input, Output>(action: Action<Input, Output>, hooks?: Hooks<Output>): Doing<Input>;
export function useVerb<Input, Output>(action: Verb<Input, Output>, hooks?: Hooks<Output>): Doing<Input>;
export function useVerb<Input, Output>(
  action: Verb<Input, Output>,
  { onDone, onFailure }: Hooks<Output> = {},
): Doing<Input> {
  const [pending, start] = useTransition();
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  const run = (input: Input) =>
    start(async () => {
      setFailure(null);
      const result = await action(input).catch(() => unreachable);
      if (result.ok) await onDone?.(result.data);
      else {
        setFailure(result);
        onFailure?.(result);
      }
    });
  return { run, pending, failure, forget: () => setFailure(null) };
}
