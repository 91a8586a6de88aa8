import { ShieldAlert } from "lucide-react";
import { SidebarDrawerButton } from "@/components/sidebar-drawer";
import { type SwitchableTenant, TenantSwitcher } from "@/components/tenant-switcher";
import { UserMenu } from "@/components/user-menu";

interface HeaderProps {
  tenant: SwitchableTenant;
  /** All tenants the person may choose from; with fewer than two there is nothing to switch. */
  tenants: readonly SwitchableTenant[];
  /** A super admin at work in a tenant of someone else. */
  actingAs: boolean;
  user: { name: string; email: string };
  signOut: (form: FormData) => void | Promise<void>;
  /** Receives the chosen tenant's id as the form field `tenantId`. */
  switchTenant: (form: FormData) => void | Promise<void>;
}

export function Header({ tenant, tenants, actingAs, user, signOut, switchTenant }: HeaderProps) {
  return (
    <header className="sticky top-0 z-30 border-border border-b bg-background">
      {actingAs && (
        <p className="flex items-center justify-center gap-2 border-warning-line border-b bg-warning-soft px-4 py-1.5 text-center font-medium text-[0.8125rem] text-warning-text">
          <ShieldAlert aria-hidden className="size-4 shrink-0" />
          Acting in {tenant.name}
        </p>
      )}
      <div className="flex h-14 items-center gap-1.5 px-3 sm:px-5">
        <SidebarDrawerButton />
        {tenants.length > 1 ? (
          <TenantSwitcher current={tenant} tenants={tenants} switchTenant={switchTenant} />
        ) : (
          <span className="truncate px-2 font-medium">{tenant.name}</span>
        )}
        <div className="ml-auto shrink-0">
          <UserMenu user={user} signOut={signOut} />
        </div>
      </div>
    </header>
  );
}
