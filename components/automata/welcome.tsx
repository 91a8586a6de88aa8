import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import type { InstallDetails } from "@/lib/automata/page-data";
import { installRoute } from "@/lib/routes";

/** What to do next, right after an app was installed. */
export function Welcome({ install }: { install: InstallDetails }) {
  const hasCredentials = install.credentials.length > 0;
  if (install.app.type === "collection_bundle") {
    return (
      <Notice tone="success" title={`Your request for ${install.app.name} is on record`} className="mb-6">
        The platform team takes it from there.
      </Notice>
    );
  }
  return (
    <Notice
      tone="success"
      title={`${install.app.name} is installed and ready`}
      className="mb-6"
      action={
        hasCredentials && (
          <ButtonLink variant="secondary" size="sm" href={installRoute(install.id, "settings")}>
            Test the credentials
          </ButtonLink>
        )
      }
    >
      Start its first run with Run now. What cannot be processed is listed row by row.
    </Notice>
  );
}
