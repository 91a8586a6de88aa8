"use client";

import { Modal, type ModalProps } from "@/components/ui/modal";

/** Details beside the page they belong to; covers a phone's whole width. */
export function Drawer(props: ModalProps) {
  return (
    <Modal
      {...props}
      placement="fixed inset-y-0 right-0 w-[min(40rem,100vw)] border-l data-ending-style:translate-x-6 data-starting-style:translate-x-6"
    />
  );
}
