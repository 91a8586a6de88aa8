import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Button } from "@/components/ui/button";
import { NativeDialog } from "@/components/ui/native-dialog";
import { takesFocus } from "@/components/ui/takes-focus";

function Draw({ children }: { children: React.ReactNode }) {
  return (
    <section aria-label="Around" {...takesFocus}>
      <button type="button">Other</button>
      {children}
    </section>
  );
}
const around = () => screen.getByRole("region", { name: "Around" });

test("a button that vanishes with the focus hands it to what is around it", () => {
  const { rerender } = render(
    <Draw>
      <Button>Pause</Button>
    </Draw>,
  );
  screen.getByRole("button", { name: "Pause" }).focus();
  rerender(<Draw>{null}</Draw>);
  expect(around()).toHaveFocus();
});

test("one that vanishes without it takes nothing from where the focus is", () => {
  const { rerender } = render(
    <Draw>
      <Button>Pause</Button>
    </Draw>,
  );
  screen.getByRole("button", { name: "Other" }).focus();
  rerender(<Draw>{null}</Draw>);
  expect(screen.getByRole("button", { name: "Other" })).toHaveFocus();
});

test("a dialog that vanishes as a whole hands it on, too, and not to itself", () => {
  const { rerender } = render(
    <Draw>
      <NativeDialog open onClose={() => {}} title="Row 1">
        <Button>Resolve</Button>
      </NativeDialog>
    </Draw>,
  );
  screen.getByRole("button", { name: "Resolve" }).focus();
  rerender(<Draw>{null}</Draw>);
  expect(around()).toHaveFocus();
});
