"use client";

import { Check, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { useVerb } from "@/components/automata/use-verb";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { formatNumber } from "@/components/ui/format";
import { NativeDialog } from "@/components/ui/native-dialog";
import { Textarea } from "@/components/ui/textarea";
import { reopenErrors, resolveErrors } from "@/lib/automata/run-actions";

/** Which row errors of a run are meant: those named, or all of one cause, or all. */
export interface ErrorChoice {
  runId: string;
  errorIds?: string[];
  code?: string;
}

const verbs = {
  resolve: {
    action: resolveErrors,
    icon: Check,
    label: "Resolve",
    doing: "Resolving",
    text: "Resolving says that somebody has dealt with it. It does not send the row again; a retry does.",
  },
  reopen: {
    action: reopenErrors,
    icon: RotateCcw,
    label: "Reopen",
    doing: "Reopening",
    text: "What was noted before stays in the history.",
  },
} as const;

/** Resolves or reopens row errors, with a note that stays in their history. */
export function ResolveButton({
  verb,
  choice,
  count,
  label,
  prominent = false,
}: {
  verb: keyof typeof verbs;
  choice: ErrorChoice;
  count: number;
  /** The button's words, where "Resolve" alone would not say what. */
  label?: string;
  prominent?: boolean;
}) {
  const router = useRouter();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const { action, icon: Icon, label: word, doing, text } = verbs[verb];
  const { run, pending, failure, forget } = useVerb(action, {
    onDone: () => {
      setOpen(false);
      router.refresh();
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!pending) run({ ...choice, note: String(new FormData(event.currentTarget).get("note") ?? "") });
  }
  const errors = `${formatNumber(count)} row ${count === 1 ? "error" : "errors"}`;

  return (
    <>
      <Button variant={prominent ? "primary" : "secondary"} size="sm" onClick={() => setOpen(true)}>
        <Icon aria-hidden />
        {label ?? word}
      </Button>
      <NativeDialog
        open={open}
        onClose={() => {
          setOpen(false);
          forget();
        }}
        title={`${word} ${errors}`}
        description={text}
        footer={
          <>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button type="submit" form={formId} pending={pending}>
              {pending ? doing : `${word} ${errors}`}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Note" help="What was done, or why it does not matter. Everybody who sees this run can read it.">
            {(control) => <Textarea {...control} name="note" rows={3} maxLength={2000} />}
          </Field>
          <FormMessage error={failure?.message} />
        </form>
      </NativeDialog>
    </>
  );
}
