"use client";

import { credentialInputName } from "@/components/automata/config-form/use-config-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { CredentialField } from "@/lib/automata/config-manifest/types";

/**
 * The inputs of one credential. Nothing is ever filled in, because nothing can be read back, and password managers are kept
 * out: what they would offer belongs to somebody's own account.
 */
export function CredentialInputs({
  credential,
  values,
  problemOf,
  onChange,
  onLeave,
}: {
  credential: CredentialField;
  values: Record<string, string>;
  problemOf: (name: string) => string | undefined;
  onChange: (input: string, text: string) => void;
  onLeave: (name: string) => void;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {credential.fields.map((input) => {
        const name = credentialInputName(credential.key, input.key);
        return (
          <Field
            key={input.key}
            label={input.label}
            help={input.help}
            error={problemOf(name)}
            required={input.required !== false}
          >
            {(wiring) => (
              <Input
                {...wiring}
                name={name}
                type={input.type === "secret" ? "password" : "text"}
                placeholder={input.placeholder}
                autoComplete={input.type === "secret" ? "new-password" : "off"}
                data-1p-ignore
                spellCheck={false}
                autoCapitalize="none"
                value={values[input.key] ?? ""}
                onBlur={() => onLeave(name)}
                onChange={(event) => onChange(input.key, event.target.value)}
              />
            )}
          </Field>
        );
      })}
    </div>
  );
}
