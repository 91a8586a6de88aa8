import { Skeleton } from "@/components/ui/skeleton";

/** The hub while its numbers are read, in the places that they will have. */
export function HubSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading the automations">
      <Skeleton className="mb-6 h-56 lg:h-30" />
      <Skeleton className="h-64" />
      <div className="mt-6 grid gap-6 lg:grid-cols-2">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
