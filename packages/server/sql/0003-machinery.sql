-- The outbox of events, the audit log, the job queue, idempotency and rate limits.

create table events (
  id               text primary key,
  organisation_id  text not null references organisations (id),
  type             text not null,
  payload          jsonb not null,
  created_at       timestamptz(3) not null,
  dispatched_at    timestamptz(3)
);
create index events_waiting on events (id) where dispatched_at is null;
create index events_by_organisation on events (organisation_id, id);

create table audit_log (
  organisation_id  text not null references organisations (id),
  sequence         bigint not null check (sequence >= 1),
  id               text not null unique,
  at               timestamptz(3) not null,
  actor            text not null,
  action           text not null,
  subject          text not null,
  details          jsonb not null,
  previous_mac     bytea not null check (length(previous_mac) = 32),
  mac              bytea not null check (length(mac) = 32),
  primary key (organisation_id, sequence)
);

create trigger audit_log_is_append_only before update or delete on audit_log
  for each row execute function refuse_change();
create trigger audit_log_is_not_truncated before truncate on audit_log
  for each statement execute function refuse_change();

-- The head says how long the chain is, under a MAC of its own, so that cutting rows off the end is found. Locking it also
-- puts simultaneous writers of one organisation in order.
create table audit_heads (
  organisation_id  text primary key references organisations (id),
  -- The key of every MAC here, a record under the organisation's `secrets` key.
  sealed_mac_key   bytea not null,
  sequence         bigint not null,
  mac              bytea not null check (length(mac) = 32),
  head_mac         bytea not null check (length(head_mac) = 32)
);

create table jobs (
  id               bigint generated always as identity primary key,
  organisation_id  text not null references organisations (id),
  kind             text not null,
  subject_id       text not null,
  state            text not null default 'queued' check (state in ('queued', 'running', 'done', 'dead')),
  attempts         integer not null default 0,
  max_attempts     integer not null check (max_attempts >= 1),
  run_at           timestamptz not null default now(),
  leased_by        text,
  lease_until      timestamptz,
  last_error_code  text,
  created_at       timestamptz not null default now(),
  finished_at      timestamptz,
  check ((state = 'running') = (leased_by is not null and lease_until is not null)),
  unique (kind, subject_id)
);
create index jobs_ready on jobs (kind, run_at, id) where state = 'queued';
create index jobs_running on jobs (lease_until) where state = 'running';

create table idempotency_keys (
  organisation_id  text not null references organisations (id),
  principal        text not null,
  route            text not null,
  key              text not null,
  request_sha256   bytea not null check (length(request_sha256) = 32),
  locked_until     timestamptz not null,
  response_status  integer,
  -- Answers can carry secrets that are shown once, and fields of a card.
  sealed_response  bytea,
  created_at       timestamptz not null default now(),
  check ((response_status is null) = (sealed_response is null)),
  primary key (organisation_id, principal, route, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- Not logged: a crash forgets the counters, which is harmless, and nothing else pays for them.
create unlogged table rate_limits (
  bucket        text not null,
  window_start  timestamptz not null,
  used          integer not null,
  primary key (bucket, window_start)
);
