"use client";

import { usePoll } from "@/components/ui/use-poll";
import type { LiveInstall } from "@/lib/automata/live-install";
import { liveInstallRoute } from "@/lib/routes";

/**
 * Asks how the install of an app is doing, until `onAnswer` says false: it has heard enough. An answer that does not come is
 * asked for again.
 */
export function useLiveInstall(appId: string, everyMs: number, onAnswer: (live: LiveInstall) => boolean): void {
  usePoll(
    async (signal) => {
      try {
        const response = await fetch(liveInstallRoute(appId), { signal, cache: "no-store" });
        if (!response.ok) return true;
        const { install } = (await response.json()) as { install: LiveInstall | null };
        return install ? onAnswer(install) : true;
      } catch (error) {
        if (!signal.aborted) console.warn("How the app is doing could not be read; trying again.", error);
        return true;
      }
    },
    { everyMs },
  );
}
