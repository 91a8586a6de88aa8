import { clsx } from "clsx";
import { CircleX } from "lucide-react";

/** The row as the source delivered it, with the failing field marked by colour, icon and word. */
export function SourceRow({ source, field }: { source: Record<string, unknown> | null; field: string | null }) {
  return (
    <section>
      <h3 className="mb-2 font-medium">The row in the source</h3>
      {source === null ? (
        <p className="text-muted-foreground">
          It is not kept any more, or was not part of the report. What went wrong stays on record.
        </p>
      ) : (
        <dl className="divide-y divide-border overflow-hidden rounded-md border border-border">
          {Object.entries(source).map(([name, value]) => (
            <div
              key={name}
              className={clsx("grid gap-x-4 px-3 py-2 sm:grid-cols-[11rem_1fr]", name === field && "bg-danger-soft")}
            >
              <dt className="flex items-start gap-1.5 break-all text-muted-foreground">
                {name}
                {name === field && (
                  <span className="text-danger-text">
                    <CircleX aria-hidden className="mt-0.5 size-4" />
                    <span className="sr-only">the failing field</span>
                  </span>
                )}
              </dt>
              <dd className={clsx("break-all font-mono text-[0.8125rem]", name === field && "text-danger-text")}>
                {asText(value) || <em className="font-sans">empty</em>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

const asText = (value: unknown): string =>
  typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
