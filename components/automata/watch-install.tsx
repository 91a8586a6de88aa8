"use client";

import { useRouter } from "next/navigation";
import { SetupProgress } from "@/components/automata/setup-progress";
import { useLiveInstall } from "@/components/automata/use-live-install";
import type { InstallStep } from "@/lib/automata/install-steps";
import type { InstallState } from "@/lib/automata/types";

/** How far a set-up has come; the page is drawn anew when it has ended. */
export function WatchSetup({ appId, step }: { appId: string; step: InstallStep | null }) {
  const router = useRouter();
  return <SetupProgress appId={appId} initial={step} onSettled={router.refresh} />;
}

/** Has the page drawn anew as soon as the install is in another state than the page says. Draws nothing itself. */
export function WatchState({ appId, state }: { appId: string; state: InstallState }) {
  const router = useRouter();
  useLiveInstall(appId, 2000, (live) => {
    if (live.state === state) return true;
    router.refresh();
    return false;
  });
  return null;
}
