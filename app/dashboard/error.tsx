"use client";

import { FailurePage } from "@/components/failure-page";

interface Props {
  error: Error & { digest?: string };
  retry: () => void;
}

export default function ErrorPage({ error, retry }: Props) {
  return <FailurePage reference={error.digest} retry={retry} />;
}
