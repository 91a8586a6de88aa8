import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import type { InstallState } from "@/lib/automata/types";
import { installRoute } from "@/lib/routes";

/** That the tenant has this app already, what state it is in, and the way there. */
export function InstalledNotice({
  install,
  tenantName,
}: {
  install: { id: string; state: InstallState; stateReason: string | null };
  tenantName: string;
}) {
  return (
    <Notice
      tone={install.state === "needs_attention" ? "warning" : "info"}
      title={`${tenantName} has this app`}
      action={
        <ButtonLink variant="secondary" size="sm" href={installRoute(install.id)}>
          Open it in Automata
        </ButtonLink>
      }
    >
      {install.stateReason}
    </Notice>
  );
}
