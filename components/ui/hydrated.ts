"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and while React takes over its HTML, true from then on: for what only the browser knows. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
