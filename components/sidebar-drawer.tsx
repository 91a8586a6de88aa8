"use client";

import { Menu, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { buttonStyle } from "@/components/ui/button-style";

// The button sits in the header and the drawer in the sidebar, which know nothing of each other but this id.
const DRAWER_ID = "navigation-drawer";

function openDrawer() {
  const drawer = document.getElementById(DRAWER_ID);
  if (drawer instanceof HTMLDialogElement && !drawer.open) drawer.showModal();
}

/** The navigation of small screens. A native modal dialog traps and restores focus and makes the page inert by itself. */
export function SidebarDrawer({ children }: { children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pathname = usePathname();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is the reason to close, however it was reached
  useEffect(() => {
    if (dialog.current?.open) dialog.current.close();
  }, [pathname]);

  // A link to the page one is on changes no pathname; the dialog's own area beyond its content is the backdrop.
  function closeOnLinkOrBackdrop(event: MouseEvent<HTMLDialogElement>) {
    const target = event.target as Element;
    if (target === dialog.current || target.closest("a")) dialog.current?.close();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog; Enter on a link arrives as a click
    <dialog
      ref={dialog}
      id={DRAWER_ID}
      aria-label="Navigation"
      onClick={closeOnLinkOrBackdrop}
      className="nav-drawer m-0 h-dvh max-h-none w-72 max-w-[85vw] bg-sidebar text-foreground shadow-floating"
    >
      <div className="relative flex h-full flex-col">
        {children}
        <button
          type="button"
          onClick={() => dialog.current?.close()}
          className={buttonStyle({ variant: "ghost", size: "icon", className: "absolute top-2 right-2" })}
        >
          <X aria-hidden />
          <span className="sr-only">Close navigation</span>
        </button>
      </div>
    </dialog>
  );
}

export function SidebarDrawerButton() {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-controls={DRAWER_ID}
      onClick={openDrawer}
      className={buttonStyle({ variant: "ghost", size: "icon", className: "lg:hidden" })}
    >
      <Menu aria-hidden />
      <span className="sr-only">Open navigation</span>
    </button>
  );
}
