import { ChevronRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { takesFocus } from "@/components/ui/takes-focus";

export interface Crumb {
  label: string;
  href: Route;
}

/** `breadcrumb` lists the pages above this one; the title itself is the last step. */
export function PageHeader({
  title,
  description,
  actions,
  breadcrumb = [],
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  breadcrumb?: readonly Crumb[];
}) {
  return (
    <header className="mb-6 sm:mb-8">
      {breadcrumb.length > 0 && <Breadcrumb crumbs={breadcrumb} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
          {description && <div className="mt-1 max-w-2xl text-muted-foreground">{description}</div>}
        </div>
        {actions && (
          <div {...takesFocus} className="flex flex-wrap gap-2">
            {actions}
          </div>
        )}
      </div>
    </header>
  );
}

function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-2">
      <ol className="flex flex-wrap items-center gap-1 text-[0.8125rem] text-muted-foreground">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="flex items-center gap-1">
            <Link
              href={crumb.href}
              className="rounded-sm py-0.5 underline-offset-4 hover:text-foreground hover:underline"
            >
              {crumb.label}
            </Link>
            <ChevronRight aria-hidden className="size-3.5" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
