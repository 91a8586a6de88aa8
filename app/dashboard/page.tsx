import { LayoutDashboard } from "lucide-react";
import type { Metadata } from "next";
import { PageLinks } from "@/components/page-links";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { integrationPages } from "@/lib/nav";
import { requireTenant } from "@/lib/tenancy/gates";
import { mayOpenPage } from "@/lib/tenancy/rights";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage() {
  const { tenant, rights, actingAs } = await requireTenant();
  const pages = integrationPages.filter((page) => mayOpenPage(rights, page.slug));
  const role = actingAs ? "platform team" : (rights.roleSlug?.replaceAll("_", " ") ?? "none");

  return (
    <>
      <PageHeader
        title={tenant.name}
        description={`Your role here: ${role}. Time zone of this tenant: ${tenant.timezone}.`}
      />
      {pages.length > 0 ? (
        <PageLinks pages={pages} />
      ) : (
        <EmptyState
          icon={LayoutDashboard}
          title="Nothing to open here yet"
          description={`Your role opens no page of ${tenant.name}. A tenant admin can grant pages to it under Roles and Policies.`}
        />
      )}
    </>
  );
}
