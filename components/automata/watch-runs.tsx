"use client";

import { useRouter } from "next/navigation";
import { askForRun } from "@/components/automata/use-live-run";
import { usePoll } from "@/components/ui/use-poll";

/** Has the page drawn anew as soon as one of these runs has ended. Draws nothing itself. */
export function WatchRuns({ runIds }: { runIds: readonly string[] }) {
  const router = useRouter();
  usePoll(
    async (signal) => {
      const runs = await Promise.allSettled(runIds.map((id) => askForRun(id, signal)));
      // What was not answered is asked again; the numbers on the page are as old as they say.
      if (runs.some((run) => run.status === "fulfilled" && run.value.status !== "running")) router.refresh();
      return true;
    },
    { everyMs: 3000, enabled: runIds.length > 0 },
  );
  return null;
}
