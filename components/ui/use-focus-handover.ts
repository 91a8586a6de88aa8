"use client";

import { type RefObject, useLayoutEffect } from "react";

/**
 * For what may vanish as the result of its own work, such as "Pause", "Resolve" or a dialog: if the focus is in it when it
 * goes, the nearest element around it that takes the focus gets it. Otherwise whoever works by keyboard, or listens, would
 * start again at the top of the page.
 */
export function useFocusHandover(control: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = control.current;
    return () => {
      if (!element?.contains(document.activeElement)) return;
      element.parentElement?.closest<HTMLElement>("[data-takes-focus]")?.focus();
    };
  }, [control]);
}
