import { ReplaceCredential } from "@/components/automata/replace-credential";
import { TestCredential } from "@/components/automata/test-credential";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { CredentialField } from "@/lib/automata/config-manifest/types";
import type { CredentialState } from "@/lib/automata/page-data";

/** Which credentials an install has and since when; what they are cannot be read by anybody. */
export function CredentialList({
  installId,
  fields,
  states,
  canTest,
}: {
  installId: string;
  fields: readonly CredentialField[];
  states: readonly CredentialState[];
  /** Testing needs the engine. */
  canTest: boolean;
}) {
  if (fields.length === 0) return null;
  return (
    <Card>
      <CardHeader
        title="Credentials"
        description="Kept in the vault of the automation engine. They can be replaced, never read."
      />
      <ul className="mt-4 divide-y divide-border border-border border-t">
        {fields.map((field) => {
          const state = states.find(({ key }) => key === field.key);
          return (
            <li key={field.key} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
              <div className="min-w-0">
                <p className="font-medium">{field.label}</p>
                <p className="text-[0.8125rem] text-muted-foreground">
                  {state ? (
                    state.setAt ? (
                      <>
                        Set on <Time value={state.setAt} />
                      </>
                    ) : (
                      "Set"
                    )
                  ) : (
                    <Badge tone="warning">Not set</Badge>
                  )}
                </p>
              </div>
              <div className="flex flex-wrap items-start gap-2">
                {state && canTest && <TestCredential installId={installId} field={field} />}
                <ReplaceCredential installId={installId} field={field} isSet={state !== undefined} />
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
