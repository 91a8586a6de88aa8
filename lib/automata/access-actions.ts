"use server";

import { z } from "zod";
import { tenantAction } from "../action";
import { accessPolicies } from "./access-policy-repository";
import { accessPolicySchema } from "./schema";
import { setAccessPolicy as setPolicy } from "./use-cases/set-access-policy";

export const setAccessPolicy = tenantAction({
  permission: "automata.manage",
  input: z.object({
    installId: z.guid(),
    accessPolicy: accessPolicySchema,
  }),
  run: ({ tenant }, input) => setPolicy(accessPolicies(), tenant.id, input),
});
