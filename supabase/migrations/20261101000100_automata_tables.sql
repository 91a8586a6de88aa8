-- The five tables of Automata, as the product owner specified them. Later files add columns, checks, indexes and
-- triggers; nothing here changes.

create table platform_apps (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,                      -- e.g. "kfc.legacy-emp-import"
  name text not null,                             -- e.g. "KFC EMP Import"
  description text,
  icon text,
  type text not null default 'n8n_workflow',      -- n8n_workflow | collection_bundle
  visibility text not null default 'public',      -- public | tenant_specific
  allowed_tenant_ids uuid[],                      -- only for tenant_specific
  config_schema jsonb not null default '{}',      -- field definitions for install wizard
  n8n_workflow_json jsonb,                        -- canonical workflow definition (source of truth)
  n8n_template_workflow_id text,                  -- reference in n8n (for duplication)
  version text not null default '1.0.0',
  published_at timestamptz,
  published_by uuid references auth.users(id),
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);

create table tenant_installed_apps (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants(id) on delete cascade,
  app_id uuid not null references platform_apps(id),
  installed_at timestamptz default now(),
  installed_by_user_id uuid references auth.users(id),
  config jsonb not null default '{}',             -- non-sensitive config values
  n8n_workflow_id text,                           -- cloned workflow ID in n8n
  access_policy jsonb not null default '{}',      -- { view_definition: [...], view_logs: [...] }
  enabled boolean not null default true,
  unique(tenant_id, app_id)
);

create table tenant_app_credentials (             -- credential pointers: never stores values
  id uuid primary key default gen_random_uuid(),
  tenant_installed_app_id uuid not null references tenant_installed_apps(id) on delete cascade,
  credential_key text not null,                   -- e.g. "sftp", "api_secret"
  n8n_credential_id text not null,                -- ID in n8n vault; the actual value is never stored here
  last_updated_at timestamptz default now(),
  unique(tenant_installed_app_id, credential_key)
);

create table integration_job_runs (               -- execution summary, lightweight
  id uuid primary key default gen_random_uuid(),
  tenant_installed_app_id uuid not null references tenant_installed_apps(id) on delete cascade,
  n8n_execution_id text,
  triggered_at timestamptz not null,
  completed_at timestamptz,
  status text not null,                           -- success | partial | failed | aborted | running
  summary jsonb,                                  -- { total_rows, success_count, error_count, ... }
  created_at timestamptz default now()
);

create table integration_job_errors (             -- row-level errors for traceability
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null references integration_job_runs(id) on delete cascade,
  row_number int,
  source_data jsonb,                              -- raw input row
  error_code text,
  error_message text,
  resolved_at timestamptz,
  resolved_by uuid references auth.users(id),
  resolution_note text,
  created_at timestamptz default now()
);

-- Closed from the first moment: whatever default privileges a project has, nobody reads these tables until the file with
-- the rights opens them column by column.
alter table platform_apps enable row level security;
alter table tenant_installed_apps enable row level security;
alter table tenant_app_credentials enable row level security;
alter table integration_job_runs enable row level security;
alter table integration_job_errors enable row level security;
revoke all on
  platform_apps, tenant_installed_apps, tenant_app_credentials, integration_job_runs, integration_job_errors
from public, anon, authenticated, service_role;
