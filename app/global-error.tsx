"use client";

import { FailurePage } from "@/components/failure-page";
import "./globals.css";

interface Props {
  error: Error & { digest?: string };
  retry: () => void;
}

/** Takes the place of the root layout, so it brings its own document. */
export default function GlobalError({ error, retry }: Props) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · PulseBox</title>
        <FailurePage reference={error.digest} retry={retry} />
      </body>
    </html>
  );
}
