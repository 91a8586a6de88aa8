"use client";

import { Dialog as Primitive } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button";

export interface ModalProps {
  title: ReactNode;
  description?: ReactNode;
  /** The button that opens it and gets the focus back; omit it when `open` is controlled from elsewhere. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Stays visible below the scrolling content. */
  footer?: ReactNode;
  children?: ReactNode;
}

/** The frame that Dialog and Drawer share; focus is trapped, Escape and the backdrop close it. */
export function Modal({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  footer,
  children,
  placement,
}: ModalProps & { placement: string }) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Primitive.Trigger render={trigger} />}
      <Primitive.Portal>
        <Primitive.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Primitive.Popup
          className={clsx(
            "z-50 flex flex-col border-border bg-popover text-foreground shadow-floating outline-none transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0",
            placement,
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-5">
            <div className="min-w-0">
              <Primitive.Title className="font-semibold text-base">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="mt-1 text-muted-foreground">{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close className={buttonStyle({ variant: "ghost", size: "icon", className: "-mt-1.5 -mr-2" })}>
              <X aria-hidden />
              <span className="sr-only">Close</span>
            </Primitive.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-border border-t px-5 py-3">{footer}</div>}
        </Primitive.Popup>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
