import { Card, CardBody, CardHeader } from "@/components/ui/card";

const steps = [
  "You install the bundle. This records that you want it, and which parts.",
  "The platform team reads the request and creates the collections in your workspace.",
  "They tell you when the collections are there. Nothing of yours is changed before that.",
];

/** What a bundle of collections contains, and what happens once it is installed. */
export function BundleContents() {
  return (
    <Card className="mb-6">
      <CardHeader title="What happens next" />
      <CardBody>
        <ol className="flex flex-col gap-3">
          {steps.map((step, index) => (
            <li key={step} className="flex gap-3">
              <span
                aria-hidden
                className="grid size-6 shrink-0 place-items-center rounded-full bg-accent font-medium text-accent-foreground text-xs"
              >
                {index + 1}
              </span>
              <span className="pt-0.5">{step}</span>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}
