"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { AccessFields } from "@/components/automata/config-form/access-fields";
import { useVerb } from "@/components/automata/use-verb";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { FormMessage } from "@/components/ui/form-message";
import { setAccessPolicy } from "@/lib/automata/access-actions";
import type { AccessPolicy, TenantRole } from "@/lib/automata/page-data";

/** Which roles may see an install. Roles that have since been deleted drop out when it is saved. */
export function AccessForm({
  installId,
  accessPolicy,
  roles,
}: {
  installId: string;
  accessPolicy: AccessPolicy;
  roles: readonly TenantRole[];
}) {
  const router = useRouter();
  const existing = (slugs: string[]) => slugs.filter((slug) => roles.some((role) => role.slug === slug));
  const [policy, setPolicy] = useState<AccessPolicy>({
    view_logs: existing(accessPolicy.view_logs),
    view_definition: existing(accessPolicy.view_definition),
  });
  const [saved, setSaved] = useState(false);
  const { run, pending, failure } = useVerb(setAccessPolicy, {
    onDone: () => {
      setSaved(true);
      router.refresh();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!pending) run({ installId, accessPolicy: policy });
  }

  return (
    <form onSubmit={submit} aria-label="Who may see" onChange={() => setSaved(false)}>
      <Card>
        <CardHeader
          title="Who may see"
          description="Roles that may look, beside those who manage this tenant. None of them can run or change anything."
        />
        <CardBody className="pt-5">
          <AccessFields roles={roles} policy={policy} onChange={setPolicy} />
        </CardBody>
        <CardFooter className="flex-col items-stretch gap-0 has-[p]:gap-3">
          <FormMessage error={failure?.message} success={saved ? "Saved." : null} />
          <Button type="submit" pending={pending} className="self-start max-sm:w-full">
            {pending ? "Saving" : "Save access"}
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
