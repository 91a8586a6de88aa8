/** What a query asks about: one tenant as one person sees it. All values are ids or times as text. */
export type Subject = {
  tenantId: string;
  /** the installs whose logs the person may view; pages name them in queries over the whole tenant, unless it is all */
  logInstalls: string[] | "all";
  /** the busiest install, and its run with the most errors */
  installId: string;
  runId: string;
  /** the last row of a first page, and of one far down */
  runCursor: { at: string; id: string };
  errorCursor: { row: string; id: string };
  rowKey: string;
  monthStart: string;
};

type Argument = { type: string; value: string };

export type PageQuery = {
  page: "store" | "hub" | "install" | "run";
  name: string;
  /** with the explicit tenant and install filters that the repositories write, in the forms that PostgREST can send */
  sql: (subject: Subject) => string;
  args: (subject: Subject) => Argument[];
};

const uuid = (value: string) => ({ type: "uuid", value });
const uuids = (values: string[]) => ({ type: "uuid[]", value: `{${values.join(",")}}` });
const time = (value: string) => ({ type: "timestamptz", value });
const int = (value: string) => ({ type: "integer", value });
const text = (value: string) => ({ type: "text", value });

const runColumns =
  "id, status, phase, trigger, triggered_by_label, triggered_at, completed_at, total_rows, success_count, error_count, skipped_count";
const errorColumns =
  "id, row_number, row_key, error_code, error_message, field, expected, received, source_data, resolved_at, resolved_by_label, retried_by_run_id";

const runsOfInstall = `
  select ${runColumns} from public.integration_job_runs
  where tenant_id = $1 and tenant_installed_app_id = $2`;
const errorsOfRun = `
  select ${errorColumns} from public.integration_job_errors
  where tenant_id = $1 and tenant_installed_app_id = $2 and run_id = $3`;
const byInstall = (s: Subject) => [uuid(s.tenantId), uuid(s.installId)];
const byRun = (s: Subject) => [...byInstall(s), uuid(s.runId)];
const afterError = (s: Subject) => [...byRun(s), int(s.errorCursor.row), uuid(s.errorCursor.id)];
const acrossTenant = (s: Subject, ...more: Argument[]) => [
  uuid(s.tenantId),
  ...more,
  ...(s.logInstalls === "all" ? [] : [uuids(s.logInstalls)]),
];
/** The filter that goes with the last argument of acrossTenant; people who see every install have neither. */
const amongInstalls = (s: Subject, column: string, position: number) =>
  s.logInstalls === "all" ? "" : `and ${column} = any ($${position})`;

export const pageQueries: PageQuery[] = [
  {
    page: "store",
    name: "published apps with my state",
    sql: () => `
      select a.id, a.name, a.description, a.icon, a.publisher, a.version, a.type, i.id as install_id, i.state
      from public.platform_apps a
      left join public.tenant_installed_apps i on i.app_id = a.id and i.tenant_id = $1
      where a.published_at is not null
      order by a.name`,
    args: (s) => [uuid(s.tenantId)],
  },
  {
    page: "hub",
    name: "installs with last run",
    sql: (s) => `
      select i.id, i.state, i.state_reason, i.installed_at, a.name, a.publisher, a.icon, a.type, last_run.*
      from public.tenant_installed_apps i
      join public.platform_apps a on a.id = i.app_id
      left join lateral (
        select ${runColumns.replace("id,", "r.id as run_id,")} from public.integration_job_runs r
        where r.tenant_id = $1 and r.tenant_installed_app_id = i.id
        order by r.triggered_at desc, r.id desc limit 1
      ) last_run on true
      where i.tenant_id = $1 ${amongInstalls(s, "i.id", 2)} and i.state <> 'uninstalled'`,
    args: (s) => acrossTenant(s),
  },
  {
    page: "hub",
    name: "recent runs of the tenant",
    sql: (s) => `
      select tenant_installed_app_id, ${runColumns} from public.integration_job_runs
      where tenant_id = $1 ${amongInstalls(s, "tenant_installed_app_id", 2)}
      order by triggered_at desc, id desc limit 25`,
    args: (s) => acrossTenant(s),
  },
  {
    page: "hub",
    name: "open errors per install",
    sql: (s) => `
      select tenant_installed_app_id, count(*) from public.integration_job_errors
      where tenant_id = $1 ${amongInstalls(s, "tenant_installed_app_id", 2)} and resolved_at is null and retried_by_run_id is null
      group by tenant_installed_app_id`,
    args: (s) => acrossTenant(s),
  },
  {
    page: "hub",
    name: "outcomes per day, 30 days",
    sql: (s) => `
      select date_trunc('day', triggered_at, 'Asia/Singapore') as day, status, count(*) from public.integration_job_runs
      where tenant_id = $1 and triggered_at >= $2 ${amongInstalls(s, "tenant_installed_app_id", 3)}
      group by 1, 2`,
    args: (s) => acrossTenant(s, time(s.monthStart)),
  },
  {
    page: "install",
    name: "runs, first page",
    sql: () => `${runsOfInstall} order by triggered_at desc, id desc limit 50`,
    args: byInstall,
  },
  {
    page: "install",
    name: "runs, deep page",
    sql: () => `${runsOfInstall}
        and triggered_at <= $3 and (triggered_at < $3 or (triggered_at = $3 and id < $4))
      order by triggered_at desc, id desc limit 50`,
    args: (s) => [...byInstall(s), time(s.runCursor.at), uuid(s.runCursor.id)],
  },
  {
    page: "install",
    name: "one record across runs",
    sql: () => `
      select run_id, ${errorColumns} from public.integration_job_errors
      where tenant_id = $1 and tenant_installed_app_id = $2 and row_key = $3
      order by created_at desc limit 50`,
    args: (s) => [...byInstall(s), text(s.rowKey)],
  },
  {
    page: "run",
    name: "errors by row, first page",
    sql: () => `${errorsOfRun} order by row_number, id limit 50`,
    args: byRun,
  },
  {
    page: "run",
    name: "errors by row, deep page",
    sql: () => `${errorsOfRun}
        and row_number >= $4 and (row_number > $4 or (row_number = $4 and id > $5))
      order by row_number, id limit 50`,
    args: afterError,
  },
  {
    page: "run",
    name: "errors by cause",
    sql: () => `
      select error_code, count(*), count(*) filter (where resolved_at is null and retried_by_run_id is null) as open
      from public.integration_job_errors
      where tenant_id = $1 and tenant_installed_app_id = $2 and run_id = $3
      group by error_code`,
    args: byRun,
  },
  {
    page: "run",
    name: "next error",
    sql: () => `${errorsOfRun}
        and row_number >= $4 and (row_number > $4 or (row_number = $4 and id > $5))
      order by row_number, id limit 1`,
    args: afterError,
  },
  {
    page: "run",
    name: "previous error",
    sql: () => `${errorsOfRun}
        and row_number <= $4 and (row_number < $4 or (row_number = $4 and id < $5))
      order by row_number desc, id desc limit 1`,
    args: afterError,
  },
];
