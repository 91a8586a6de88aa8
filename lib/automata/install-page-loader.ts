import "server-only";
import { notFound } from "next/navigation";
import { z } from "zod";
import { adminClient } from "../supabase/admin";
import { createSessionClient } from "../supabase/server";
import type { TenantContext } from "../tenancy/current-tenant";
import { holdsInstallRight, visibleInstalls } from "../tenancy/rights";
import { listRoles, readWorkflow } from "./app-reads-repository";
import { listRecordFailures } from "./error-reads-repository";
import { findInstall } from "./install-reads-repository";
import { countOpenErrors, findLastRun } from "./install-repository";
import type { InstallDetails, Page, RecordFailure, RunDetails, TenantRole } from "./page-data";
import type { RunFilter } from "./run-filter";
import { listRuns } from "./run-reads-repository";
import type { RunSummary } from "./types";
import { describeSteps } from "./workflow-lint";

const runsPerPage = 20;
const failuresPerRecord = 50;

/** An install that the viewer may open; anything else does not exist for them. */
export async function loadInstall({ tenant, rights }: TenantContext, installId: string): Promise<InstallDetails> {
  const visible = visibleInstalls(rights);
  if (!z.guid().safeParse(installId).success || (visible !== "all" && !visible.includes(installId))) notFound();
  return (await findInstall(await createSessionClient(), tenant.id, installId)) ?? notFound();
}

export interface InstallActivity {
  lastRun: RunSummary | null;
  openErrors: number;
}

/** What the logs of an install say at a glance; null for viewers who may not read them. */
export async function loadActivity(
  { tenant, rights }: TenantContext,
  installId: string,
): Promise<InstallActivity | null> {
  if (!holdsInstallRight(rights, "logs.view", installId)) return null;
  const db = await createSessionClient();
  const [openErrors, lastRun] = await Promise.all([
    countOpenErrors(db, tenant.id, installId),
    findLastRun(db, tenant.id, installId),
  ]);
  return { openErrors, lastRun };
}

/** A page of the runs of an install; null for viewers who may not read its logs. */
export async function loadRuns(
  { tenant, rights }: TenantContext,
  installId: string,
  { filter, before }: { filter: RunFilter; before: string | undefined },
): Promise<Page<RunDetails> | null> {
  if (!holdsInstallRight(rights, "logs.view", installId)) return null;
  return listRuns(await createSessionClient(), tenant.id, installId, { filter, before, limit: runsPerPage });
}

/** Where one record failed in the runs of an install; null for viewers who may not read its logs. */
export async function loadRecord(
  { tenant, rights }: TenantContext,
  installId: string,
  rowKey: string,
): Promise<RecordFailure[] | null> {
  if (!holdsInstallRight(rights, "logs.view", installId)) return null;
  return listRecordFailures(await createSessionClient(), tenant.id, { installId, rowKey, limit: failuresPerRecord });
}

/** The steps of the workflow in plain words; none for viewers who may not know them, or where it cannot be read. */
export async function loadSteps(
  { rights }: TenantContext,
  install: InstallDetails,
): Promise<{ name: string; notes: string }[]> {
  if (!holdsInstallRight(rights, "definition.view", install.id)) return [];
  const steps = describeSteps(await readWorkflow(adminClient(), install.app.id));
  if (!steps) console.error(`[apps] the workflow of ${install.app.slug} cannot be read`);
  return steps ?? [];
}

/** The roles that an access policy can name. */
export async function loadRoles({ tenant }: TenantContext): Promise<TenantRole[]> {
  return listRoles(await createSessionClient(), tenant.id);
}
