import { existsSync, readFileSync } from "node:fs";

/** Pids are reused; together with its start time a process is unmistakable. Elsewhere than on Linux the pid has to do. */
export function startTime(pid: number): string {
  if (!existsSync("/proc/self/stat")) return "";
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "gone";
  }
}

/** Whether the process that had this pid and start time still runs. */
export function isAlive(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return startTime(pid) === started;
}
