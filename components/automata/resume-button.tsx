"use client";

import { Power } from "lucide-react";
import { useRouter } from "next/navigation";
import { useVerb } from "@/components/automata/use-verb";
import { VerbFailure } from "@/components/automata/verb-failure";
import { Button } from "@/components/ui/button";
import { resumeApp } from "@/lib/automata/actions";

/** Sets a paused install up anew in the engine, after which it can run. */
export function ResumeButton({ installId }: { installId: string }) {
  const router = useRouter();
  const { run, pending, failure } = useVerb(resumeApp, {
    onDone: () => router.refresh(),
    onFailure: () => router.refresh(),
  });
  return (
    <div className="flex flex-col items-end gap-1">
      <Button pending={pending} onClick={() => run({ installId })}>
        {!pending && <Power aria-hidden />}
        {pending ? "Resuming" : "Resume"}
      </Button>
      <VerbFailure failure={failure} />
    </div>
  );
}
