import { WatchSetup, WatchState } from "@/components/automata/watch-install";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import type { InstallDetails } from "@/lib/automata/page-data";
import { appRoute } from "@/lib/routes";

const looks = {
  installing: {
    tone: "info",
    title: "This app is still being set up",
    text: "That finishes by itself, usually within a minute.",
  },
  paused: { tone: "info", title: "This app is paused", text: "Nothing runs until it is resumed." },
  needs_attention: { tone: "warning", title: "This app needs attention", text: "Resume it to set it up anew." },
  uninstalling: {
    tone: "info",
    title: "This app is being uninstalled",
    text: "That finishes by itself, usually within a minute.",
  },
  uninstalled: { tone: "info", title: "This app is uninstalled", text: "What it has done stays readable here." },
} as const;

/** Why an install is not simply active, and what helps. */
export function InstallStateNotice({
  install: { app, state, stateReason, setupStep },
  canManage,
}: {
  install: Pick<InstallDetails, "app" | "state" | "stateReason" | "setupStep">;
  canManage: boolean;
}) {
  if (state === "active") return null;
  const { tone, title, text } = looks[state];
  return (
    <Notice
      tone={tone}
      title={title}
      className="mb-6"
      action={
        state === "uninstalled" &&
        canManage && (
          <ButtonLink variant="secondary" size="sm" href={appRoute(app.slug)}>
            Install again
          </ButtonLink>
        )
      }
    >
      {stateReason ?? text}
      {state === "uninstalling" && <WatchState appId={app.id} state={state} />}
      {state === "installing" && (
        <div className="mt-3">
          <WatchSetup appId={app.id} step={setupStep} />
        </div>
      )}
    </Notice>
  );
}
