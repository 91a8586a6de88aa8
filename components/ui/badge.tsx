import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { type Tone, toneSurface } from "@/components/ui/tone";

/** `busy` turns the icon, unless the viewer asked for less motion. */
export function Badge({
  tone = "neutral",
  icon: Icon,
  busy = false,
  className,
  children,
}: {
  tone?: Tone;
  icon?: LucideIcon;
  busy?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "inline-flex h-6 items-center gap-1.5 rounded-full border px-2 font-medium text-xs whitespace-nowrap",
        toneSurface[tone],
        className,
      )}
    >
      {Icon && <Icon aria-hidden className={clsx("size-3.5 shrink-0", busy && "motion-safe:animate-spin")} />}
      {children}
    </span>
  );
}
