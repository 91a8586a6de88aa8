import { z } from "zod";
import { appTypes, installStates, runPhases, runStatuses } from "./types";

// Text columns with a CHECK reach TypeScript as plain strings. A value that these lists do not know means that the database
// is ahead of this code: an error to notice, not a badge to guess.
export const installStateSchema = z.enum(installStates);
export const runStatusSchema = z.enum(runStatuses);
export const runPhaseSchema = z.enum(runPhases);
export const appTypeSchema = z.enum(appTypes);

const roles = z.array(z.string().min(1).max(100)).max(20, "Choose at most 20 roles.");
/** Who may see an install, as somebody enters it. */
export const accessPolicySchema = z.strictObject({ view_logs: roles, view_definition: roles });
