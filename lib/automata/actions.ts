"use server";

import { z } from "zod";
import { tenantAction } from "../action";
import type { TenantContext } from "../tenancy/current-tenant";
import { installDeps } from "./deps";
import type { Actor } from "./run-deps";
import { accessPolicySchema } from "./schema";
import { configureApp as configure } from "./use-cases/configure-app";
import { installApp as install } from "./use-cases/install-app";
import { pauseApp as pause } from "./use-cases/pause-app";
import { resumeApp as resume } from "./use-cases/resume-app";
import { setCredential as set } from "./use-cases/set-credential";
import { testCredential as test } from "./use-cases/test-credential";
import { uninstallApp as uninstall } from "./use-cases/uninstall-app";

const installId = z.guid();
const key = z.string().max(63);
// The app's own manifest says what a value may be; here only their number and size are bounded.
const config = z.record(z.string().max(100), z.unknown());
const values = z.record(z.string().max(100), z.string().max(20_000));

const actor = ({ viewer, tenant }: TenantContext): Actor => ({
  tenantId: tenant.id,
  userId: viewer.userId,
  label: viewer.name,
});

export const installApp = tenantAction({
  permission: "automata.manage",
  input: z.object({
    appId: z.guid(),
    config: config.default({}),
    credentials: z.record(key, values).default({}),
    accessPolicy: accessPolicySchema.default({ view_logs: [], view_definition: [] }),
  }),
  run: (context, input) => install(installDeps(), actor(context), input),
});

export const configureApp = tenantAction({
  permission: "automata.manage",
  input: z.object({ installId, config }),
  run: (context, input) => configure(installDeps(), actor(context), input),
});

export const setCredential = tenantAction({
  permission: "automata.manage",
  input: z.object({ installId, key, values }),
  run: (context, input) => set(installDeps(), actor(context), input),
});

export const testCredential = tenantAction({
  permission: "automata.manage",
  input: z.object({ installId, key }),
  run: (context, input) => test(installDeps(), actor(context), input),
});

export const pauseApp = tenantAction({
  permission: "automata.manage",
  input: z.object({ installId }),
  run: (context, input) => pause(installDeps(), actor(context), input),
});

export const resumeApp = tenantAction({
  permission: "automata.manage",
  input: z.object({ installId }),
  run: (context, input) => resume(installDeps(), actor(context), input),
});

export const uninstallApp = tenantAction({
  permission: "automata.manage",
  input: z.object({ installId }),
  run: (context, input) => uninstall(installDeps(), actor(context), input),
});
