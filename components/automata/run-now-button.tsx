"use client";

import { Play } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useVerb } from "@/components/automata/use-verb";
import { VerbFailure } from "@/components/automata/verb-failure";
import { Button } from "@/components/ui/button";
import { runNow } from "@/lib/automata/run-actions";
import { runRoute } from "@/lib/routes";

/** Starts a run and goes to it; if one is under way already, says so and leads there. */
export function RunNowButton({ installId }: { installId: string }) {
  const router = useRouter();
  const [busyWith, setBusyWith] = useState<{ runId: string | null } | null>(null);
  const { run, pending, failure } = useVerb(runNow, {
    onDone(result) {
      if (result.outcome === "started") router.push(runRoute(installId, result.runId));
      else setBusyWith({ runId: result.runId });
    },
    onFailure: () => router.refresh(),
  });
  return (
    <div className="flex flex-col items-end gap-2">
      <Button
        pending={pending}
        onClick={() => {
          setBusyWith(null);
          run({ installId });
        }}
      >
        {!pending && <Play aria-hidden />}
        {pending ? "Starting" : "Run now"}
      </Button>
      <VerbFailure failure={failure} />
      <div role="status">
        {busyWith && (
          <p className="max-w-xs text-right text-[0.8125rem]">
            A run is already under way.{" "}
            {busyWith.runId && (
              <Link href={runRoute(installId, busyWith.runId)} className="font-medium underline underline-offset-4">
                Go to it
              </Link>
            )}
          </p>
        )}
      </div>
    </div>
  );
}
