"use client";

import { Modal, type ModalProps } from "@/components/ui/modal";

/** A question or a short form in the middle of the screen; on a phone it rises from the bottom edge. */
export function Dialog(props: ModalProps) {
  return (
    <Modal
      {...props}
      placement="fixed inset-x-0 bottom-0 max-h-[92dvh] rounded-t-xl data-ending-style:translate-y-4 data-starting-style:translate-y-4 sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[min(32rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl sm:data-ending-style:-translate-y-[48%] sm:data-starting-style:-translate-y-[48%]"
    />
  );
}
