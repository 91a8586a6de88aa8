"use server";

import { z } from "zod";
import { tenantAction } from "../action";
import { accessPolicies } from "./access-policy-repository";
import { setAccessPolicy as setPolicy } from "./use-cases/set-access-policy";

const roles = z.array(z.string().min(1).max(100)).max(20, "Choose at most 20 roles.");

export const setAccessPolicy = tenantAction({
  permission: "automata.manage",
  input: z.object({
    installId: z.guid(),
    accessPolicy: z.strictObject({ view_logs: roles, view_definition: roles }),
  }),
  run: ({ tenant }, input) => setPolicy(accessPolicies(), tenant.id, input),
});
