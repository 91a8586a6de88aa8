import type { ReactNode } from "react";
import { appIcon } from "@/components/icons";

/** The name of an app with its icon, and what belongs beside it. */
export function AppHeading({ icon, name, children }: { icon: string | null; name: string; children?: ReactNode }) {
  const Icon = appIcon(icon);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <span className="grid size-10 shrink-0 place-items-center rounded-md bg-accent text-accent-foreground">
        <Icon aria-hidden className="size-5" />
      </span>
      <span className="min-w-0 break-words">{name}</span>
      {children}
    </span>
  );
}
