import "server-only";
import { notFound } from "next/navigation";
import { z } from "zod";
import { adminClient } from "../supabase/admin";
import { createSessionClient, type SessionClient } from "../supabase/server";
import type { TenantContext } from "../tenancy/current-tenant";
import { holdsInstallRight } from "../tenancy/rights";
import type { TenantId } from "../tenancy/tenant-id";
import { type ErrorFilter, type ListPlace, listCauses, listErrors } from "./error-reads-repository";
import { findInstall } from "./install-reads-repository";
import type { ErrorCause, InstallDetails, RowErrorDetails, RunDetails, TwoWayPage } from "./page-data";
import { findRun, findRunAndRetries } from "./run-reads-repository";

const errorsPerPage = 25;
/** The API of a hosted project returns at most this many rows at once. */
const exportedAtOnce = 500;

export interface RunPageData {
  install: InstallDetails;
  run: RunDetails;
  retries: RunDetails[];
  causes: ErrorCause[];
  errors: TwoWayPage<RowErrorDetails>;
}

/** A run with its row errors; a run whose logs the viewer may not read does not exist for them. */
export async function loadRunPage(
  context: TenantContext,
  { installId, runId, filter, place }: { installId: string; runId: string; filter: ErrorFilter; place: ListPlace },
): Promise<RunPageData> {
  if (!isId(installId) || !isId(runId) || !holdsInstallRight(context.rights, "logs.view", installId)) notFound();
  const db = await createSessionClient();
  const tenantId = context.tenant.id;
  const which = { id: runId, installId };
  const [install, found, causes, errors] = await Promise.all([
    findInstall(db, tenantId, installId),
    findRunAndRetries(db, tenantId, which),
    listCauses(adminClient(), tenantId, which),
    listErrors(db, tenantId, which, { filter, place, limit: errorsPerPage }),
  ]);
  if (!install || !found) notFound();
  return { install, ...found, causes, errors };
}

/** A run as it is at this moment, or null if the viewer may not read it. */
export async function loadRun({ tenant, rights }: TenantContext, runId: string): Promise<RunDetails | null> {
  if (!isId(runId)) return null;
  const run = await findRun(await createSessionClient(), tenant.id, runId);
  return run && holdsInstallRight(rights, "logs.view", run.installId) ? run : null;
}

/**
 * Every row error of a run, a page at a time, so that 100,000 of them need no more memory than one page. What the pages are
 * read with is made here: who takes them may do so after the request's own work is over.
 */
export async function readAllErrors(
  { tenant }: TenantContext,
  run: RunDetails,
  filter: ErrorFilter,
): Promise<AsyncGenerator<RowErrorDetails[]>> {
  return errorPages(await createSessionClient(), tenant.id, run, filter);
}

async function* errorPages(db: SessionClient, tenantId: TenantId, run: RunDetails, filter: ErrorFilter) {
  let after: string | undefined;
  do {
    const page = await listErrors(db, tenantId, run, { filter, place: { after }, limit: exportedAtOnce });
    yield page.items;
    after = page.next ?? undefined;
  } while (after);
}

const isId = (value: string) => z.guid().safeParse(value).success;
