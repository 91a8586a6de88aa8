import type { Metadata } from "next";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/tenancy/gates";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const { tenant } = await requirePage("webhooks");
  return (
    <>
      <PageHeader title="Webhooks" description="Addresses that are told when data of this tenant changes." />
      <Notice tone="info" title="This page is a stand-in">
        Webhooks are managed by the existing dashboard's Webhooks page. In its place this one shows that you may open it
        for {tenant.name}; there is nothing to change here.
      </Notice>
    </>
  );
}
