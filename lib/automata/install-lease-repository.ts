import "server-only";
import type { AdminClient } from "../supabase/admin";

/** Who works on an install at the moment. Two callers at once are settled by the SQL functions behind it. */
export function createInstallLeases(db: AdminClient) {
  return {
    /** Takes the lease, or extends one that is held. False: somebody else holds it, or there is no such install. */
    async lease(tenantId: string, installId: string, leaseId: string, seconds: number): Promise<boolean> {
      const { data, error } = await db.rpc("automata_lease_install", {
        p_tenant_id: tenantId,
        p_install_id: installId,
        p_lease_id: leaseId,
        p_seconds: seconds,
      });
      if (error) throw error;
      return data;
    },

    async release(tenantId: string, installId: string, leaseId: string): Promise<void> {
      const { error } = await db.rpc("automata_release_install", {
        p_tenant_id: tenantId,
        p_install_id: installId,
        p_lease_id: leaseId,
      });
      if (error) throw error;
    },

    /** Leases installs that an operation left half-way, the oldest first. */
    async claimUnsettled(
      leaseId: string,
      seconds: number,
      limit: number,
    ): Promise<{ tenantId: string; installId: string }[]> {
      const { data, error } = await db.rpc("automata_claim_unsettled_installs", {
        p_lease_id: leaseId,
        p_seconds: seconds,
        p_limit: limit,
      });
      if (error) throw error;
      return data.map((row) => ({ tenantId: row.tenant_id, installId: row.install_id }));
    },
  };
}
