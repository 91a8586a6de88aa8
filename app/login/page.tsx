import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LoginForm } from "@/components/login-form";
import { MessagePage } from "@/components/message-page";
import { Notice } from "@/components/ui/notice";
import { safeNextPath } from "@/lib/routes";
import { getViewer } from "@/lib/tenancy/viewer";
import { signIn } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function LoginPage({ searchParams }: Props) {
  const { next: wanted, reason } = await searchParams;
  const next = safeNextPath(wanted);
  if (await getViewer()) redirect(next);

  return (
    <MessagePage title="Sign in to PulseBox">
      {reason === "ended" && (
        <Notice tone="info" title="Your session has ended, please sign in again">
          You will be taken back to where you were.
        </Notice>
      )}
      <LoginForm signIn={signIn} next={next} />
    </MessagePage>
  );
}
