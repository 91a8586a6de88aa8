import { clsx } from "clsx";
import type { Route } from "next";
import Link from "next/link";

/** A choice of one that stands in the address: the page is drawn anew for it, and it can be shared. */
export function Segments<Value extends string>({
  label,
  current,
  options,
}: {
  label: string;
  current: Value;
  options: readonly { value: Value; label: string; href: Route }[];
}) {
  return (
    <ul aria-label={label} className="flex max-w-full overflow-x-auto rounded-md border border-border bg-card p-0.5">
      {options.map(({ value, label: text, href }) => (
        <li key={value}>
          <Link
            href={href}
            scroll={false}
            aria-current={value === current ? "true" : undefined}
            className={clsx(
              "block whitespace-nowrap rounded-sm px-2.5 py-1 text-[0.8125rem] -outline-offset-2!",
              value === current
                ? "bg-accent font-medium text-accent-foreground"
                : "text-muted-foreground hover:text-foreground",
            )}
          >
            {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}
