import { clsx } from "clsx";
import { formatPercent } from "@/components/ui/format";
import { type Tone, toneFill } from "@/components/ui/tone";

/** `value` of `max`; null while the end is not known yet, which is drawn and announced as indeterminate. */
export function Progress({
  label,
  value,
  max = 100,
  tone = "info",
  className,
}: {
  label: string;
  value: number | null;
  max?: number;
  tone?: Tone;
  className?: string;
}) {
  const share = value === null ? null : max > 0 ? Math.min(Math.max(value / max, 0), 1) : 1;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      aria-valuetext={share === null ? undefined : formatPercent(share)}
      className={clsx("h-2 overflow-hidden rounded-full bg-muted", className)}
    >
      <div
        className={clsx(
          "h-full rounded-full transition-[width] duration-300",
          toneFill[tone],
          share === null && "motion-safe:animate-pulse",
        )}
        style={{ width: share === null ? "40%" : `${share * 100}%` }}
      />
    </div>
  );
}
