// The employee file of the legacy HR stand-in: the same rows and the same faults every time.

export interface Employee {
  employee_no: string;
  full_name: string;
  email: string;
  hire_date: string;
  store_code: string;
  status: string;
}

/** Faults that stand in the file itself, with the codes the import reports for them. */
const sourceFaults = {
  missing_number: { change: { employee_no: "" }, codes: ["missing_field"] },
  malformed_number: { change: { employee_no: "X-12" }, codes: ["malformed_field"] },
  missing_name: { change: { full_name: "" }, codes: ["missing_field"] },
  missing_email: { change: { email: "" }, codes: ["missing_field"] },
  malformed_email: { change: { email: "someone(at)kfc.test" }, codes: ["malformed_field"] },
  missing_date: { change: { hire_date: "" }, codes: ["missing_field"] },
  other_date_format: { change: { hire_date: "29/02/2024" }, codes: ["malformed_field"] },
  impossible_date: { change: { hire_date: "2023-02-29" }, codes: ["malformed_field"] },
  missing_store: { change: { store_code: "" }, codes: ["missing_field"] },
  malformed_store: { change: { store_code: "Orchard Rd, #01-22" }, codes: ["malformed_field"] },
  two_faults: { change: { email: "", store_code: "SG14" }, codes: ["missing_field", "malformed_field"] },
} as const;

/** Faults that only the target finds. */
const targetFaults = {
  conflict: { codes: ["conflict_at_target"] },
  rejected: { codes: ["rejected_by_target"] },
  slow: { codes: ["no_answer_from_target"] },
} as const;

type SourceFault = keyof typeof sourceFaults;
export type TargetFault = keyof typeof targetFaults;
/** `duplicate`: the row bears the number of the row before it, and so spoils both. */
export type FaultKind = SourceFault | TargetFault | "duplicate";

export interface FileOptions {
  rows: number;
  /** `typical`: about one row in a hundred; `all`: every row lacks its e-mail address. */
  faults: "typical" | "none" | "all";
}

export interface Expectation {
  total: number;
  skipped: number;
  /** Employee numbers that the target must end up with. */
  accepted: string[];
  /** One entry per faulty row, in the order of the file. Row 1 is the line with the column names. */
  faulty: { rowNumber: number; rowKey: string; codes: readonly string[] }[];
}

const spacing = 97;
const everyKind: FaultKind[] = [...(Object.keys(sourceFaults) as SourceFault[]), "duplicate", "conflict", "rejected"];
// Each costs the import its full five seconds of waiting, so there are two.
const slowRows = [500, 1500];

function kindAt(index: number, { faults }: FileOptions): FaultKind | null {
  if (faults === "none") return null;
  if (faults === "all") return "missing_email";
  if (slowRows.includes(index)) return "slow";
  return index % spacing === 13 ? (everyKind[Math.floor(index / spacing) % everyKind.length] ?? null) : null;
}

const names = [
  "Tan, Wei Ling",
  "Nur Aisyah binte Rahman",
  'Lee "Ben" Boon Kiat',
  "Siti Nurhaliza",
  "José Ramírez",
  "陈美玲",
];

function employee(index: number): Employee {
  const number = `E${String(10000 + index)}`;
  return {
    employee_no: number,
    // Honest text that a careless engine would calculate.
    full_name: index === 42 ? "={{ 76543*98765 }}" : `${names[index % names.length]} ${index}`,
    email: `${number.toLowerCase()}@kfc.test`,
    hire_date: `${2015 + (index % 10)}-${String((index % 12) + 1).padStart(2, "0")}-${String((index % 28) + 1).padStart(2, "0")}`,
    store_code: `SG-${String((index % 80) + 1).padStart(3, "0")}`,
    status: index % 50 === 3 ? "terminated" : index % 50 === 21 ? "on_leave" : "active",
  };
}

interface Row {
  rowNumber: number;
  honest: Employee;
  kind: FaultKind | null;
}

const columns = ["employee_no", "full_name", "email", "hire_date", "store_code", "status"] as const;
const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

export interface EmployeeFile {
  /** With byte-order mark and CRLF, as the old system writes it. */
  toCsv(): string;
  targetFaultOf(employeeNumber: string): TargetFault | null;
  /** Corrects these rows (numbers as in the file), or all. */
  fix(rows?: readonly number[]): void;
  /** Drops rows; those below move up. */
  remove(rows: readonly number[]): void;
  expectation(): Expectation;
}

export function employeeFile(options: FileOptions): EmployeeFile {
  let rows: Row[] = Array.from({ length: options.rows }, (_, index) => ({
    rowNumber: index + 2,
    honest: employee(index),
    kind: kindAt(index, options),
  }));

  function written({ honest, kind }: Row, index: number): Employee {
    if (kind === "duplicate") return { ...honest, employee_no: rows[index - 1]?.honest.employee_no ?? "" };
    return kind !== null && kind in sourceFaults ? { ...honest, ...sourceFaults[kind as SourceFault].change } : honest;
  }

  function codesOf(row: Row, index: number): readonly string[] {
    if (row.kind === "duplicate" || rows[index + 1]?.kind === "duplicate") return ["duplicate_key"];
    if (row.kind === null) return [];
    return row.kind in sourceFaults
      ? sourceFaults[row.kind as SourceFault].codes
      : targetFaults[row.kind as TargetFault].codes;
  }

  function expectation(): Expectation {
    const outcome: Expectation = { total: rows.length, skipped: 0, accepted: [], faulty: [] };
    for (const [index, row] of rows.entries()) {
      const { employee_no: number, status } = written(row, index);
      const codes = codesOf(row, index);
      if (status === "terminated") outcome.skipped += 1;
      else if (codes.length === 0) outcome.accepted.push(number);
      else {
        const rowKey = /^E\d{5}$/.test(number) ? number : `#${row.rowNumber}`;
        outcome.faulty.push({ rowNumber: row.rowNumber, rowKey, codes });
      }
    }
    return outcome;
  }

  return {
    toCsv() {
      const lines = rows.map((row, index) => {
        const line = written(row, index);
        return columns.map((column) => quoted(line[column])).join(",");
      });
      return `\uFEFF${[columns.join(","), ...lines].join("\r\n")}\r\n`;
    },
    targetFaultOf(number) {
      const kind = rows.find((row) => row.honest.employee_no === number)?.kind ?? null;
      return kind !== null && kind in targetFaults ? (kind as TargetFault) : null;
    },
    fix(chosen) {
      rows = rows.map((row) => (!chosen || chosen.includes(row.rowNumber) ? { ...row, kind: null } : row));
    },
    remove(chosen) {
      rows = rows
        .filter((row) => !chosen.includes(row.rowNumber))
        .map((row, index) => ({ ...row, rowNumber: index + 2 }));
    },
    expectation,
  };
}
