export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

export const toneSurface: Record<Tone, string> = {
  neutral: "border-border bg-muted text-muted-foreground",
  info: "border-info-line bg-info-soft text-info-text",
  success: "border-success-line bg-success-soft text-success-text",
  warning: "border-warning-line bg-warning-soft text-warning-text",
  danger: "border-danger-line bg-danger-soft text-danger-text",
};

export const toneFill: Record<Tone, string> = {
  neutral: "bg-input",
  info: "bg-info",
  success: "bg-success",
  warning: "bg-warning",
  danger: "bg-danger",
};
