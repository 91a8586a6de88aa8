"use client";

import { ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useLiveInstall } from "@/components/automata/use-live-install";
import { Button } from "@/components/ui/button";

/**
 * Says when a run has begun that the list does not show yet. The list itself stays as it is until it is asked for: nobody
 * wants the row under the pointer to move away.
 */
export function NewerRuns({ appId, newestRunId }: { appId: string; newestRunId: string | null }) {
  const router = useRouter();
  const [seen, setSeen] = useState(newestRunId);
  useLiveInstall(appId, 5000, (live) => {
    setSeen(live.newestRunId);
    return true;
  });
  return (
    // Its height is always taken, so that nothing moves when it speaks.
    <div role="status" className="flex h-8 items-center">
      {seen !== null && seen !== newestRunId && (
        <Button variant="secondary" size="sm" onClick={() => router.refresh()}>
          <ArrowUp aria-hidden />A new run has started: show it
        </Button>
      )}
    </div>
  );
}
