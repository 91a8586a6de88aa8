"use client";

import { Pause } from "lucide-react";
import { useRouter } from "next/navigation";
import { useVerb } from "@/components/automata/use-verb";
import { VerbFailure } from "@/components/automata/verb-failure";
import { Button } from "@/components/ui/button";
import { pauseApp } from "@/lib/automata/actions";

/** Keeps new runs from starting until somebody resumes it. */
export function PauseButton({ installId }: { installId: string }) {
  const router = useRouter();
  const { run, pending, failure } = useVerb(pauseApp, { onDone: () => router.refresh() });
  return (
    <div className="flex flex-col items-end gap-1">
      <Button variant="secondary" pending={pending} onClick={() => run({ installId })}>
        {!pending && <Pause aria-hidden />}
        {pending ? "Pausing" : "Pause"}
      </Button>
      <VerbFailure failure={failure} />
    </div>
  );
}
