import { CredentialInputs } from "@/components/automata/config-form/credential-inputs";
import type { ConfigForm } from "@/components/automata/config-form/use-config-form";
import type { CredentialField } from "@/lib/automata/config-manifest/types";

/** Every credential that the app asks for at this moment. */
export function CredentialsStep({ form }: { form: ConfigForm }) {
  return (
    <div className="flex flex-col gap-6">
      {credentialsOf(form).map((credential) => (
        <fieldset key={credential.key} className="min-w-0">
          <legend className="font-medium">{credential.label}</legend>
          {credential.help && <p className="mt-0.5 text-[0.8125rem] text-muted-foreground">{credential.help}</p>}
          <div className="mt-3">
            <CredentialInputs
              credential={credential}
              values={form.credentials[credential.key] ?? {}}
              problemOf={form.problemOf}
              onChange={(input, text) => form.setCredential(credential.key, input, text)}
              onLeave={form.leave}
            />
          </div>
        </fieldset>
      ))}
    </div>
  );
}

export const credentialsOf = ({ shown }: ConfigForm): CredentialField[] =>
  shown.filter((field) => field.type === "credential");
