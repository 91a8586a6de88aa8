import "server-only";
import { adminClient } from "../supabase/admin";
import { createSessionClient } from "../supabase/server";
import type { TenantContext } from "../tenancy/current-tenant";
import { holdsInstallRight, logInstalls, visibleInstalls } from "../tenancy/rights";
import { readActivity } from "./hub-repository";
import { listInstalls } from "./install-repository";
import { dayOf, everyDay, knownZone } from "./run-days";
import { listRecentRuns } from "./run-reads-repository";
import type { Activity, DayOutcomes, InstallSummary, RecentRun } from "./types";

/** Days over which the hub counts outcomes, today included. */
export const hubDays = 30;
const recentRuns = 8;

export interface Hub {
  installs: InstallSummary[];
  /** The last `hubDays` days, oldest first, and the zone in which they begin. */
  days: DayOutcomes[];
  timeZone: string;
  recent: RecentRun[];
}

const neverRan: Activity = { lastRun: null, openErrors: 0, settled: 0, succeeded: 0 };

/** The hub: the installs that the viewer may see, with what their logs say where the viewer may view those. */
export async function loadHub({ tenant, rights }: TenantContext): Promise<Hub> {
  const db = await createSessionClient();
  const timeZone = knownZone(tenant.timezone);
  const today = dayOf(new Date(), timeZone);
  const days = everyDay(today, hubDays);
  const logs = logInstalls(rights);
  const [heads, activity, recent] = await Promise.all([
    listInstalls(db, tenant.id, visibleInstalls(rights)),
    readActivity(adminClient(), tenant.id, { installs: logs, firstDay: days[0] ?? today, timeZone }),
    listRecentRuns(db, tenant.id, { installs: logs, limit: recentRuns }),
  ]);
  const installs = heads.map((head): InstallSummary => {
    if (!holdsInstallRight(rights, "logs.view", head.id)) return { ...head, activity: { visible: false } };
    return { ...head, activity: { visible: true, ...(activity.byInstall.get(head.id) ?? neverRan) } };
  });
  const none = { success: 0, partial: 0, failed: 0, aborted: 0 };
  return {
    installs,
    recent,
    timeZone,
    days: days.map((day) => ({ day, ...none, ...activity.byDay.get(day) })),
  };
}
