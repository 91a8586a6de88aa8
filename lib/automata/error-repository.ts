import "server-only";
import type { AdminClient } from "../supabase/admin";
import type { TenantId } from "../tenancy/tenant-id";

/** Which row errors of one run are meant: those named, or all that match a cause and a field; none given: all. */
export interface ErrorSelection {
  runId: string;
  errorIds?: string[] | undefined;
  code?: string | undefined;
  field?: string | undefined;
}

export type ErrorRepository = ReturnType<typeof createErrorRepository>;

export function createErrorRepository(db: AdminClient) {
  const selected = (
    tenantId: TenantId,
    userId: string,
    note: string,
    { runId, errorIds, code, field }: ErrorSelection,
  ) => ({
    p_tenant_id: tenantId,
    p_run_id: runId,
    p_user_id: userId,
    p_note: note,
    ...(errorIds && { p_error_ids: errorIds }),
    ...(code !== undefined && { p_error_code: code }),
    ...(field !== undefined && { p_field: field }),
  });

  return {
    /** How many changed. */
    async resolve(tenantId: TenantId, userId: string, note: string, which: ErrorSelection): Promise<number> {
      const { data, error } = await db.rpc("automata_resolve_errors", selected(tenantId, userId, note, which));
      if (error) throw error;
      return data;
    },

    /** How many changed. */
    async reopen(tenantId: TenantId, userId: string, note: string, which: ErrorSelection): Promise<number> {
      const { data, error } = await db.rpc("automata_reopen_errors", selected(tenantId, userId, note, which));
      if (error) throw error;
      return data;
    },

    /** Erases source rows of runs that began before `olderThan`, at most `limit` of them. How many were erased. */
    async eraseSourceData(olderThan: Date, limit: number): Promise<number> {
      const { data, error } = await db.rpc("automata_erase_source_data", {
        p_older_than: olderThan.toISOString(),
        p_limit: limit,
      });
      if (error) throw error;
      return data;
    },
  };
}
