import { clsx } from "clsx";

/** A placeholder for a block whose size is known; the region around it carries aria-busy and a label. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("rounded-md bg-muted motion-safe:animate-pulse", className)} />;
}
