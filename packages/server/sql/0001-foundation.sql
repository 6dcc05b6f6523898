-- Organisations, their keys, and everyone who may call: API keys, client tokens, devices, customers.
--
-- `wrapped_…` columns hold keys, `sealed_…` columns hold records, both in the vault's format. The master key, outside the
-- database, wraps an organisation's key; that wraps the organisation's secrets and each customer's key; that wraps each
-- bundle's key. A rotation rewraps one level and leaves every record as it is: each wrapped row names its wrapping version.

create table organisations (
  id              text primary key,
  name            text not null,
  mode            text not null check (mode in ('sandbox', 'live')),
  require_flash   boolean not null default false,
  palette         text not null default 'standard' check (palette in ('standard', 'calm')),
  kyc_valid_days  integer not null default 365 check (kyc_valid_days between 1 and 3650),
  created_at      timestamptz(3) not null
);

create table organisation_keys (
  organisation_id  text not null references organisations (id),
  version          integer not null check (version >= 1),
  master_version   integer not null,
  wrapped_key      bytea not null,
  created_at       timestamptz(3) not null,
  primary key (organisation_id, version)
);

-- Data keys that outlive a rotation of the organisation's key: `secrets` seals small records (shared secrets, stored
-- answers, the audit chain's MAC key), `pepper` keys the search hash.
create table organisation_secrets (
  organisation_id           text not null references organisations (id),
  purpose                   text not null check (purpose in ('secrets', 'pepper')),
  organisation_key_version  integer not null,
  wrapped_key               bytea not null,
  primary key (organisation_id, purpose),
  foreign key (organisation_id, organisation_key_version) references organisation_keys (organisation_id, version)
);

create table api_keys (
  id                     text primary key,
  organisation_id        text not null references organisations (id),
  name                   text not null,
  sha256                 bytea not null unique check (length(sha256) = 32),
  scopes                 text[] not null,
  sealed_capture_secret  bytea not null,
  created_at             timestamptz(3) not null,
  revoked_at             timestamptz(3)
);
create index api_keys_by_organisation on api_keys (organisation_id, id);

create table customers (
  id               text primary key,
  organisation_id  text not null references organisations (id),
  external_id      text,
  sealed_profile   bytea,
  kyc_level        text not null default 'none' check (kyc_level in ('none', 'basic', 'standard', 'premium')),
  kyc_expires_at   timestamptz(3),
  created_at       timestamptz(3) not null,
  erased_at        timestamptz(3),
  unique (organisation_id, external_id),
  unique (organisation_id, id)
);

-- Destroying this row is what erases a customer: everything personal is sealed under it (crypto-shredding).
create table customer_keys (
  customer_id               text primary key,
  organisation_id           text not null,
  organisation_key_version  integer not null,
  wrapped_key               bytea not null,
  created_at                timestamptz(3) not null,
  foreign key (organisation_id, customer_id) references customers (organisation_id, id),
  foreign key (organisation_id, organisation_key_version) references organisation_keys (organisation_id, version)
);

create table client_tokens (
  sha256           bytea primary key check (length(sha256) = 32),
  organisation_id  text not null,
  customer_id      text not null,
  api_key_id       text not null references api_keys (id),
  origins          text[] not null,
  created_at       timestamptz(3) not null,
  expires_at       timestamptz(3) not null,
  foreign key (organisation_id, customer_id) references customers (organisation_id, id)
);
create index client_tokens_by_expiry on client_tokens (expires_at);

create table devices (
  id               text primary key,
  organisation_id  text not null references organisations (id),
  platform         text not null,
  label            text,
  sealed_secret    bytea not null,
  created_at       timestamptz(3) not null,
  revoked_at       timestamptz(3)
);
create index devices_by_organisation on devices (organisation_id, id);
