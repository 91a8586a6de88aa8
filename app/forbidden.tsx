import { MessagePage } from "@/components/message-page";
import { SignOutForm } from "@/components/sign-out-form";
import { signOut } from "./dashboard/actions";

/** Outside the dashboard's shell only one right can be missing: an active membership. */
export default function Forbidden() {
  return (
    <MessagePage title="Your account has no tenant">
      <p className="text-muted-foreground">
        You are signed in, but you are not an active member of any tenant. A tenant admin can add you or make your
        membership active again; then reload this page.
      </p>
      <SignOutForm signOut={signOut} />
    </MessagePage>
  );
}
