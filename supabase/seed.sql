-- Built from supabase/apps by `node supabase/apps/build-seed.ts`: change the sources, not this file.
-- The apps that the platform publishes, and nothing else: safe on a hosted project, and safe to repeat.
-- An app that a person has published since (published_by) is left as that person published it.

insert into public.platform_apps as app (
  slug, name, description, icon, type, visibility, allowed_tenant_ids, publisher, reads, writes, requirements, version, published_at, config_schema, n8n_workflow_json
)
select
  'kfc.legacy-emp-import',
  'KFC EMP Import',
  'Brings the employees of the legacy HR system into PulseBox. Every row of the employee file is checked first; good rows are sent to the target, faulty ones are listed with the field and the reason, and can be repeated on their own once they are corrected.',
  'file-spreadsheet',
  'n8n_workflow',
  'public',
  null::uuid[],
  'PulseBox',
  'The employee file of the legacy HR system: employee number, name, e-mail address, hire date, store code, status.',
  'One employee record per good row in the target system.',
  'The address of the employee file and of the target, and one access header for each. Allow about five minutes.',
  '1.0.0',
  now(),
  $app${
  "format_version": 1,
  "groups": [
    {
      "key": "source",
      "title": "Where the employees come from",
      "fields": [
        {
          "key": "source_url",
          "type": "url",
          "label": "Address of the employee file",
          "help": "A CSV file with the columns employee_no, full_name, email, hire_date, store_code and status.",
          "placeholder": "https://hr.example.com/employees.csv",
          "required": true
        },
        {
          "key": "hr_api",
          "type": "credential",
          "label": "HR system access",
          "help": "The header that the HR system asks for.",
          "required": true,
          "sent_to": [
            "source_url"
          ],
          "credential_type": "header",
          "fields": [
            {
              "key": "header_name",
              "label": "Header name",
              "n8n_property": "name",
              "type": "text",
              "placeholder": "X-Api-Key"
            },
            {
              "key": "header_value",
              "label": "Header value",
              "n8n_property": "value",
              "type": "secret"
            }
          ]
        },
        {
          "key": "skip_terminated",
          "type": "boolean",
          "label": "Skip terminated employees",
          "help": "Rows with the status “terminated” are counted as skipped and not sent.",
          "default": true
        }
      ]
    },
    {
      "key": "target",
      "title": "Where they go",
      "fields": [
        {
          "key": "target_url",
          "type": "url",
          "label": "Address of the target",
          "help": "Receives one POST request with a JSON record per employee.",
          "placeholder": "https://people.example.com/employees",
          "required": true
        },
        {
          "key": "target_api",
          "type": "credential",
          "label": "Target access",
          "help": "The header that the target asks for.",
          "required": true,
          "sent_to": [
            "target_url"
          ],
          "credential_type": "header",
          "fields": [
            {
              "key": "header_name",
              "label": "Header name",
              "n8n_property": "name",
              "type": "text",
              "placeholder": "Authorization"
            },
            {
              "key": "header_value",
              "label": "Header value",
              "n8n_property": "value",
              "type": "secret"
            }
          ]
        }
      ]
    }
  ]
}$app$::jsonb,
  $app${
  "nodes": [
    {
      "name": "Start",
      "notes": "Automata starts the run and hands over its number, your configuration and, in a retry, the rows to repeat.",
      "type": "n8n-nodes-base.webhook",
      "typeVersion": 2.1,
      "position": [
        0,
        0
      ],
      "parameters": {
        "httpMethod": "POST",
        "path": "{{webhook_path}}",
        "authentication": "jwtAuth",
        "responseMode": "onReceived",
        "options": {
          "responseData": "={{ { executionId: $execution.id } }}"
        }
      },
      "credentials": {
        "jwtAuth": {
          "id": "{{trigger_credential}}",
          "name": "{{trigger_credential}}"
        }
      }
    },
    {
      "name": "Job",
      "notes": "Keeps the address under which this run reports to Automata.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        220,
        0
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "runs_url",
              "name": "runs_url",
              "type": "string",
              "value": "{{runs_url}}"
            }
          ]
        },
        "includeOtherFields": true,
        "options": {}
      }
    },
    {
      "name": "Fetch employee file",
      "notes": "Downloads the employee file from the address in your configuration, with the HR system credential. Tries three times; does not follow redirects, so that the credential goes nowhere else.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        440,
        0
      ],
      "onError": "continueErrorOutput",
      "retryOnFail": true,
      "maxTries": 3,
      "waitBetweenTries": 2000,
      "parameters": {
        "method": "GET",
        "url": "={{ $json.body.config.source_url }}",
        "authentication": "genericCredentialType",
        "genericAuthType": "httpHeaderAuth",
        "options": {
          "timeout": 60000,
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          },
          "response": {
            "response": {
              "responseFormat": "file",
              "outputPropertyName": "data"
            }
          }
        }
      },
      "credentials": {
        "httpHeaderAuth": {
          "id": "{{credential:hr_api}}",
          "name": "{{credential:hr_api}}"
        }
      }
    },
    {
      "name": "Read rows",
      "notes": "Reads the file as comma-separated values in UTF-8, with or without a byte-order mark. The first line names the columns.",
      "type": "n8n-nodes-base.extractFromFile",
      "typeVersion": 1.1,
      "position": [
        660,
        0
      ],
      "onError": "continueRegularOutput",
      "alwaysOutputData": true,
      "parameters": {
        "operation": "csv",
        "binaryPropertyName": "data",
        "options": {
          "headerRow": false,
          "delimiter": ",",
          "encoding": "utf8",
          "enableBOM": true,
          "includeEmptyCells": true
        }
      }
    },
    {
      "name": "Collect rows",
      "notes": "Puts all rows side by side, so that an employee number used twice can be found.",
      "type": "n8n-nodes-base.aggregate",
      "typeVersion": 1,
      "position": [
        880,
        0
      ],
      "parameters": {
        "aggregate": "aggregateAllItemData",
        "destinationFieldName": "rows",
        "options": {}
      }
    },
    {
      "name": "Number the rows",
      "notes": "Counts the rows as a spreadsheet does (the line with the column names is row 1), trims the values, and notes which employee numbers stand on more than one row.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        1100,
        0
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "unreadable",
              "name": "unreadable",
              "type": "string",
              "value": "={{ $json.rows[0].error ?? null }}"
            },
            {
              "id": "missing_columns",
              "name": "missing_columns",
              "type": "array",
              "value": "={{ (() => { const header = ($json.rows[0].row ?? []).map(name => name.trim()); return ['employee_no', 'full_name', 'email', 'hire_date', 'store_code', 'status'].filter(column => !header.includes(column)); })() }}"
            },
            {
              "id": "rows",
              "name": "rows",
              "type": "array",
              "value": "={{ (() => { const header = ($json.rows[0].row ?? []).map(name => name.trim()); return $json.rows.slice(1).map(({ row }, index) => ({ row_number: index + 2, source: Object.fromEntries(['employee_no', 'full_name', 'email', 'hire_date', 'store_code', 'status'].map(column => [column, String(row[header.indexOf(column)] ?? '').trim().slice(0, 200)])) })); })() }}"
            },
            {
              "id": "rows_by_number",
              "name": "rows_by_number",
              "type": "object",
              "value": "={{ (() => { const column = ($json.rows[0].row ?? []).findIndex(name => name.trim() === 'employee_no'); return $json.rows.slice(1).reduce((seen, { row }, index) => { const key = 'no ' + String(row[column] ?? '').trim().slice(0, 200); (seen[key] ??= []).push(index + 2); return seen; }, {}); })() }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Layout as expected?",
      "notes": "Goes on only if the file could be read and has all six columns.",
      "type": "n8n-nodes-base.if",
      "typeVersion": 2.2,
      "position": [
        1320,
        0
      ],
      "parameters": {
        "conditions": {
          "options": {
            "caseSensitive": true,
            "leftValue": "",
            "typeValidation": "strict",
            "version": 2
          },
          "combinator": "and",
          "conditions": [
            {
              "id": "condition",
              "leftValue": "={{ !$json.unreadable && $json.missing_columns.length === 0 }}",
              "rightValue": "",
              "operator": {
                "type": "boolean",
                "operation": "true",
                "singleValue": true
              }
            }
          ]
        },
        "options": {}
      }
    },
    {
      "name": "Choose rows",
      "notes": "In a retry keeps only the rows that were asked for, found by employee number or, where a row had no usable one, by row number; notes which of them are no longer in the file.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        1540,
        0
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "rows",
              "name": "rows",
              "type": "array",
              "value": "={{ (() => { const wanted = $('Job').first().json.body.rows_to_retry; const keys = new Set((wanted ?? []).map(row => row.row_key)); return $json.rows.map(row => { const key = /^E[0-9]{5}$/.test(row.source.employee_no) ? row.source.employee_no : '#' + row.row_number; const twins = $json.rows_by_number['no ' + row.source.employee_no]; return { ...row, row_key: keys.has('#' + row.row_number) && !keys.has(key) ? '#' + row.row_number : key, same_number_on: twins.length > 1 ? twins.slice(0, 10) : [] }; }).filter(row => wanted === null || keys.has(row.row_key)); })() }}"
            },
            {
              "id": "gone_keys",
              "name": "gone_keys",
              "type": "array",
              "value": "={{ (() => { const present = new Set($json.rows.flatMap(row => [row.source.employee_no, '#' + row.row_number])); return ($('Job').first().json.body.rows_to_retry ?? []).map(row => row.row_key).filter((key, index, all) => !present.has(key) && all.indexOf(key) === index); })() }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Any rows?",
      "notes": "With no row to process the run ends here, and says so.",
      "type": "n8n-nodes-base.if",
      "typeVersion": 2.2,
      "position": [
        0,
        200
      ],
      "parameters": {
        "conditions": {
          "options": {
            "caseSensitive": true,
            "leftValue": "",
            "typeValidation": "strict",
            "version": 2
          },
          "combinator": "and",
          "conditions": [
            {
              "id": "condition",
              "leftValue": "={{ $json.rows.length > 0 }}",
              "rightValue": "",
              "operator": {
                "type": "boolean",
                "operation": "true",
                "singleValue": true
              }
            }
          ]
        },
        "options": {}
      }
    },
    {
      "name": "One by one",
      "notes": "Hands the rows on one at a time.",
      "type": "n8n-nodes-base.splitOut",
      "typeVersion": 1,
      "position": [
        220,
        200
      ],
      "parameters": {
        "fieldToSplitOut": "rows",
        "include": "noOtherFields",
        "options": {}
      }
    },
    {
      "name": "Batches of 250",
      "notes": "Works through the rows in batches of 250, so that a long file needs no more memory than a short one.",
      "type": "n8n-nodes-base.splitInBatches",
      "typeVersion": 3,
      "position": [
        440,
        200
      ],
      "parameters": {
        "batchSize": 250,
        "options": {}
      }
    },
    {
      "name": "Check row",
      "notes": "Checks the row: employee number (E and five digits, used once), name, e-mail address, hire date (a real day, written 2024-02-29) and store code (SG- and three digits).",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        660,
        200
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "skip",
              "name": "skip",
              "type": "boolean",
              "value": "={{ $('Job').first().json.body.config.skip_terminated === true && $json.source.status.toLowerCase() === 'terminated' }}"
            },
            {
              "id": "employee_no_fault",
              "name": "employee_no_fault",
              "type": "object",
              "value": "={{ $json.source.employee_no === '' ? { code: 'missing_field', field: 'employee_no', message: 'The employee number is missing.', expected: 'E and five digits', received: '' } : !/^E[0-9]{5}$/.test($json.source.employee_no) ? { code: 'malformed_field', field: 'employee_no', message: 'The employee number is not valid.', expected: 'E and five digits', received: $json.source.employee_no } : $json.same_number_on.length > 0 ? { code: 'duplicate_key', field: 'employee_no', message: 'Employee number ' + $json.source.employee_no + ' stands on rows ' + $json.same_number_on.join(', ') + '; none of them was sent.', expected: 'a number used once', received: $json.source.employee_no } : null }}"
            },
            {
              "id": "full_name_fault",
              "name": "full_name_fault",
              "type": "object",
              "value": "={{ $json.source.full_name === '' ? { code: 'missing_field', field: 'full_name', message: 'The name is missing.', expected: 'a name', received: '' } : null }}"
            },
            {
              "id": "email_fault",
              "name": "email_fault",
              "type": "object",
              "value": "={{ $json.source.email === '' ? { code: 'missing_field', field: 'email', message: 'The e-mail address is missing.', expected: 'an e-mail address', received: '' } : !/^[^@\\s]+@[^@\\s.]+(?:[.][^@\\s.]+)+$/.test($json.source.email) ? { code: 'malformed_field', field: 'email', message: 'The e-mail address is not valid.', expected: 'an e-mail address', received: $json.source.email } : null }}"
            },
            {
              "id": "hire_date_fault",
              "name": "hire_date_fault",
              "type": "object",
              "value": "={{ $json.source.hire_date === '' ? { code: 'missing_field', field: 'hire_date', message: 'The hire date is missing.', expected: 'a date such as 2024-02-29', received: '' } : !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test($json.source.hire_date) || !DateTime.fromISO($json.source.hire_date).isValid ? { code: 'malformed_field', field: 'hire_date', message: 'The hire date is not a date.', expected: 'a date such as 2024-02-29', received: $json.source.hire_date } : null }}"
            },
            {
              "id": "store_code_fault",
              "name": "store_code_fault",
              "type": "object",
              "value": "={{ $json.source.store_code === '' ? { code: 'missing_field', field: 'store_code', message: 'The store code is missing.', expected: 'SG- and three digits', received: '' } : !/^SG-[0-9]{3}$/.test($json.source.store_code) ? { code: 'malformed_field', field: 'store_code', message: 'The store code is not valid.', expected: 'SG- and three digits', received: $json.source.store_code } : null }}"
            }
          ]
        },
        "includeOtherFields": true,
        "options": {}
      }
    },
    {
      "name": "Skip, refuse or send",
      "notes": "Terminated employees are skipped if your configuration says so, rows with a fault are reported, the others are sent.",
      "type": "n8n-nodes-base.switch",
      "typeVersion": 3.2,
      "position": [
        880,
        200
      ],
      "parameters": {
        "mode": "expression",
        "numberOutputs": 3,
        "output": "={{ $json.skip ? 0 : $json.employee_no_fault || $json.full_name_fault || $json.email_fault || $json.hire_date_fault || $json.store_code_fault ? 1 : 2 }}"
      }
    },
    {
      "name": "Send to target",
      "notes": "Sends each good row to the address in your configuration, with the target credential: ten at a time, five seconds each, never twice.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        1100,
        200
      ],
      "onError": "continueErrorOutput",
      "parameters": {
        "method": "POST",
        "url": "={{ $('Job').first().json.body.config.target_url }}",
        "authentication": "genericCredentialType",
        "genericAuthType": "httpHeaderAuth",
        "sendBody": true,
        "contentType": "raw",
        "rawContentType": "application/json",
        "body": "={{ JSON.stringify({ employee_no: $json.source.employee_no, full_name: $json.source.full_name, email: $json.source.email, hire_date: $json.source.hire_date, store_code: $json.source.store_code }) }}",
        "options": {
          "timeout": 5000,
          "batching": {
            "batch": {
              "batchSize": 10,
              "batchInterval": 0
            }
          },
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          },
          "response": {
            "response": {
              "fullResponse": true,
              "neverError": true,
              "responseFormat": "autodetect"
            }
          }
        }
      },
      "credentials": {
        "httpHeaderAuth": {
          "id": "{{credential:target_api}}",
          "name": "{{credential:target_api}}"
        }
      }
    },
    {
      "name": "Judge the answer",
      "notes": "An answer of the 200 family means stored. Anything else is a row error with the target's own words.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        1320,
        200
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "row_number",
              "name": "row_number",
              "type": "number",
              "value": "={{ $('Check row').item.json.row_number }}"
            },
            {
              "id": "row_key",
              "name": "row_key",
              "type": "string",
              "value": "={{ $('Check row').item.json.row_key }}"
            },
            {
              "id": "source",
              "name": "source",
              "type": "object",
              "value": "={{ $('Check row').item.json.source }}"
            },
            {
              "id": "stored",
              "name": "stored",
              "type": "boolean",
              "value": "={{ $json.statusCode >= 200 && $json.statusCode < 300 }}"
            },
            {
              "id": "target_fault",
              "name": "target_fault",
              "type": "object",
              "value": "={{ $json.statusCode >= 200 && $json.statusCode < 300 ? null : { code: $json.statusCode === 409 ? 'conflict_at_target' : $json.statusCode === 422 ? 'rejected_by_target' : 'target_error', field: typeof $json.body?.field === 'string' ? $json.body.field.slice(0, 200) : null, message: ($json.statusCode === 409 ? 'The target already has this employee: ' : 'The target refused the row: ') + String($json.body?.message ?? 'it gave no reason').slice(0, 300), expected: null, received: 'HTTP ' + $json.statusCode } }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "No answer",
      "notes": "The target did not answer in time, or could not be reached. Whether it stored the row is not known.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        1540,
        200
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "row_number",
              "name": "row_number",
              "type": "number",
              "value": "={{ $('Check row').item.json.row_number }}"
            },
            {
              "id": "row_key",
              "name": "row_key",
              "type": "string",
              "value": "={{ $('Check row').item.json.row_key }}"
            },
            {
              "id": "source",
              "name": "source",
              "type": "object",
              "value": "={{ $('Check row').item.json.source }}"
            },
            {
              "id": "target_fault",
              "name": "target_fault",
              "type": "object",
              "value": "={{ { code: 'no_answer_from_target', field: null, message: 'The target did not answer within 5 seconds or could not be reached. Whether it stored the row is not known.', expected: 'an answer within 5 seconds', received: null } }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Batch outcome",
      "notes": "Brings the skipped, refused, sent and unanswered rows of the batch together again.",
      "type": "n8n-nodes-base.merge",
      "typeVersion": 3,
      "position": [
        0,
        400
      ],
      "parameters": {
        "mode": "append",
        "numberInputs": 4
      }
    },
    {
      "name": "Collect batch",
      "notes": "Puts the rows of the batch side by side for counting.",
      "type": "n8n-nodes-base.aggregate",
      "typeVersion": 1,
      "position": [
        220,
        400
      ],
      "parameters": {
        "aggregate": "aggregateAllItemData",
        "destinationFieldName": "rows",
        "options": {}
      }
    },
    {
      "name": "Count the batch",
      "notes": "Counts what became of the rows of this batch and lists the faults of the failing ones.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        440,
        400
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batch_no",
              "name": "batch_no",
              "type": "number",
              "value": "={{ $runIndex + 1 }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ $json.rows.filter(row => row.stored === true).length }}"
            },
            {
              "id": "skipped_count",
              "name": "skipped_count",
              "type": "number",
              "value": "={{ $json.rows.filter(row => row.skip === true).length }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ $json.rows.filter(row => row.stored !== true && row.skip !== true).length }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ $('Job').first().json.body.rows_to_retry === null ? [] : $json.rows.filter(row => row.stored === true).map(row => row.row_key) }}"
            },
            {
              "id": "errors",
              "name": "errors",
              "type": "array",
              "value": "={{ $json.rows.filter(row => row.skip !== true).flatMap(row => [row.employee_no_fault, row.full_name_fault, row.email_fault, row.hire_date_fault, row.store_code_fault, row.target_fault].filter(fault => fault).map(fault => ({ row_number: row.row_number, row_key: row.row_key, source_data: row.source, code: fault.code, message: fault.message, field: fault.field, expected: fault.expected, received: fault.received }))) }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Any faults?",
      "notes": "Only a batch with faults is reported row by row.",
      "type": "n8n-nodes-base.if",
      "typeVersion": 2.2,
      "position": [
        660,
        400
      ],
      "parameters": {
        "conditions": {
          "options": {
            "caseSensitive": true,
            "leftValue": "",
            "typeValidation": "strict",
            "version": 2
          },
          "combinator": "and",
          "conditions": [
            {
              "id": "condition",
              "leftValue": "={{ $json.errors.length > 0 }}",
              "rightValue": "",
              "operator": {
                "type": "boolean",
                "operation": "true",
                "singleValue": true
              }
            }
          ]
        },
        "options": {}
      }
    },
    {
      "name": "Report row errors",
      "notes": "Reports the failing rows of the batch to Automata. A report that is lost is repeated; Automata counts it once.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        880,
        400
      ],
      "retryOnFail": true,
      "maxTries": 5,
      "waitBetweenTries": 2000,
      "parameters": {
        "method": "POST",
        "url": "={{ $('Job').first().json.runs_url }}/{{ $('Job').first().json.body.run_id }}/errors",
        "sendHeaders": true,
        "headerParameters": {
          "parameters": [
            {
              "name": "Authorization",
              "value": "=Bearer {{ $('Job').first().json.body.callback.token }}"
            }
          ]
        },
        "sendBody": true,
        "contentType": "raw",
        "rawContentType": "application/json",
        "body": "={{ JSON.stringify({ execution_id: $execution.id, batch_no: $json.batch_no, errors: $json.errors }) }}",
        "options": {
          "timeout": 15000,
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          }
        }
      }
    },
    {
      "name": "Report progress",
      "notes": "Tells Automata how many rows are done. Nothing depends on it.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        1100,
        400
      ],
      "onError": "continueRegularOutput",
      "retryOnFail": true,
      "maxTries": 2,
      "waitBetweenTries": 2000,
      "parameters": {
        "method": "POST",
        "url": "={{ $('Job').first().json.runs_url }}/{{ $('Job').first().json.body.run_id }}/progress",
        "sendHeaders": true,
        "headerParameters": {
          "parameters": [
            {
              "name": "Authorization",
              "value": "=Bearer {{ $('Job').first().json.body.callback.token }}"
            }
          ]
        },
        "sendBody": true,
        "contentType": "raw",
        "rawContentType": "application/json",
        "body": "={{ JSON.stringify({ execution_id: $execution.id, processed: Math.min($('Count the batch').first().json.batch_no * 250, $('Choose rows').first().json.rows.length), total: $('Choose rows').first().json.rows.length }) }}",
        "options": {
          "timeout": 15000,
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          }
        }
      }
    },
    {
      "name": "Keep the count",
      "notes": "Keeps the numbers of the batch for the final report, and lets go of the rows.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        1320,
        400
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batches",
              "name": "batches",
              "type": "number",
              "value": "={{ $('Count the batch').first().json.errors.length > 0 ? 1 : 0 }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ $('Count the batch').first().json.success_count }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ $('Count the batch').first().json.error_count }}"
            },
            {
              "id": "skipped_count",
              "name": "skipped_count",
              "type": "number",
              "value": "={{ $('Count the batch').first().json.skipped_count }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ $('Count the batch').first().json.succeeded_keys }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Collect counts",
      "notes": "Puts the counts of all batches side by side.",
      "type": "n8n-nodes-base.aggregate",
      "typeVersion": 1,
      "position": [
        1540,
        400
      ],
      "parameters": {
        "aggregate": "aggregateAllItemData",
        "destinationFieldName": "rows",
        "options": {}
      }
    },
    {
      "name": "Add up",
      "notes": "Adds up the counts of all batches.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        0,
        600
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batches",
              "name": "batches",
              "type": "number",
              "value": "={{ $json.rows.reduce((sum, batch) => sum + batch.batches, 0) }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ $json.rows.reduce((sum, batch) => sum + batch.success_count, 0) }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ $json.rows.reduce((sum, batch) => sum + batch.error_count, 0) }}"
            },
            {
              "id": "skipped_count",
              "name": "skipped_count",
              "type": "number",
              "value": "={{ $json.rows.reduce((sum, batch) => sum + batch.skipped_count, 0) }}"
            },
            {
              "id": "total_rows",
              "name": "total_rows",
              "type": "number",
              "value": "={{ $('Choose rows').first().json.rows.length }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ $json.rows.flatMap(batch => batch.succeeded_keys) }}"
            },
            {
              "id": "gone_keys",
              "name": "gone_keys",
              "type": "array",
              "value": "={{ $('Choose rows').first().json.gone_keys }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Nothing to do",
      "notes": "There was no row to process.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        220,
        600
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batches",
              "name": "batches",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "total_rows",
              "name": "total_rows",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "skipped_count",
              "name": "skipped_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ [] }}"
            },
            {
              "id": "gone_keys",
              "name": "gone_keys",
              "type": "array",
              "value": "={{ $json.gone_keys }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Source not reached",
      "notes": "The file could not be fetched: no row was touched.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        440,
        600
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batches",
              "name": "batches",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "total_rows",
              "name": "total_rows",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "skipped_count",
              "name": "skipped_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ [] }}"
            },
            {
              "id": "gone_keys",
              "name": "gone_keys",
              "type": "array",
              "value": "={{ [] }}"
            },
            {
              "id": "outcome_reason",
              "name": "outcome_reason",
              "type": "string",
              "value": "=The employee file could not be fetched{{ $json.error?.status || $json.error?.httpCode ? ': the HR system answered HTTP ' + ($json.error.status ?? $json.error.httpCode) : ': the HR system did not answer' }}."
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "File not understood",
      "notes": "The file is not the expected one: no row was touched.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        660,
        600
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batches",
              "name": "batches",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "total_rows",
              "name": "total_rows",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "skipped_count",
              "name": "skipped_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ [] }}"
            },
            {
              "id": "gone_keys",
              "name": "gone_keys",
              "type": "array",
              "value": "={{ [] }}"
            },
            {
              "id": "outcome_reason",
              "name": "outcome_reason",
              "type": "string",
              "value": "={{ ($json.unreadable ? 'The employee file could not be read as comma-separated values: ' + $json.unreadable : 'The employee file lacks these columns: ' + $json.missing_columns.join(', ')).slice(0, 450) }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Report result",
      "notes": "Reports the final numbers to Automata, which ends the run.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        880,
        600
      ],
      "retryOnFail": true,
      "maxTries": 5,
      "waitBetweenTries": 2000,
      "parameters": {
        "method": "POST",
        "url": "={{ $('Job').first().json.runs_url }}/{{ $('Job').first().json.body.run_id }}/result",
        "sendHeaders": true,
        "headerParameters": {
          "parameters": [
            {
              "name": "Authorization",
              "value": "=Bearer {{ $('Job').first().json.body.callback.token }}"
            }
          ]
        },
        "sendBody": true,
        "contentType": "raw",
        "rawContentType": "application/json",
        "body": "={{ JSON.stringify({ execution_id: $execution.id, batches: $json.batches, total_rows: $json.total_rows, success_count: $json.success_count, error_count: $json.error_count, skipped_count: $json.skipped_count, succeeded_keys: $json.succeeded_keys, gone_keys: $json.gone_keys, outcome_reason: $json.outcome_reason ?? null }) }}",
        "options": {
          "timeout": 15000,
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          }
        }
      }
    }
  ],
  "connections": {
    "Start": {
      "main": [
        [
          {
            "node": "Job",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Job": {
      "main": [
        [
          {
            "node": "Fetch employee file",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Fetch employee file": {
      "main": [
        [
          {
            "node": "Read rows",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Source not reached",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Read rows": {
      "main": [
        [
          {
            "node": "Collect rows",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Collect rows": {
      "main": [
        [
          {
            "node": "Number the rows",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Number the rows": {
      "main": [
        [
          {
            "node": "Layout as expected?",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Layout as expected?": {
      "main": [
        [
          {
            "node": "Choose rows",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "File not understood",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Choose rows": {
      "main": [
        [
          {
            "node": "Any rows?",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Any rows?": {
      "main": [
        [
          {
            "node": "One by one",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Nothing to do",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "One by one": {
      "main": [
        [
          {
            "node": "Batches of 250",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Batches of 250": {
      "main": [
        [
          {
            "node": "Collect counts",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Check row",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Check row": {
      "main": [
        [
          {
            "node": "Skip, refuse or send",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Skip, refuse or send": {
      "main": [
        [
          {
            "node": "Batch outcome",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Batch outcome",
            "type": "main",
            "index": 1
          }
        ],
        [
          {
            "node": "Send to target",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Send to target": {
      "main": [
        [
          {
            "node": "Judge the answer",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "No answer",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Judge the answer": {
      "main": [
        [
          {
            "node": "Batch outcome",
            "type": "main",
            "index": 2
          }
        ]
      ]
    },
    "No answer": {
      "main": [
        [
          {
            "node": "Batch outcome",
            "type": "main",
            "index": 3
          }
        ]
      ]
    },
    "Batch outcome": {
      "main": [
        [
          {
            "node": "Collect batch",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Collect batch": {
      "main": [
        [
          {
            "node": "Count the batch",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Count the batch": {
      "main": [
        [
          {
            "node": "Any faults?",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Any faults?": {
      "main": [
        [
          {
            "node": "Report row errors",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Report progress",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Report row errors": {
      "main": [
        [
          {
            "node": "Report progress",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Report progress": {
      "main": [
        [
          {
            "node": "Keep the count",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Keep the count": {
      "main": [
        [
          {
            "node": "Batches of 250",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Collect counts": {
      "main": [
        [
          {
            "node": "Add up",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Add up": {
      "main": [
        [
          {
            "node": "Report result",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Nothing to do": {
      "main": [
        [
          {
            "node": "Report result",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Source not reached": {
      "main": [
        [
          {
            "node": "Report result",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "File not understood": {
      "main": [
        [
          {
            "node": "Report result",
            "type": "main",
            "index": 0
          }
        ]
      ]
    }
  },
  "settings": {
    "executionOrder": "v1"
  }
}$app$::jsonb
on conflict (slug) do update set
  name = excluded.name,
  description = excluded.description,
  icon = excluded.icon,
  type = excluded.type,
  visibility = excluded.visibility,
  allowed_tenant_ids = excluded.allowed_tenant_ids,
  publisher = excluded.publisher,
  reads = excluded.reads,
  writes = excluded.writes,
  requirements = excluded.requirements,
  version = excluded.version,
  config_schema = excluded.config_schema,
  n8n_workflow_json = excluded.n8n_workflow_json,
  published_at = coalesce(app.published_at, excluded.published_at)
where app.published_by is null;

insert into public.platform_apps as app (
  slug, name, description, icon, type, visibility, allowed_tenant_ids, publisher, reads, writes, requirements, version, published_at, config_schema, n8n_workflow_json
)
select
  'pulsebox.engine-check',
  'Engine check',
  'Starts a workflow that does nothing but report back. One row, which succeeds if the automation engine can be started and can reach Automata.',
  'shield-check',
  'n8n_workflow',
  'tenant_specific',
  array_agg(platform.id),
  'PulseBox',
  'Nothing.',
  'Nothing.',
  'Nothing.',
  '1.0.0',
  now(),
  $app${}$app$::jsonb,
  $app${
  "nodes": [
    {
      "name": "Start",
      "notes": "Automata starts the run and hands over its number, your configuration and, in a retry, the rows to repeat.",
      "type": "n8n-nodes-base.webhook",
      "typeVersion": 2.1,
      "position": [
        0,
        0
      ],
      "parameters": {
        "httpMethod": "POST",
        "path": "{{webhook_path}}",
        "authentication": "jwtAuth",
        "responseMode": "onReceived",
        "options": {
          "responseData": "={{ { executionId: $execution.id } }}"
        }
      },
      "credentials": {
        "jwtAuth": {
          "id": "{{trigger_credential}}",
          "name": "{{trigger_credential}}"
        }
      }
    },
    {
      "name": "Job",
      "notes": "Keeps the address under which this run reports to Automata.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        220,
        0
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "runs_url",
              "name": "runs_url",
              "type": "string",
              "value": "{{runs_url}}"
            }
          ]
        },
        "includeOtherFields": true,
        "options": {}
      }
    },
    {
      "name": "Report result",
      "notes": "Reports one successful row: the workflow was started, and this report is the proof that it reaches Automata.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        440,
        0
      ],
      "retryOnFail": true,
      "maxTries": 5,
      "waitBetweenTries": 2000,
      "parameters": {
        "method": "POST",
        "url": "={{ $('Job').first().json.runs_url }}/{{ $('Job').first().json.body.run_id }}/result",
        "sendHeaders": true,
        "headerParameters": {
          "parameters": [
            {
              "name": "Authorization",
              "value": "=Bearer {{ $('Job').first().json.body.callback.token }}"
            }
          ]
        },
        "sendBody": true,
        "contentType": "raw",
        "rawContentType": "application/json",
        "body": "={{ JSON.stringify({ execution_id: $execution.id, batches: 0, total_rows: 1, success_count: 1, error_count: 0, skipped_count: 0 }) }}",
        "options": {
          "timeout": 15000,
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          }
        }
      }
    }
  ],
  "connections": {
    "Start": {
      "main": [
        [
          {
            "node": "Job",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Job": {
      "main": [
        [
          {
            "node": "Report result",
            "type": "main",
            "index": 0
          }
        ]
      ]
    }
  },
  "settings": {
    "executionOrder": "v1"
  }
}$app$::jsonb
from public.tenants platform
where platform.is_super
having count(*) > 0
on conflict (slug) do update set
  name = excluded.name,
  description = excluded.description,
  icon = excluded.icon,
  type = excluded.type,
  visibility = excluded.visibility,
  allowed_tenant_ids = excluded.allowed_tenant_ids,
  publisher = excluded.publisher,
  reads = excluded.reads,
  writes = excluded.writes,
  requirements = excluded.requirements,
  version = excluded.version,
  config_schema = excluded.config_schema,
  n8n_workflow_json = excluded.n8n_workflow_json,
  published_at = coalesce(app.published_at, excluded.published_at)
where app.published_by is null;

insert into public.platform_apps as app (
  slug, name, description, icon, type, visibility, allowed_tenant_ids, publisher, reads, writes, requirements, version, published_at, config_schema, n8n_workflow_json
)
select
  'pulsebox.retail-starter-collections',
  'Retail Starter Collections',
  'Ready-made collections for a retail business: Stores (code, address, opening hours, manager), Products (article number, price, supplier), Suppliers, and Stock counts linked to both. The platform team adds them to your workspace and tells you when they are there.',
  'library',
  'collection_bundle',
  'public',
  null::uuid[],
  'PulseBox',
  'Nothing.',
  'Four new collections in your workspace.',
  'Nothing. The platform team prepares the collections within one working day.',
  '1.0.0',
  now(),
  $app${
  "format_version": 1,
  "groups": [
    {
      "key": "collections",
      "title": "Collections",
      "fields": [
        {
          "key": "collections",
          "type": "multiselect",
          "label": "Collections you want",
          "required": true,
          "default": [
            "stores",
            "products"
          ],
          "options": [
            {
              "value": "stores",
              "label": "Stores"
            },
            {
              "value": "products",
              "label": "Products"
            },
            {
              "value": "suppliers",
              "label": "Suppliers"
            },
            {
              "value": "stock_counts",
              "label": "Stock counts"
            }
          ]
        }
      ]
    }
  ]
}$app$::jsonb,
  null
on conflict (slug) do update set
  name = excluded.name,
  description = excluded.description,
  icon = excluded.icon,
  type = excluded.type,
  visibility = excluded.visibility,
  allowed_tenant_ids = excluded.allowed_tenant_ids,
  publisher = excluded.publisher,
  reads = excluded.reads,
  writes = excluded.writes,
  requirements = excluded.requirements,
  version = excluded.version,
  config_schema = excluded.config_schema,
  n8n_workflow_json = excluded.n8n_workflow_json,
  published_at = coalesce(app.published_at, excluded.published_at)
where app.published_by is null;

insert into public.platform_apps as app (
  slug, name, description, icon, type, visibility, allowed_tenant_ids, publisher, reads, writes, requirements, version, published_at, config_schema, n8n_workflow_json
)
select
  'pulsebox.stock-sync',
  'Stock Level Sync',
  'Will bring the nightly stock levels of each store into PulseBox. Being written.',
  'database',
  'n8n_workflow',
  'public',
  null::uuid[],
  'PulseBox',
  'Stock levels in your warehouse database.',
  'The Stock counts collection.',
  'Read access to the warehouse database.',
  '0.1.0',
  null::timestamptz,
  $app${
  "format_version": 1,
  "fields": [
    {
      "key": "warehouse",
      "type": "credential",
      "label": "Warehouse database",
      "required": true,
      "credential_type": "database",
      "fields": [
        {
          "key": "host",
          "label": "Host",
          "n8n_property": "host",
          "type": "text"
        },
        {
          "key": "database",
          "label": "Database",
          "n8n_property": "database",
          "type": "text"
        },
        {
          "key": "user",
          "label": "User",
          "n8n_property": "user",
          "type": "text"
        },
        {
          "key": "password",
          "label": "Password",
          "n8n_property": "password",
          "type": "secret"
        }
      ]
    },
    {
      "key": "stores",
      "type": "key_value",
      "label": "Warehouse code of each store",
      "help": "Store code on the left, warehouse code on the right."
    }
  ]
}$app$::jsonb,
  null
on conflict (slug) do update set
  name = excluded.name,
  description = excluded.description,
  icon = excluded.icon,
  type = excluded.type,
  visibility = excluded.visibility,
  allowed_tenant_ids = excluded.allowed_tenant_ids,
  publisher = excluded.publisher,
  reads = excluded.reads,
  writes = excluded.writes,
  requirements = excluded.requirements,
  version = excluded.version,
  config_schema = excluded.config_schema,
  n8n_workflow_json = excluded.n8n_workflow_json,
  published_at = coalesce(app.published_at, excluded.published_at)
where app.published_by is null;

insert into public.platform_apps as app (
  slug, name, description, icon, type, visibility, allowed_tenant_ids, publisher, reads, writes, requirements, version, published_at, config_schema, n8n_workflow_json
)
select
  'pulsebox.website-check',
  'Website check',
  'Opens each address on your list and tells you which ones do not answer. The quickest way to see Automata at work: no credentials, nothing is changed anywhere.',
  'globe',
  'n8n_workflow',
  'public',
  null::uuid[],
  'PulseBox',
  'The first answer of each address on your list.',
  'Nothing.',
  'A list of web addresses, one per line.',
  '1.0.0',
  now(),
  $app${
  "format_version": 1,
  "groups": [
    {
      "key": "websites",
      "title": "Websites",
      "fields": [
        {
          "key": "addresses",
          "type": "textarea",
          "label": "Addresses to check",
          "help": "One per line, beginning with https:// or http://. An address that stands twice is checked once.",
          "placeholder": "https://www.example.com",
          "required": true,
          "max_length": 10000
        }
      ]
    }
  ]
}$app$::jsonb,
  $app${
  "nodes": [
    {
      "name": "Start",
      "notes": "Automata starts the run and hands over its number, your configuration and, in a retry, the rows to repeat.",
      "type": "n8n-nodes-base.webhook",
      "typeVersion": 2.1,
      "position": [
        0,
        0
      ],
      "parameters": {
        "httpMethod": "POST",
        "path": "{{webhook_path}}",
        "authentication": "jwtAuth",
        "responseMode": "onReceived",
        "options": {
          "responseData": "={{ { executionId: $execution.id } }}"
        }
      },
      "credentials": {
        "jwtAuth": {
          "id": "{{trigger_credential}}",
          "name": "{{trigger_credential}}"
        }
      }
    },
    {
      "name": "Job",
      "notes": "Keeps the address under which this run reports to Automata.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        220,
        0
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "runs_url",
              "name": "runs_url",
              "type": "string",
              "value": "{{runs_url}}"
            }
          ]
        },
        "includeOtherFields": true,
        "options": {}
      }
    },
    {
      "name": "List the addresses",
      "notes": "Takes the addresses from your configuration, one a line; the first line is row 1. In a retry keeps only those that were asked for.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        440,
        0
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "rows",
              "name": "rows",
              "type": "array",
              "value": "={{ (() => { const wanted = $json.body.rows_to_retry; const keys = new Set((wanted ?? []).map(row => row.row_key)); return $json.body.config.addresses.split('\\n').map((line, index) => ({ row_number: index + 1, row_key: line.trim().slice(0, 200), address: line.trim() })).filter((row, index, all) => row.address !== '' && all.findIndex(other => other.address === row.address) === index && (wanted === null || keys.has(row.row_key))); })() }}"
            },
            {
              "id": "gone_keys",
              "name": "gone_keys",
              "type": "array",
              "value": "={{ ($json.body.rows_to_retry ?? []).map(row => row.row_key).filter(key => !$json.body.config.addresses.split('\\n').some(line => line.trim().slice(0, 200) === key)) }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Any addresses?",
      "notes": "With no address to check the run ends here, and says so.",
      "type": "n8n-nodes-base.if",
      "typeVersion": 2.2,
      "position": [
        660,
        0
      ],
      "parameters": {
        "conditions": {
          "options": {
            "caseSensitive": true,
            "leftValue": "",
            "typeValidation": "strict",
            "version": 2
          },
          "combinator": "and",
          "conditions": [
            {
              "id": "condition",
              "leftValue": "={{ $json.rows.length > 0 }}",
              "rightValue": "",
              "operator": {
                "type": "boolean",
                "operation": "true",
                "singleValue": true
              }
            }
          ]
        },
        "options": {}
      }
    },
    {
      "name": "One by one",
      "notes": "Hands the addresses on one at a time.",
      "type": "n8n-nodes-base.splitOut",
      "typeVersion": 1,
      "position": [
        880,
        0
      ],
      "parameters": {
        "fieldToSplitOut": "rows",
        "include": "noOtherFields",
        "options": {}
      }
    },
    {
      "name": "Batches of 25",
      "notes": "Works through the addresses in batches of 25.",
      "type": "n8n-nodes-base.splitInBatches",
      "typeVersion": 3,
      "position": [
        1100,
        0
      ],
      "parameters": {
        "batchSize": 25,
        "options": {}
      }
    },
    {
      "name": "Check address",
      "notes": "Only addresses that begin with http:// or https:// can be asked.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        1320,
        0
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "valid",
              "name": "valid",
              "type": "boolean",
              "value": "={{ /^https?:[/][/][^\\s/]+/i.test($json.address) }}"
            }
          ]
        },
        "includeOtherFields": true,
        "options": {}
      }
    },
    {
      "name": "Can be asked?",
      "notes": "An address that is none is reported without asking.",
      "type": "n8n-nodes-base.if",
      "typeVersion": 2.2,
      "position": [
        1540,
        0
      ],
      "parameters": {
        "conditions": {
          "options": {
            "caseSensitive": true,
            "leftValue": "",
            "typeValidation": "strict",
            "version": 2
          },
          "combinator": "and",
          "conditions": [
            {
              "id": "condition",
              "leftValue": "={{ $json.valid }}",
              "rightValue": "",
              "operator": {
                "type": "boolean",
                "operation": "true",
                "singleValue": true
              }
            }
          ]
        },
        "options": {}
      }
    },
    {
      "name": "Ask the website",
      "notes": "Opens the address without any credential, five at a time, and waits up to ten seconds for the answer. Follows up to five redirects.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        0,
        200
      ],
      "onError": "continueErrorOutput",
      "parameters": {
        "method": "GET",
        "url": "={{ $json.address }}",
        "options": {
          "timeout": 10000,
          "batching": {
            "batch": {
              "batchSize": 5,
              "batchInterval": 0
            }
          },
          "redirect": {
            "redirect": {
              "followRedirects": true,
              "maxRedirects": 5
            }
          },
          "response": {
            "response": {
              "fullResponse": true,
              "neverError": true,
              "responseFormat": "text",
              "outputPropertyName": "data"
            }
          }
        }
      }
    },
    {
      "name": "Judge the answer",
      "notes": "An answer below 400 means the website is up. Anything else is a row error.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        220,
        200
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "row_number",
              "name": "row_number",
              "type": "number",
              "value": "={{ $('Check address').item.json.row_number }}"
            },
            {
              "id": "row_key",
              "name": "row_key",
              "type": "string",
              "value": "={{ $('Check address').item.json.row_key }}"
            },
            {
              "id": "address",
              "name": "address",
              "type": "string",
              "value": "={{ $('Check address').item.json.address }}"
            },
            {
              "id": "fault",
              "name": "fault",
              "type": "object",
              "value": "={{ $json.statusCode < 400 ? null : { code: 'http_error', message: 'The website answered with HTTP ' + $json.statusCode + '.', expected: 'an answer below HTTP 400', received: 'HTTP ' + $json.statusCode } }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "No answer",
      "notes": "The website could not be reached or did not answer in time.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        440,
        200
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "row_number",
              "name": "row_number",
              "type": "number",
              "value": "={{ $('Check address').item.json.row_number }}"
            },
            {
              "id": "row_key",
              "name": "row_key",
              "type": "string",
              "value": "={{ $('Check address').item.json.row_key }}"
            },
            {
              "id": "address",
              "name": "address",
              "type": "string",
              "value": "={{ $('Check address').item.json.address }}"
            },
            {
              "id": "fault",
              "name": "fault",
              "type": "object",
              "value": "={{ { code: 'unreachable', message: 'The website could not be reached within 10 seconds.', expected: 'an answer within 10 seconds', received: null } }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Not an address",
      "notes": "The line is not a web address.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        660,
        200
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "row_number",
              "name": "row_number",
              "type": "number",
              "value": "={{ $json.row_number }}"
            },
            {
              "id": "row_key",
              "name": "row_key",
              "type": "string",
              "value": "={{ $json.row_key }}"
            },
            {
              "id": "address",
              "name": "address",
              "type": "string",
              "value": "={{ $json.address }}"
            },
            {
              "id": "fault",
              "name": "fault",
              "type": "object",
              "value": "={{ { code: 'malformed_field', message: 'This is not a web address.', expected: 'an address such as https://example.com', received: $json.address.slice(0, 500) } }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Batch outcome",
      "notes": "Brings the answers of the batch together again.",
      "type": "n8n-nodes-base.merge",
      "typeVersion": 3,
      "position": [
        880,
        200
      ],
      "parameters": {
        "mode": "append",
        "numberInputs": 3
      }
    },
    {
      "name": "Collect batch",
      "notes": "Puts the answers of the batch side by side for counting.",
      "type": "n8n-nodes-base.aggregate",
      "typeVersion": 1,
      "position": [
        1100,
        200
      ],
      "parameters": {
        "aggregate": "aggregateAllItemData",
        "destinationFieldName": "rows",
        "options": {}
      }
    },
    {
      "name": "Count the batch",
      "notes": "Counts the websites that are up and lists those that are not.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        1320,
        200
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batch_no",
              "name": "batch_no",
              "type": "number",
              "value": "={{ $runIndex + 1 }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ $json.rows.filter(row => row.fault === null).length }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ $json.rows.filter(row => row.fault !== null).length }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ $('Job').first().json.body.rows_to_retry === null ? [] : $json.rows.filter(row => row.fault === null).map(row => row.row_key) }}"
            },
            {
              "id": "errors",
              "name": "errors",
              "type": "array",
              "value": "={{ $json.rows.filter(row => row.fault !== null).map(row => ({ row_number: row.row_number, row_key: row.row_key, source_data: { address: row.address.slice(0, 1000) }, field: 'address', ...row.fault })) }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Any faults?",
      "notes": "Only a batch with faults is reported row by row.",
      "type": "n8n-nodes-base.if",
      "typeVersion": 2.2,
      "position": [
        1540,
        200
      ],
      "parameters": {
        "conditions": {
          "options": {
            "caseSensitive": true,
            "leftValue": "",
            "typeValidation": "strict",
            "version": 2
          },
          "combinator": "and",
          "conditions": [
            {
              "id": "condition",
              "leftValue": "={{ $json.errors.length > 0 }}",
              "rightValue": "",
              "operator": {
                "type": "boolean",
                "operation": "true",
                "singleValue": true
              }
            }
          ]
        },
        "options": {}
      }
    },
    {
      "name": "Report row errors",
      "notes": "Reports the websites that are down to Automata. A report that is lost is repeated; Automata counts it once.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        0,
        400
      ],
      "retryOnFail": true,
      "maxTries": 5,
      "waitBetweenTries": 2000,
      "parameters": {
        "method": "POST",
        "url": "={{ $('Job').first().json.runs_url }}/{{ $('Job').first().json.body.run_id }}/errors",
        "sendHeaders": true,
        "headerParameters": {
          "parameters": [
            {
              "name": "Authorization",
              "value": "=Bearer {{ $('Job').first().json.body.callback.token }}"
            }
          ]
        },
        "sendBody": true,
        "contentType": "raw",
        "rawContentType": "application/json",
        "body": "={{ JSON.stringify({ execution_id: $execution.id, batch_no: $json.batch_no, errors: $json.errors }) }}",
        "options": {
          "timeout": 15000,
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          }
        }
      }
    },
    {
      "name": "Report progress",
      "notes": "Tells Automata how many addresses are done. Nothing depends on it.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        220,
        400
      ],
      "onError": "continueRegularOutput",
      "retryOnFail": true,
      "maxTries": 2,
      "waitBetweenTries": 2000,
      "parameters": {
        "method": "POST",
        "url": "={{ $('Job').first().json.runs_url }}/{{ $('Job').first().json.body.run_id }}/progress",
        "sendHeaders": true,
        "headerParameters": {
          "parameters": [
            {
              "name": "Authorization",
              "value": "=Bearer {{ $('Job').first().json.body.callback.token }}"
            }
          ]
        },
        "sendBody": true,
        "contentType": "raw",
        "rawContentType": "application/json",
        "body": "={{ JSON.stringify({ execution_id: $execution.id, processed: Math.min($('Count the batch').first().json.batch_no * 25, $('List the addresses').first().json.rows.length), total: $('List the addresses').first().json.rows.length }) }}",
        "options": {
          "timeout": 15000,
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          }
        }
      }
    },
    {
      "name": "Keep the count",
      "notes": "Keeps the numbers of the batch for the final report.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        440,
        400
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batches",
              "name": "batches",
              "type": "number",
              "value": "={{ $('Count the batch').first().json.errors.length > 0 ? 1 : 0 }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ $('Count the batch').first().json.success_count }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ $('Count the batch').first().json.error_count }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ $('Count the batch').first().json.succeeded_keys }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Collect counts",
      "notes": "Puts the counts of all batches side by side.",
      "type": "n8n-nodes-base.aggregate",
      "typeVersion": 1,
      "position": [
        660,
        400
      ],
      "parameters": {
        "aggregate": "aggregateAllItemData",
        "destinationFieldName": "rows",
        "options": {}
      }
    },
    {
      "name": "Add up",
      "notes": "Adds up the counts of all batches.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        880,
        400
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batches",
              "name": "batches",
              "type": "number",
              "value": "={{ $json.rows.reduce((sum, batch) => sum + batch.batches, 0) }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ $json.rows.reduce((sum, batch) => sum + batch.success_count, 0) }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ $json.rows.reduce((sum, batch) => sum + batch.error_count, 0) }}"
            },
            {
              "id": "skipped_count",
              "name": "skipped_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "total_rows",
              "name": "total_rows",
              "type": "number",
              "value": "={{ $('List the addresses').first().json.rows.length }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ $json.rows.flatMap(batch => batch.succeeded_keys) }}"
            },
            {
              "id": "gone_keys",
              "name": "gone_keys",
              "type": "array",
              "value": "={{ $('List the addresses').first().json.gone_keys }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Nothing to do",
      "notes": "There was no address to check.",
      "type": "n8n-nodes-base.set",
      "typeVersion": 3.4,
      "position": [
        1100,
        400
      ],
      "parameters": {
        "mode": "manual",
        "assignments": {
          "assignments": [
            {
              "id": "batches",
              "name": "batches",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "total_rows",
              "name": "total_rows",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "success_count",
              "name": "success_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "error_count",
              "name": "error_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "skipped_count",
              "name": "skipped_count",
              "type": "number",
              "value": "={{ 0 }}"
            },
            {
              "id": "succeeded_keys",
              "name": "succeeded_keys",
              "type": "array",
              "value": "={{ [] }}"
            },
            {
              "id": "gone_keys",
              "name": "gone_keys",
              "type": "array",
              "value": "={{ $json.gone_keys }}"
            }
          ]
        },
        "includeOtherFields": false,
        "options": {}
      }
    },
    {
      "name": "Report result",
      "notes": "Reports the final numbers to Automata, which ends the run.",
      "type": "n8n-nodes-base.httpRequest",
      "typeVersion": 4.2,
      "position": [
        1320,
        400
      ],
      "retryOnFail": true,
      "maxTries": 5,
      "waitBetweenTries": 2000,
      "parameters": {
        "method": "POST",
        "url": "={{ $('Job').first().json.runs_url }}/{{ $('Job').first().json.body.run_id }}/result",
        "sendHeaders": true,
        "headerParameters": {
          "parameters": [
            {
              "name": "Authorization",
              "value": "=Bearer {{ $('Job').first().json.body.callback.token }}"
            }
          ]
        },
        "sendBody": true,
        "contentType": "raw",
        "rawContentType": "application/json",
        "body": "={{ JSON.stringify({ execution_id: $execution.id, batches: $json.batches, total_rows: $json.total_rows, success_count: $json.success_count, error_count: $json.error_count, skipped_count: $json.skipped_count, succeeded_keys: $json.succeeded_keys, gone_keys: $json.gone_keys }) }}",
        "options": {
          "timeout": 15000,
          "redirect": {
            "redirect": {
              "followRedirects": false
            }
          }
        }
      }
    }
  ],
  "connections": {
    "Start": {
      "main": [
        [
          {
            "node": "Job",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Job": {
      "main": [
        [
          {
            "node": "List the addresses",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "List the addresses": {
      "main": [
        [
          {
            "node": "Any addresses?",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Any addresses?": {
      "main": [
        [
          {
            "node": "One by one",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Nothing to do",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "One by one": {
      "main": [
        [
          {
            "node": "Batches of 25",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Batches of 25": {
      "main": [
        [
          {
            "node": "Collect counts",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Check address",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Check address": {
      "main": [
        [
          {
            "node": "Can be asked?",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Can be asked?": {
      "main": [
        [
          {
            "node": "Ask the website",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Not an address",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Ask the website": {
      "main": [
        [
          {
            "node": "Judge the answer",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "No answer",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Judge the answer": {
      "main": [
        [
          {
            "node": "Batch outcome",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "No answer": {
      "main": [
        [
          {
            "node": "Batch outcome",
            "type": "main",
            "index": 1
          }
        ]
      ]
    },
    "Not an address": {
      "main": [
        [
          {
            "node": "Batch outcome",
            "type": "main",
            "index": 2
          }
        ]
      ]
    },
    "Batch outcome": {
      "main": [
        [
          {
            "node": "Collect batch",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Collect batch": {
      "main": [
        [
          {
            "node": "Count the batch",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Count the batch": {
      "main": [
        [
          {
            "node": "Any faults?",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Any faults?": {
      "main": [
        [
          {
            "node": "Report row errors",
            "type": "main",
            "index": 0
          }
        ],
        [
          {
            "node": "Report progress",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Report row errors": {
      "main": [
        [
          {
            "node": "Report progress",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Report progress": {
      "main": [
        [
          {
            "node": "Keep the count",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Keep the count": {
      "main": [
        [
          {
            "node": "Batches of 25",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Collect counts": {
      "main": [
        [
          {
            "node": "Add up",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Add up": {
      "main": [
        [
          {
            "node": "Report result",
            "type": "main",
            "index": 0
          }
        ]
      ]
    },
    "Nothing to do": {
      "main": [
        [
          {
            "node": "Report result",
            "type": "main",
            "index": 0
          }
        ]
      ]
    }
  },
  "settings": {
    "executionOrder": "v1"
  }
}$app$::jsonb
on conflict (slug) do update set
  name = excluded.name,
  description = excluded.description,
  icon = excluded.icon,
  type = excluded.type,
  visibility = excluded.visibility,
  allowed_tenant_ids = excluded.allowed_tenant_ids,
  publisher = excluded.publisher,
  reads = excluded.reads,
  writes = excluded.writes,
  requirements = excluded.requirements,
  version = excluded.version,
  config_schema = excluded.config_schema,
  n8n_workflow_json = excluded.n8n_workflow_json,
  published_at = coalesce(app.published_at, excluded.published_at)
where app.published_by is null;
