import type { InstallStep } from "./install-steps";
import type { InstallState } from "./types";

/** What the browser is told of an install while somebody waits for it. */
export interface LiveInstall {
  installId: string;
  state: InstallState;
  stateReason: string | null;
  /** The last step of a set-up that is under way. */
  setupStep: InstallStep | null;
  /** Null if nothing ever ran, or the viewer may not read the logs. */
  newestRunId: string | null;
}
