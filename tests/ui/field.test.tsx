import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";

test("label, help and error are announced with the control", () => {
  render(
    <Field label="Source address" help="Where the file is fetched from" error="Enter a full address" required>
      {(control) => <Input {...control} name="source" />}
    </Field>,
  );
  const input = screen.getByLabelText("Source address");
  expect(input).toBeRequired();
  expect(input).toBeInvalid();
  expect(input).toHaveAccessibleDescription("Where the file is fetched from Enter a full address");
});

test("without help and error nothing dangles", () => {
  render(<Field label="Note">{(control) => <Input {...control} name="note" />}</Field>);
  const input = screen.getByLabelText(/^Note/);
  expect(input).not.toHaveAttribute("aria-describedby");
  expect(input).not.toHaveAttribute("aria-invalid");
  expect(input).not.toBeRequired();
});

test("two fields never share ids", () => {
  render(
    <>
      <Field label="First">{(control) => <Input {...control} />}</Field>
      <Field label="Second">{(control) => <Input {...control} />}</Field>
    </>,
  );
  expect(screen.getByLabelText(/^First/).id).not.toBe(screen.getByLabelText(/^Second/).id);
});

test("a checkbox is described by its help", async () => {
  render(<Checkbox label="Operations" help="May read the logs" name="role" />);
  const box = screen.getByRole("checkbox", { name: "Operations" });
  expect(box).toHaveAccessibleDescription("May read the logs");
  await userEvent.click(screen.getByText("Operations"));
  expect(box).toBeChecked();
});

test("a form message is an alert when it failed and a status when it worked", () => {
  const { rerender } = render(<FormMessage error="The password is wrong." />);
  expect(screen.getByRole("alert")).toHaveTextContent("The password is wrong.");
  rerender(<FormMessage success="Saved." />);
  expect(screen.getByRole("status")).toHaveTextContent("Saved.");
});

test("a pending button keeps its focus and neither clicks nor submits", async () => {
  const onClick = vi.fn();
  const onSubmit = vi.fn();
  render(
    <form onSubmit={onSubmit}>
      <Button type="submit" pending onClick={onClick}>
        Save
      </Button>
    </form>,
  );
  const button = screen.getByRole("button", { name: "Save" });
  button.focus();
  await userEvent.keyboard("{Enter}");
  expect(button).toHaveFocus();
  expect(button).toHaveAttribute("aria-busy", "true");
  expect(onClick).not.toHaveBeenCalled();
  expect(onSubmit).not.toHaveBeenCalled();
});
