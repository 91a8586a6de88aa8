/**
 * The moments at which an operation on an install can be cut off, in order. Tests end the engine at each of them, and
 * tenant_installed_apps.setup_step tells those who wait for an installation how far it is.
 */
export const installSteps = [
  "begun",
  "trigger_credential_stored",
  "credentials_stored",
  "workflow_created",
  "workflow_recorded",
  "published",
  "live",
] as const;
export type InstallStep = (typeof installSteps)[number];

export const uninstallSteps = ["uninstalling", "workflow_deleted", "credentials_deleted"] as const;
export type UninstallStep = (typeof uninstallSteps)[number];

export const isInstallStep = (step: string): step is InstallStep => installSteps.some((known) => known === step);
