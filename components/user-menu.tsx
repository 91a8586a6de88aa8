import { LogOut } from "lucide-react";
import { useId } from "react";
import { ThemeToggle } from "@/components/theme-toggle";
import { SubmitButton } from "@/components/ui/submit-button";

export function UserMenu({
  user,
  signOut,
}: {
  user: { name: string; email: string };
  signOut: (form: FormData) => void | Promise<void>;
}) {
  const panelId = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={panelId}
        className="grid size-9 place-items-center rounded-full bg-accent font-semibold text-accent-foreground text-xs transition-colors hover:bg-border max-sm:size-10"
      >
        <span aria-hidden>{initials(user.name)}</span>
        <span className="sr-only">Account of {user.name}</span>
      </button>
      <div
        id={panelId}
        popover="auto"
        className="popover-panel w-72 rounded-lg border border-border bg-popover text-foreground shadow-floating"
      >
        <div className="border-border border-b px-4 py-3">
          <p className="break-words font-medium">{user.name}</p>
          <p className="break-words text-[0.8125rem] text-muted-foreground">{user.email}</p>
        </div>
        <div className="px-4 py-3">
          <ThemeToggle />
        </div>
        <form action={signOut} className="border-border border-t p-1.5">
          <SubmitButton variant="ghost" pendingLabel="Signing out" className="w-full justify-start">
            <LogOut aria-hidden />
            Sign out
          </SubmitButton>
        </form>
      </div>
    </>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean);
  return [words[0], words[1]]
    .map((word) => (word ? [...word][0] : ""))
    .join("")
    .toUpperCase();
}
