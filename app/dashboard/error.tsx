"use client";

import { FailurePage } from "@/components/failure-page";

interface Props {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: Props) {
  return <FailurePage reference={error.digest} retry={reset} />;
}
