"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { takesFocus } from "@/components/ui/takes-focus";
import { useFocusHandover } from "@/components/ui/use-focus-handover";

const placements = {
  center:
    "m-auto max-h-[92dvh] w-[min(32rem,calc(100vw-2rem))] rounded-xl border max-sm:mx-0 max-sm:mb-0 max-sm:w-full max-sm:max-w-none max-sm:rounded-b-none",
  side: "my-0 mr-0 ml-auto h-dvh max-h-none w-[min(42rem,100vw)] max-w-none border-l",
};

/** The browser's own modal dialog: it traps the focus, closes on Escape and gives the focus back, and costs no library. */
export function NativeDialog({
  open,
  onClose,
  title,
  description,
  placement = "center",
  footer,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  placement?: keyof typeof placements;
  /** Stays visible below the scrolling content. */
  footer?: ReactNode;
  children?: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useFocusHandover(dialog);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop is a second way to close; Escape is the first
    <dialog
      ref={dialog}
      {...takesFocus}
      aria-labelledby={titleId}
      // A dialog inside this one closes too, and React lets that event come up to here.
      onClose={(event) => event.target === event.currentTarget && onClose()}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={clsx(
        "border-border bg-popover p-0 text-foreground shadow-floating outline-none backdrop:bg-scrim",
        placements[placement],
      )}
    >
      {open && (
        <div className={clsx("flex flex-col", placement === "side" ? "h-full" : "max-h-[92dvh]")}>
          <div className="flex items-start justify-between gap-4 px-5 pt-5">
            <div className="min-w-0">
              <h2 id={titleId} className="break-words font-semibold text-base">
                {title}
              </h2>
              {description && <div className="mt-1 text-muted-foreground">{description}</div>}
            </div>
            <button
              type="button"
              onClick={onClose}
              className={buttonStyle({ variant: "ghost", size: "icon", className: "-mt-1.5 -mr-2" })}
            >
              <X aria-hidden />
              <span className="sr-only">Close</span>
            </button>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-border border-t px-5 py-3">{footer}</div>}
        </div>
      )}
    </dialog>
  );
}
