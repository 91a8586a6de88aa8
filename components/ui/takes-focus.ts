/** Marks an element that takes the focus when a control inside it disappears with it. */
export const takesFocus = { "data-takes-focus": "", tabIndex: -1 } as const;
