"use client";

import { Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useVerb } from "@/components/automata/use-verb";
import { VerbFailure } from "@/components/automata/verb-failure";
import { Button } from "@/components/ui/button";
import { cancelRun } from "@/lib/automata/run-actions";

/** Stops a run. What it has done so far stays done, which the label beside it says. */
export function CancelRunButton({ runId, cancelling }: { runId: string; cancelling: boolean }) {
  const router = useRouter();
  const { run, pending, failure } = useVerb(cancelRun, { onDone: () => router.refresh() });
  return (
    <div className="flex flex-col items-end gap-1">
      <Button variant="secondary" size="sm" pending={pending || cancelling} onClick={() => run({ runId })}>
        {!(pending || cancelling) && <Square aria-hidden />}
        {pending || cancelling ? "Cancelling" : "Cancel run"}
      </Button>
      <VerbFailure failure={failure} />
    </div>
  );
}
