import { ForbiddenPage } from "@/components/forbidden-page";
import { resolveTenant } from "@/lib/tenancy/current-tenant";

export default async function DashboardForbidden() {
  const context = await resolveTenant();
  return <ForbiddenPage tenantName={typeof context === "string" ? null : context.tenant.name} />;
}
