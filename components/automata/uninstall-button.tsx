"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useVerb } from "@/components/automata/use-verb";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import { formatNumber } from "@/components/ui/format";
import { NativeDialog } from "@/components/ui/native-dialog";
import { uninstallApp } from "@/lib/automata/actions";

type Uninstalled = Extract<Awaited<ReturnType<typeof uninstallApp>>, { ok: true }>["data"];

/** Asks first, and afterwards says what is gone and what stays. */
export function UninstallButton({ installId, name }: { installId: string; name: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState<Uninstalled | null>(null);
  const { run, pending, failure, forget } = useVerb(uninstallApp, { onDone: setDone });

  function close() {
    if (pending) return;
    setOpen(false);
    forget();
    if (done) router.refresh();
  }

  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Uninstall
      </Button>
      <NativeDialog
        open={open}
        onClose={close}
        title={
          done
            ? done.outcome === "uninstalled"
              ? `${name} is uninstalled`
              : `${name} is being uninstalled`
            : `Uninstall ${name}?`
        }
        footer={
          done ? (
            <Button onClick={close}>Close</Button>
          ) : (
            <>
              <Button variant="ghost" onClick={close}>
                Keep it
              </Button>
              <Button variant="danger" pending={pending} onClick={() => run({ installId })}>
                {pending ? "Uninstalling" : "Uninstall"}
              </Button>
            </>
          )
        }
      >
        <div role="status">{done && <Receipt done={done} />}</div>
        {!done && (
          <div className="flex flex-col gap-3">
            <p>It stops running, and its credentials are deleted from the vault for good.</p>
            <p className="text-muted-foreground">
              Runs and row errors stay readable. Installing it again later continues their history.
            </p>
            <FormMessage error={failure?.message} />
          </div>
        )}
      </NativeDialog>
    </>
  );
}

function Receipt({ done }: { done: Uninstalled }) {
  if (done.outcome === "uninstalling") return <p>{done.message}</p>;
  const { removed, kept } = done.receipt;
  return (
    <dl className="flex flex-col gap-4">
      <div>
        <dt className="font-medium">Removed</dt>
        <dd>
          <ul className="mt-1 list-disc pl-5 text-muted-foreground">
            {(removed.length > 0 ? removed : ["There was nothing in the automation engine."]).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </dd>
      </div>
      <div>
        <dt className="font-medium">Kept</dt>
        <dd className="mt-1 text-muted-foreground">
          {formatNumber(kept.runs)} {kept.runs === 1 ? "run" : "runs"} and {formatNumber(kept.openErrors)} open row{" "}
          {kept.openErrors === 1 ? "error" : "errors"}, readable on this page.
        </dd>
      </div>
    </dl>
  );
}
