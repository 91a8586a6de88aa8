"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { LiveRunState } from "@/lib/automata/live-run";
import { liveRunRoute } from "@/lib/routes";

const intervalMs = 1500;

/**
 * Asks how a run is doing until it has ended, and then has the page drawn anew. Asks nothing while the tab is hidden.
 * `now` is null until the browser's clock is known; `lost` means that the last question was not answered.
 */
export function useLiveRun(initial: LiveRunState): { live: LiveRunState; now: number | null; lost: boolean } {
  const router = useRouter();
  const [answer, setAnswer] = useState<{ live: LiveRunState; now: number | null; lost: boolean }>({
    live: initial,
    now: null,
    lost: false,
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = new AbortController();

    async function ask() {
      try {
        const response = await fetch(liveRunRoute(initial.id), { signal: stop.signal, cache: "no-store" });
        if (!response.ok) throw new Error(`answered ${response.status}`);
        const live = (await response.json()) as LiveRunState;
        setAnswer({ live, now: Date.now(), lost: false });
        if (live.status !== "running") {
          router.refresh();
          return;
        }
      } catch {
        if (stop.signal.aborted) return;
        setAnswer((before) => ({ ...before, now: Date.now(), lost: true }));
      }
      schedule();
    }
    function schedule() {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(ask, intervalMs);
    }

    schedule();
    document.addEventListener("visibilitychange", schedule);
    return () => {
      stop.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", schedule);
    };
  }, [initial.id, router]);

  return answer;
}
