import { AccessForm } from "@/components/automata/access-form";
import { ConfigureForm } from "@/components/automata/configure-form";
import { CredentialList } from "@/components/automata/credential-list";
import { UninstallButton } from "@/components/automata/uninstall-button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { configureApp } from "@/lib/automata/actions";
import { allFields, isValueField } from "@/lib/automata/config-manifest/types";
import type { InstallDetails, TenantRole } from "@/lib/automata/page-data";

/** Everything about an install that can be changed. */
export function InstallSettings({
  install,
  roles,
  isConnected,
}: {
  install: InstallDetails;
  roles: readonly TenantRole[];
  /** To the engine. */
  isConnected: boolean;
}) {
  const { manifest } = install.app;
  const fields = manifest ? allFields(manifest) : [];
  return (
    <div className="flex flex-col gap-6">
      {!manifest && (
        <Notice tone="danger" title="The configuration cannot be shown">
          This app's list of fields has a fault. The platform team has to correct it.
        </Notice>
      )}
      {manifest && fields.some(isValueField) && (
        <ConfigureForm
          install={{ id: install.id, config: install.config }}
          manifest={manifest}
          configure={configureApp}
        />
      )}
      <CredentialList
        installId={install.id}
        fields={fields.filter((field) => field.type === "credential")}
        states={install.credentials}
        canTest={isConnected}
      />
      {install.app.type === "n8n_workflow" && (
        <AccessForm installId={install.id} accessPolicy={install.accessPolicy} roles={roles} />
      )}
      <Card>
        <CardHeader
          title="Uninstall"
          description="Stops it for good and deletes its credentials. Runs and row errors stay readable."
        />
        <CardBody>
          <UninstallButton installId={install.id} name={install.app.name} />
        </CardBody>
      </Card>
    </div>
  );
}
