-- What administrators set, and what a person may ask of what is kept about them.

alter table organisations
  -- Days after which the pictures of a capture are destroyed; null: kept as long as the customer is.
  add column retention_days integer check (retention_days between 1 and 36500),
  -- Where client tokens may be used when their issuer names no origin, beside the service's own pages.
  add column client_token_origins text[] not null default '{}';

alter table api_keys add column last_used_at timestamptz(3);

-- From then on the bundle's data key is destroyed: frames and manifest are noise, their digests stay.
alter table ktp_bundles add column frames_destroyed_at timestamptz(3);
create index ktp_bundles_with_frames on ktp_bundles (organisation_id, judged_at) where frames_destroyed_at is null;

-- Ed25519; the private half is a record under the organisation's `secrets` key.
create table receipt_keys (
  organisation_id     text primary key references organisations (id),
  public_key          bytea not null check (length(public_key) = 32),
  sealed_private_key  bytea not null,
  created_at          timestamptz(3) not null
);

-- A receipt names no person: it can be shown after everything else is gone.
create table erasure_receipts (
  customer_id      text primary key,
  organisation_id  text not null,
  receipt          jsonb not null,
  created_at       timestamptz(3) not null,
  foreign key (organisation_id, customer_id) references customers (organisation_id, id)
);
