import { clsx } from "clsx";
import { CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type Tone, toneSurface } from "@/components/ui/tone";

type NoticeTone = Exclude<Tone, "neutral">;

const icons: Record<NoticeTone, LucideIcon> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleX,
};

// Read before the text by screen readers, which do not see the colour or the icon.
const prefixes: Record<NoticeTone, string> = {
  info: "Note",
  success: "Done",
  warning: "Warning",
  danger: "Problem",
};

export function Notice({
  tone,
  title,
  action,
  className,
  children,
}: {
  tone: NoticeTone;
  title: string;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div
      className={clsx(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-4 py-3",
        toneSurface[tone],
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          <span className="sr-only">{prefixes[tone]}: </span>
          {title}
        </p>
        {children && <div className="mt-0.5 text-foreground">{children}</div>}
      </div>
      {action}
    </div>
  );
}
