import type { Metadata } from "next";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/tenancy/gates";

export const metadata: Metadata = { title: "API Access" };

export default async function ApiAccessPage() {
  const { tenant } = await requirePage("apps");
  return (
    <>
      <PageHeader
        title="API Access"
        description="Keys and applications that may reach this tenant's data from outside."
      />
      <Notice tone="info" title="This page is a stand-in">
        Applications and their keys are managed by the existing dashboard's API Access page. In its place this one shows
        that you may open it for {tenant.name}; there is nothing to change here.
      </Notice>
    </>
  );
}
