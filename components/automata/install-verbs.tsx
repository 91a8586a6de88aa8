import { PauseButton } from "@/components/automata/pause-button";
import { ResumeButton } from "@/components/automata/resume-button";
import { RunNowButton } from "@/components/automata/run-now-button";
import type { InstallDetails } from "@/lib/automata/page-data";

/** What can be done with an install in its state; nothing while it is on its way to another one. */
export function InstallVerbs({ install: { id, state } }: { install: Pick<InstallDetails, "id" | "state"> }) {
  switch (state) {
    case "active":
      return (
        <>
          <PauseButton installId={id} />
          <RunNowButton installId={id} />
        </>
      );
    case "paused":
      return <ResumeButton installId={id} />;
    case "needs_attention":
      return <ResumeButton installId={id} />;
    default:
      return null;
  }
}
