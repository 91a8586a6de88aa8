import { MessagePage } from "@/components/message-page";
import { ButtonLink } from "@/components/ui/button-link";
import { routes } from "@/lib/routes";

export default function NotFound() {
  return (
    <MessagePage title="There is no such page">
      <p className="text-muted-foreground">
        The address may be mistyped, or what it led to is gone. Nothing has been changed.
      </p>
      <ButtonLink href={routes.dashboard} className="self-start">
        Go to the dashboard
      </ButtonLink>
    </MessagePage>
  );
}
