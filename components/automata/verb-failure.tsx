import type { ActionFailure } from "@/lib/action";

/** Why a button's action did not work. Mounted while empty, so that screen readers announce what appears in it. */
export function VerbFailure({ failure }: { failure: ActionFailure | null }) {
  return (
    <div role="alert">{failure && <p className="max-w-sm text-[0.8125rem] text-danger-text">{failure.message}</p>}</div>
  );
}
