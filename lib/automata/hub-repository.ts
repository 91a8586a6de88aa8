import "server-only";
import { z } from "zod";
import type { AdminClient } from "../supabase/admin";
import type { TenantId } from "../tenancy/tenant-id";
import { toSummary } from "./run-summary";
import type { Activity, DayOutcomes, SettledStatus } from "./types";

const count = z.number().int().min(0);
const instant = z.iso.datetime({ offset: true });

const lastRunSchema = z
  .object({
    id: z.guid(),
    status: z.string(),
    phase: z.string().nullable(),
    triggered_at: instant,
    completed_at: instant.nullable(),
    total_rows: count.nullable(),
    success_count: count.nullable(),
    error_count: count.nullable(),
    skipped_count: count.nullable(),
  })
  .transform(toSummary);

const activitySchema = z.object({
  installs: z.array(
    z.object({
      id: z.guid(),
      open_errors: count,
      settled: count,
      succeeded: count,
      last_run: lastRunSchema.nullable(),
    }),
  ),
  days: z.array(
    z.object({ day: z.iso.date(), status: z.enum(["success", "partial", "failed", "aborted"]), runs: count }),
  ),
});

export interface TenantActivity {
  byInstall: Map<string, Activity>;
  /** Only days with a run. */
  byDay: Map<string, Partial<Omit<DayOutcomes, "day">>>;
}

/**
 * What the logs of a tenant's installs say, in one question. For callers who have shown that the viewer may read the logs of
 * these installs.
 */
export async function readActivity(
  db: AdminClient,
  tenantId: TenantId,
  { installs, firstDay, timeZone }: { installs: "all" | readonly string[]; firstDay: string; timeZone: string },
): Promise<TenantActivity> {
  const { data, error } = await db.rpc("automata_hub", {
    p_tenant_id: tenantId,
    // The database takes null for all; the generated types know nothing of nullable arguments.
    p_installs: (installs === "all" ? null : [...installs]) as string[],
    p_first_day: firstDay,
    p_timezone: timeZone,
  });
  if (error) throw error;
  const parsed = activitySchema.parse(data);
  const byDay: TenantActivity["byDay"] = new Map();
  for (const { day, status, runs } of parsed.days) {
    byDay.set(day, { ...byDay.get(day), [status satisfies SettledStatus]: runs });
  }
  const byInstall = parsed.installs.map(
    ({ id, open_errors, settled, succeeded, last_run }) =>
      [id, { lastRun: last_run, openErrors: open_errors, settled, succeeded }] as const,
  );
  return { byInstall: new Map(byInstall), byDay };
}
