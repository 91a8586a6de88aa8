"use client";

import { clsx } from "clsx";
import { Check, Circle, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { useLiveInstall } from "@/components/automata/use-live-install";
import { type InstallStep, installSteps } from "@/lib/automata/install-steps";

/** What a set-up does, each with the step after which it is done. */
const parts: readonly { done: InstallStep; text: string }[] = [
  { done: "begun", text: "Put on record" },
  { done: "credentials_stored", text: "Credentials stored in the vault" },
  { done: "workflow_recorded", text: "Workflow built for this tenant" },
  { done: "published", text: "Published in the automation engine" },
  { done: "live", text: "Ready to be started" },
];

/**
 * How far the set-up of an app has come, as the server records it. `onSettled` hears of an end that nobody on this page has
 * brought about.
 */
export function SetupProgress({
  appId,
  initial = null,
  onSettled,
}: {
  appId: string;
  initial?: InstallStep | null;
  onSettled?: () => void;
}) {
  const [step, setStep] = useState(initial);
  useLiveInstall(appId, 700, ({ state, setupStep }) => {
    if (state === "installing") setStep(setupStep);
    // Before the request has reached the server, an app that is installed anew is still the uninstalled one.
    const isSettled = state !== "installing" && state !== "uninstalled";
    if (isSettled) onSettled?.();
    return !isSettled;
  });

  const reached = step === null ? -1 : installSteps.indexOf(step);
  const current = parts.findIndex(({ done }) => installSteps.indexOf(done) > reached);
  return (
    <ol aria-label="Progress" className="flex flex-col gap-2.5">
      {parts.map(({ done, text }, index) => {
        const state = index < current || current === -1 ? "done" : index === current ? "current" : "ahead";
        const Icon = state === "done" ? Check : state === "current" ? LoaderCircle : Circle;
        return (
          <li
            key={done}
            aria-current={state === "current" ? "step" : undefined}
            className={clsx("flex items-center gap-2.5", state === "ahead" && "text-muted-foreground")}
          >
            <Icon
              aria-hidden
              className={clsx(
                "size-4 shrink-0",
                state === "done" && "text-success-text",
                state === "current" && "motion-safe:animate-spin",
              )}
            />
            {text}
            {state === "done" && <span className="sr-only">: done</span>}
          </li>
        );
      })}
    </ol>
  );
}
