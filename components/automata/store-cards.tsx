import Link from "next/link";
import { appIcon } from "@/components/icons";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { InstallStateBadge } from "@/components/ui/status-badge";
import type { StoreApp } from "@/lib/automata/types";
import { appRoute } from "@/lib/routes";

export function StoreCards({ apps }: { apps: readonly StoreApp[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {apps.map((app) => (
        <li key={app.id}>
          <StoreCard app={app} />
        </li>
      ))}
    </ul>
  );
}

function StoreCard({ app }: { app: StoreApp }) {
  const Icon = appIcon(app.icon);
  return (
    <Card className="relative flex h-full flex-col gap-3 p-5 transition-colors hover:border-input">
      <div className="flex items-start gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-md bg-accent text-accent-foreground">
          <Icon aria-hidden className="size-5" />
        </span>
        <div className="min-w-0">
          <h2 className="break-words font-semibold text-base">
            {/* The whole card is the link's target, while its name stays the app's. */}
            <Link href={appRoute(app.slug)} className="after:absolute after:inset-0 after:rounded-lg">
              {app.name}
            </Link>
          </h2>
          <p className="text-[0.8125rem] text-muted-foreground">
            {app.publisher && `${app.publisher} · `}Version {app.version}
          </p>
        </div>
      </div>
      {app.description && <p className="flex-1 break-words text-muted-foreground">{app.description}</p>}
      <div className="mt-auto flex flex-wrap gap-2">
        {app.installState ? <InstallStateBadge state={app.installState} /> : <Badge>Not installed</Badge>}
        {app.type === "collection_bundle" && <Badge tone="info">Bundle</Badge>}
      </div>
    </Card>
  );
}
