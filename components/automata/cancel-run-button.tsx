"use client";

import { Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useVerb } from "@/components/automata/use-verb";
import { VerbFailure } from "@/components/automata/verb-failure";
import { Button } from "@/components/ui/button";
import { cancelRun } from "@/lib/automata/run-actions";

/** Stops a run. What it has done so far stays done, which the label beside it says. */
export function CancelRunButton({ runId, cancelling }: { runId: string; cancelling: boolean }) {
  const router = useRouter();
  const [unconfirmed, setUnconfirmed] = useState(false);
  const { run, pending, failure } = useVerb(cancelRun, {
    onDone: ({ outcome }) => {
      setUnconfirmed(outcome === "cancelling");
      router.refresh();
    },
  });
  return (
    <div className="flex flex-col items-end gap-1">
      <Button variant="secondary" size="sm" pending={pending || cancelling} onClick={() => run({ runId })}>
        {!(pending || cancelling) && <Square aria-hidden />}
        {pending || cancelling ? "Cancelling" : "Cancel run"}
      </Button>
      {unconfirmed && (
        <p role="status" className="max-w-72 text-right text-[0.8125rem] text-muted-foreground">
          The engine has not confirmed the start yet. Should it still begin, it is stopped; that is known within three
          minutes.
        </p>
      )}
      <VerbFailure failure={failure} />
    </div>
  );
}
