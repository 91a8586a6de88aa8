import type { ErrorFilter } from "./error-reads-repository";

/** Reads the filter of a list of row errors from an address; what is not there or makes no sense is the default. */
export function readErrorFilter({ state, cause }: { state?: unknown; cause?: unknown }): ErrorFilter {
  return {
    state: state === "resolved" || state === "all" ? state : "open",
    code: typeof cause === "string" && cause !== "" ? cause.slice(0, 100) : undefined,
  };
}
