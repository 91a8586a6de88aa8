import Link from "next/link";
import { Card } from "@/components/ui/card";
import type { IntegrationPage } from "@/lib/nav";

export function PageLinks({ pages }: { pages: readonly IntegrationPage[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {pages.map((page) => (
        <li key={page.slug}>
          <Card className="relative h-full p-5 transition-colors hover:border-primary">
            <h2 className="font-semibold text-base">
              {/* The whole card is the target, but only the name is read out as the link. */}
              <Link href={page.href} className="after:absolute after:inset-0 after:rounded-lg">
                {page.label}
              </Link>
            </h2>
            <p className="mt-1 text-muted-foreground">{page.summary}</p>
          </Card>
        </li>
      ))}
    </ul>
  );
}
