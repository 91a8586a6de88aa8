"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { usePoll } from "@/components/ui/use-poll";
import type { LiveRunState } from "@/lib/automata/live-run";
import { liveRunRoute } from "@/lib/routes";

export const liveRunEveryMs = 1500;

/** @throws if it cannot be known, or is none of the viewer's business any more */
export async function askForRun(runId: string, signal: AbortSignal): Promise<LiveRunState> {
  const response = await fetch(liveRunRoute(runId), { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as LiveRunState;
}

/**
 * Asks how a run is doing until it has ended, and then has the page drawn anew. `now` is null until the browser's clock is
 * known; `lost` means that the last question was not answered.
 */
export function useLiveRun(initial: LiveRunState): { live: LiveRunState; now: number | null; lost: boolean } {
  const router = useRouter();
  const [answer, setAnswer] = useState<{ live: LiveRunState; now: number | null; lost: boolean }>({
    live: initial,
    now: null,
    lost: false,
  });
  usePoll(
    async (signal) => {
      try {
        const live = await askForRun(initial.id, signal);
        setAnswer({ live, now: Date.now(), lost: false });
        if (live.status === "running") return true;
        router.refresh();
        return false;
      } catch {
        // Told on the screen, and asked again.
        if (!signal.aborted) setAnswer((before) => ({ ...before, now: Date.now(), lost: true }));
        return true;
      }
    },
    { everyMs: liveRunEveryMs },
  );
  return answer;
}
