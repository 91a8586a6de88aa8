"use client";

import { useEffect, useEffectEvent } from "react";

/**
 * Asks again and again, `everyMs` after each answer, until `ask` answers false: there is nothing more to learn. Asks nothing
 * while the tab is hidden, and at once when it is shown again.
 *
 * @param ask copes with its own failures; its request should end with `signal`
 */
export function usePoll(
  ask: (signal: AbortSignal) => Promise<boolean>,
  { everyMs, enabled = true }: { everyMs: number; enabled?: boolean },
): void {
  const askNow = useEffectEvent(ask);
  useEffect(() => {
    if (!enabled) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let state: "waiting" | "asking" | "done" = "waiting";

    async function tick() {
      state = "asking";
      state = (await askNow(stop.signal)) ? "waiting" : "done";
      schedule(everyMs);
    }
    function schedule(afterMs: number) {
      clearTimeout(timer);
      if (state === "waiting" && !document.hidden && !stop.signal.aborted) timer = setTimeout(tick, afterMs);
    }
    const whenShown = () => schedule(0);

    schedule(everyMs);
    document.addEventListener("visibilitychange", whenShown);
    return () => {
      stop.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", whenShown);
    };
  }, [everyMs, enabled]);
}
