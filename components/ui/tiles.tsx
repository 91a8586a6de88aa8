import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

const columns = { 3: "sm:grid-cols-3", 4: "grid-cols-2 lg:grid-cols-4" };

/** Facts side by side; below each other on a phone. */
export function Tiles({
  of,
  className,
  children,
}: {
  of: keyof typeof columns;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Card className={clsx("overflow-hidden", className)}>
      {/* The lines between the tiles are the background seen through the gaps, so that they fit any number of columns. */}
      <dl className={clsx("grid gap-px bg-border", columns[of])}>{children}</dl>
    </Card>
  );
}

export function Tile({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="bg-card p-4 sm:p-5">
      <dt className="mb-1.5 text-[0.8125rem] text-muted-foreground">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The one number of a tile, and what it means. */
export function Figure({ value, children }: { value: ReactNode; children?: ReactNode }) {
  return (
    <>
      <span className="font-semibold text-2xl tabular-nums">{value}</span>
      {children && <p className="mt-1 text-[0.8125rem] text-muted-foreground">{children}</p>}
    </>
  );
}
