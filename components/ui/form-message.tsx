import { CircleCheck, CircleX } from "lucide-react";
import { toneSurface } from "@/components/ui/tone";

/**
 * The outcome of a form. The live region stays mounted while empty: many screen readers stay silent about a region
 * that appears together with its text.
 */
export function FormMessage({ error, success }: { error?: string | null; success?: string | null }) {
  const Icon = error ? CircleX : CircleCheck;
  const text = error ?? success;
  return (
    <div role={success && !error ? "status" : "alert"}>
      {text && (
        <p className={`flex gap-2 rounded-md border px-3 py-2 ${toneSurface[error ? "danger" : "success"]}`}>
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
          {text}
        </p>
      )}
    </div>
  );
}
