"use client";

import { Button } from "@/components/ui/button";

/**
 * What a person sees when a page could not be drawn. The error itself stays on the server; `reference` is the digest
 * under which the server logged it.
 */
export function FailurePage({ reference, retry }: { reference: string | undefined; retry: () => void }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-4 px-5 py-16">
      <h1 className="font-semibold text-2xl tracking-tight">Something went wrong on our side</h1>
      <p className="text-muted-foreground">
        This page could not be loaded. Nothing has been changed. Try again; if it keeps happening, tell the platform
        team
        {reference ? ` the reference ${reference}` : ""}.
      </p>
      <Button onClick={retry}>Try again</Button>
    </div>
  );
}
