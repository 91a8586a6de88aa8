/** Takes the person to the first field that needs attention, once it is marked. */
export function focusFirstProblem(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    const marked = form?.querySelector<HTMLElement>("[aria-invalid=true], fieldset:has(> [data-problem]) input");
    marked?.focus();
    marked?.scrollIntoView?.({ block: "center" });
  });
}
