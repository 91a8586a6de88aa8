import { Notice } from "@/components/ui/notice";

/** Tenants read what it means for them; only the platform team, which runs the server, reads what to set on it. */
export function EngineNotice({ canManage, isOperator }: { canManage: boolean; isOperator: boolean }) {
  return (
    <Notice tone="warning" title="The automation engine is not connected" className="mb-6">
      <p>Nothing runs until it is. What you see below is the last known state.</p>
      {isOperator && (
        <p className="mt-1">
          To connect it, set <code>N8N_BASE_URL</code> and <code>N8N_API_KEY</code> in the settings of this server, then
          restart it.
        </p>
      )}
      {canManage && !isOperator && (
        <p className="mt-1">Only the platform team can connect it. Tell them if this message stays.</p>
      )}
    </Notice>
  );
}
