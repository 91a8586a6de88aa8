"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useVerb } from "@/components/automata/use-verb";
import { VerbFailure } from "@/components/automata/verb-failure";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format";
import { retryFailedRows } from "@/lib/automata/run-actions";
import { runRoute } from "@/lib/routes";

/** Repeats the open failed rows of a run, all or those named, in a run of their own, and goes there. */
export function RetryRowsButton({
  installId,
  runId,
  open,
  errorIds,
}: {
  installId: string;
  runId: string;
  /** How many row errors are open; shown on the button. */
  open: number;
  errorIds?: string[];
}) {
  const router = useRouter();
  const { run, pending, failure } = useVerb(retryFailedRows, {
    onDone: (result) => router.push(runRoute(installId, result.runId ?? runId)),
  });
  return (
    <div className="flex flex-col items-end gap-1">
      <Button
        variant={errorIds ? "secondary" : "primary"}
        size={errorIds ? "sm" : "md"}
        pending={pending}
        onClick={() => run({ runId, ...(errorIds && { errorIds }) })}
      >
        {!pending && <RotateCcw aria-hidden />}
        {pending ? "Starting" : errorIds ? `Retry ${formatNumber(open)}` : "Retry failed rows"}
      </Button>
      <VerbFailure failure={failure} />
    </div>
  );
}
