import { type ConfigForm, isCredentialInput } from "@/components/automata/config-form/use-config-form";
import { credentialsOf } from "@/components/automata/install-wizard/credentials-step";
import type { WizardStep } from "@/components/automata/install-wizard/step-trail";
import type { Manifest } from "@/lib/automata/config-manifest/types";
import type { AppType } from "@/lib/automata/types";

export type StepId = "configure" | "credentials" | "access" | "review";

export interface InstallStepInfo extends WizardStep<StepId> {
  text: string;
}

/** The steps that this app needs. Which credentials it asks for may depend on its configuration. */
export function wizardSteps(type: AppType, manifest: Manifest, form: ConfigForm): InstallStepInfo[] {
  const steps: (InstallStepInfo | false)[] = [
    manifest.groups.some(({ fields }) => fields.some((field) => field.type !== "credential")) && {
      id: "configure",
      title: "Configure",
      text: "You can change all of this later.",
    },
    credentialsOf(form).length > 0 && {
      id: "credentials",
      title: "Credentials",
      text: "They go straight to the vault of the automation engine. Nobody can read them back, here or there; you can only replace them.",
    },
    type === "n8n_workflow" && {
      id: "access",
      title: "Who may see",
      text: "Roles that may look, beside those who manage this tenant. None of them can run or change anything.",
    },
    { id: "review", title: "Review", text: "Nothing has happened yet. It is installed when you say so." },
  ];
  return steps.filter((step) => step !== false);
}

/** On which step an input stands, by its name. */
export const stepOf = (input: string): StepId => (isCredentialInput(input) ? "credentials" : "configure");
