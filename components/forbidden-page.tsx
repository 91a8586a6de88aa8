"use client";

import { Lock } from "lucide-react";
import { usePathname } from "next/navigation";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { integrationPageAt } from "@/lib/nav";
import { routes } from "@/lib/routes";

/** Says which right is missing and who can grant it. A refusal carries no data, so the page is known from the address. */
export function ForbiddenPage({ tenantName }: { tenantName: string | null }) {
  const page = integrationPageAt(usePathname());
  const tenant = tenantName ?? "this tenant";
  return (
    <>
      <h1 className="sr-only">No access</h1>
      <EmptyState
        icon={Lock}
        title={page ? `You may not open ${page.label} in ${tenant}` : `You may not open this page in ${tenant}`}
        description={
          page ? (
            <>
              Your role there lacks the page right <code>{page.slug}</code>. A tenant admin of {tenant} can grant it
              under Roles and Policies
              {page.slug === "studio.automata" &&
                ", or name your role in the access settings of an installed automation"}
              .
            </>
          ) : (
            `A tenant admin of ${tenant} can grant your role the right to it under Roles and Policies.`
          )
        }
        action={<ButtonLink href={routes.dashboard}>Back to the dashboard</ButtonLink>}
      />
    </>
  );
}
