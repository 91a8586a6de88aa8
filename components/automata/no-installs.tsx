import { Workflow } from "lucide-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { routes } from "@/lib/routes";

interface Props {
  tenantName: string;
  canManage: boolean;
  /** Whether the viewer may open the App Store. */
  seesStore: boolean;
}

export function NoInstalls({ tenantName, canManage, seesStore }: Props) {
  return (
    <EmptyState
      icon={Workflow}
      title="No automations installed"
      description={
        canManage
          ? `${tenantName} has no automation yet. The App Store shows what there is.`
          : `${tenantName} has no automation yet. A tenant admin can choose one in the App Store.`
      }
      action={seesStore && <ButtonLink href={routes.appStore}>Go to the App Store</ButtonLink>}
    />
  );
}
