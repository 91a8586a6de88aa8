import type { ReactNode } from "react";

/** A page without the dashboard's shell: one short column in the middle of the screen. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-5 py-12">
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      {children}
    </main>
  );
}
