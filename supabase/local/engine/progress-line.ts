import { styleText } from "node:util";

/** One line that says what is going on and for how long: rewritten in a terminal, repeated now and then in a log. */
export type ProgressLine = {
  /** `describe` is asked again at each redraw. */
  show(describe: () => string): void;
  done(): void;
};

const elapsed = (since: number) => {
  const seconds = Math.round((Date.now() - since) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

export function createProgressLine(title: string): ProgressLine {
  const interactive = process.stdout.isTTY === true;
  let timer: NodeJS.Timeout | undefined;
  let describe = () => "";
  let started = 0;

  const draw = () => {
    const text = `${title}: ${describe()} ${styleText("dim", `(${elapsed(started)})`)}`;
    if (interactive) process.stdout.write(`\r\u001b[2K${text}`);
    else console.log(text);
  };
  return {
    show(next) {
      describe = next;
      if (timer) return draw();
      started = Date.now();
      draw();
      timer = setInterval(draw, interactive ? 1_000 : 10_000);
    },
    done() {
      if (!timer) return;
      clearInterval(timer);
      timer = undefined;
      draw();
      if (interactive) process.stdout.write("\n");
    },
  };
}
