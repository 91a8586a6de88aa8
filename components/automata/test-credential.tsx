"use client";

import { PlugZap } from "lucide-react";
import { useState } from "react";
import { useVerb } from "@/components/automata/use-verb";
import { VerbFailure } from "@/components/automata/verb-failure";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { testCredential } from "@/lib/automata/actions";

type Outcome = { outcome: "works" } | { outcome: "fails"; reason: string } | { outcome: "untestable" };

/** Asks the other system whether it accepts a credential. Three answers: yes, no and why, or that only a run can tell. */
export function TestCredential({ installId, field }: { installId: string; field: { key: string; label: string } }) {
  const [tested, setTested] = useState<Outcome | null>(null);
  const { run, pending, failure } = useVerb(testCredential, { onDone: setTested });
  return (
    <div className="flex flex-col items-start gap-1">
      <Button
        variant="secondary"
        size="sm"
        pending={pending}
        onClick={() => {
          setTested(null);
          run({ installId, key: field.key });
        }}
      >
        {!pending && <PlugZap aria-hidden />}
        {pending ? "Testing" : "Test"} <span className="sr-only">{field.label}</span>
      </Button>
      <div role="status" className="max-w-72 text-[0.8125rem]">
        {tested?.outcome === "works" && <Badge tone="success">Works</Badge>}
        {tested?.outcome === "fails" && (
          <>
            <Badge tone="danger">Does not work</Badge>
            <p className="mt-1 break-words text-danger-text">{tested.reason}</p>
          </>
        )}
        {tested?.outcome === "untestable" && (
          <>
            <Badge>Not known yet</Badge>
            <p className="mt-1 text-muted-foreground">This kind cannot be tested on its own. The next run will tell.</p>
          </>
        )}
      </div>
      <VerbFailure failure={failure} />
    </div>
  );
}
