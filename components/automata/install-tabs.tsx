import { clsx } from "clsx";
import Link from "next/link";
import { type InstallView, installRoute } from "@/lib/routes";

export interface InstallTab {
  view: InstallView;
  label: string;
}

/** The parts of an install's page that the viewer may open; each has an address of its own. */
export function InstallTabs({
  installId,
  tabs,
  current,
}: {
  installId: string;
  tabs: readonly InstallTab[];
  current: InstallView;
}) {
  if (tabs.length < 2) return null;
  return (
    <nav aria-label="Parts of this page" className="mb-6 overflow-x-auto border-border border-b">
      <ul className="flex gap-1">
        {tabs.map(({ view, label }) => (
          <li key={view}>
            <Link
              href={installRoute(installId, view)}
              aria-current={view === current ? "page" : undefined}
              className={clsx(
                "-mb-px block border-b-2 px-3 py-2.5 font-medium -outline-offset-2!",
                view === current
                  ? "border-primary text-foreground"
                  : "border-transparent text-muted-foreground hover:text-foreground",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
