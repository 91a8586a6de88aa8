"use client";

import { useState, useTransition } from "react";
import type { Action, ActionFailure } from "@/lib/action";

const unreachable: ActionFailure = {
  ok: false,
  code: "unavailable",
  message: "The server could not be reached. Check your connection, then try again.",
};

/** One server action behind one button or form: whether it is under way, how it failed, and what to do when it worked. */
export function useVerb<Input, Output>(
  action: Action<Input, Output>,
  { onDone, onFailure }: { onDone?: (output: Output) => void; onFailure?: (failure: ActionFailure) => void } = {},
) {
  const [pending, start] = useTransition();
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  const run = (input: Input) =>
    start(async () => {
      setFailure(null);
      const result = await action(input).catch(() => unreachable);
      if (result.ok) onDone?.(result.data);
      else {
        setFailure(result);
        onFailure?.(result);
      }
    });
  return { run, pending, failure, forget: () => setFailure(null) };
}
