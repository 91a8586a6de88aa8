import { clsx } from "clsx";

/** One look for every text-like form control; 16 px on phones, because iOS zooms into anything smaller. */
export const controlStyle = clsx(
  "w-full rounded-md border border-input bg-card text-base text-foreground transition-colors sm:text-sm",
  "placeholder:text-muted-foreground hover:border-foreground/60",
  "disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground",
  "aria-invalid:border-danger",
);
