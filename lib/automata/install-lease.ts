import { randomUUID } from "node:crypto";
import { AppError } from "../errors";
import type { TenantId } from "../tenancy/tenant-id";
import type { InstallDeps } from "./install-deps";
import { LeaseLostError, type ServerInstall } from "./install-write-repository";

export const leaseSeconds = 60;
const extendEveryMs = 20_000;

export const newLease = (): string => randomUUID();

/**
 * Works on an install whose lease is held, as its only writer. The lease is extended meanwhile, and given back at the end;
 * a process that dies loses it by time, and from then on the database refuses whatever it might still write.
 */
export async function holdingLease<Result>(
  { installs }: Pick<InstallDeps, "installs">,
  install: { id: string; tenantId: string },
  leaseId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => {
    // A lease that could not be extended is noticed by the next write, which the database refuses.
    installs.lease(install.tenantId, install.id, leaseId, leaseSeconds).catch((error: unknown) => {
      console.error(`[installs] the lease on ${install.id} could not be extended`, error);
    });
  }, extendEveryMs);
  try {
    return await work();
  } catch (error) {
    if (error instanceof LeaseLostError) throw busy();
    throw error;
  } finally {
    clearInterval(timer);
    await installs.release(install.tenantId, install.id, leaseId);
  }
}

/**
 * Takes the lease on one of the tenant's installs and reads it afterwards, so that what is read cannot change any more.
 *
 * @throws {AppError} not_found; conflict, while another operation holds the lease
 */
export async function leasing<Result>(
  deps: Pick<InstallDeps, "installs">,
  tenantId: TenantId,
  installId: string,
  work: (install: ServerInstall, leaseId: string) => Promise<Result>,
): Promise<Result> {
  const leaseId = newLease();
  if (!(await deps.installs.lease(tenantId, installId, leaseId, leaseSeconds))) {
    throw (await deps.installs.find(tenantId, installId)) ? busy() : notInstalled();
  }
  return holdingLease(deps, { id: installId, tenantId }, leaseId, async () => {
    const install = await deps.installs.find(tenantId, installId);
    if (!install || install.state === "uninstalled") throw notInstalled();
    return work(install, leaseId);
  });
}

const busy = () =>
  new AppError("conflict", "Somebody is changing this app at this moment. Try again when that is done.");
export const notInstalled = () => new AppError("not_found", "This app is not installed here.");
