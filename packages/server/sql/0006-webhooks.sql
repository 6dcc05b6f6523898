-- Webhooks (contract §10): endpoints, and every attempt to tell them of an event.

create table webhook_endpoints (
  id                      text primary key,
  organisation_id         text not null references organisations (id),
  url                     text not null,
  -- Types of events it is told of.
  events                  text[] not null,
  sealed_secret           bytea not null,
  -- During a rotation both secrets sign.
  sealed_previous_secret  bytea,
  previous_until          timestamptz(3),
  created_at              timestamptz(3) not null,
  disabled_at             timestamptz(3),
  disabled_reason         text check (disabled_reason in ('by_user', 'gone')),
  removed_at              timestamptz(3),
  check ((disabled_at is null) = (disabled_reason is null)),
  check ((sealed_previous_secret is null) = (previous_until is null)),
  unique (organisation_id, id)
);
create index webhook_endpoints_by_organisation on webhook_endpoints (organisation_id, id) where removed_at is null;

create table webhook_deliveries (
  id               text primary key,
  organisation_id  text not null,
  endpoint_id      text not null,
  event_id         text not null references events (id),
  event_type       text not null,
  state            text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'cancelled')),
  attempts         integer not null default 0,
  last_status      integer,
  last_error_code  text,
  created_at       timestamptz(3) not null,
  next_attempt_at  timestamptz(3),
  finished_at      timestamptz(3),
  -- The delivery that this one repeats by hand.
  replays          text references webhook_deliveries (id),
  check ((state = 'waiting') = (finished_at is null)),
  foreign key (organisation_id, endpoint_id) references webhook_endpoints (organisation_id, id)
);
create index webhook_deliveries_by_endpoint on webhook_deliveries (organisation_id, endpoint_id, id);
-- An event is told to an endpoint once, replays apart.
create unique index webhook_deliveries_once on webhook_deliveries (endpoint_id, event_id) where replays is null;
