-- Challenges, bundles, frames, and what was concluded from them.

create table flash_challenges (
  id                     text primary key,
  organisation_id        text not null,
  customer_id            text not null,
  purpose                text not null check (purpose in ('ktp')),
  nonce                  uuid not null,
  colors                 text[] not null,
  hold_ms                integer[] not null,
  sealed_hmac_secret     bytea not null,
  issued_at              timestamptz(3) not null,
  expires_at             timestamptz(3) not null,
  consumed_at            timestamptz(3),
  consumed_by_bundle_id  text,
  check ((consumed_at is null) = (consumed_by_bundle_id is null)),
  unique (organisation_id, nonce),
  foreign key (organisation_id, customer_id) references customers (organisation_id, id)
);

create table ktp_bundles (
  id                text primary key,
  organisation_id   text not null,
  customer_id       text not null,
  challenge_id      text references flash_challenges (id),
  device_id         text references devices (id),
  api_key_id        text references api_keys (id),
  platform          text not null,
  sdk_version       text not null,
  captured_at       timestamptz(3) not null,
  received_at       timestamptz(3) not null,
  -- Under the customer's key.
  wrapped_data_key  bytea not null,
  -- The bundle without its frames (claims, samples, times), sealed under the bundle's data key.
  sealed_manifest   bytea not null,
  frame_count       integer not null check (frame_count between 1 and 12),
  state             text not null default 'accepted' check (state in ('accepted', 'judged')),
  judged_at         timestamptz(3),
  verdict           text check (verdict in ('passed', 'failed', 'requires_review')),
  assurance_tier    text check (assurance_tier in ('high', 'standard', 'low')),
  check ((state = 'judged') = (judged_at is not null and verdict is not null and assurance_tier is not null)),
  unique (organisation_id, id),
  foreign key (organisation_id, customer_id) references customers (organisation_id, id)
);
create unique index ktp_bundles_one_per_challenge on ktp_bundles (challenge_id) where challenge_id is not null;
create index ktp_bundles_by_customer on ktp_bundles (organisation_id, customer_id, id);

create table bundle_frames (
  bundle_id        text not null,
  frame_index      integer not null check (frame_index between 0 and 11),
  organisation_id  text not null,
  blob_key         text not null unique,
  sha256           bytea not null check (length(sha256) = 32),
  byte_length      integer not null check (byte_length > 0),
  content_type     text not null,
  width_px         integer not null check (width_px > 0),
  height_px        integer not null check (height_px > 0),
  primary key (bundle_id, frame_index),
  foreign key (organisation_id, bundle_id) references ktp_bundles (organisation_id, id)
);

-- One row per distinct frame an organisation has ever received. Two bundles with one frame in common race for the row: the
-- second waits for the first to commit, so exactly one of them counts as the earlier bundle, on any number of nodes.
create table first_seen_frames (
  organisation_id  text not null,
  sha256           bytea not null check (length(sha256) = 32),
  bundle_id        text not null,
  primary key (organisation_id, sha256),
  foreign key (organisation_id, bundle_id) references ktp_bundles (organisation_id, id)
);

create table verifications (
  id                text primary key,
  organisation_id   text not null,
  customer_id       text not null,
  bundle_id         text,
  method            text not null check (method in ('ktp_capture', 'nik_format')),
  status            text not null check (status in ('verified', 'failed', 'pending')),
  score             integer check (score between 0 and 100),
  assurance_tier    text check (assurance_tier in ('high', 'standard', 'low')),
  -- Fused judgements, voters with evidence, versions of policy and models: numbers and codes, nothing personal.
  judgement         jsonb not null,
  -- The fields as read, sealed under the customer's key.
  sealed_fields     bytea,
  actor_user_id     text,
  overrides         text references verifications (id),
  override_reason   text,
  created_at        timestamptz(3) not null,
  expires_at        timestamptz(3),
  check ((overrides is null) = (actor_user_id is null)),
  unique (organisation_id, id),
  foreign key (organisation_id, customer_id) references customers (organisation_id, id),
  foreign key (organisation_id, bundle_id) references ktp_bundles (organisation_id, id)
);
create index verifications_by_customer on verifications (organisation_id, customer_id, id);
-- A bundle is judged exactly once, and a verification is overridden at most once.
create unique index verifications_one_per_bundle on verifications (bundle_id) where bundle_id is not null and overrides is null;
create unique index verifications_one_override on verifications (overrides) where overrides is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger verifications_are_immutable before update or delete on verifications
  for each row execute function refuse_change();
create trigger verifications_are_not_truncated before truncate on verifications
  for each statement execute function refuse_change();

-- Equality search over NIKs by hash under the organisation's pepper; apart from the verification, so that erasure can remove it.
create table nik_hashes (
  organisation_id  text not null,
  nik_hash         bytea not null check (length(nik_hash) = 32),
  verification_id  text not null,
  customer_id      text not null,
  primary key (organisation_id, nik_hash, verification_id),
  foreign key (organisation_id, verification_id) references verifications (organisation_id, id),
  foreign key (organisation_id, customer_id) references customers (organisation_id, id)
);

create table face_enrolments (
  id               text primary key,
  organisation_id  text not null,
  customer_id      text not null,
  bundle_id        text not null,
  verification_id  text not null unique,
  model_id         text not null,
  fallback_stub    boolean not null default false,
  -- The embedding, sealed under the customer's key; a stub has none and can't be matched.
  sealed_template  bytea,
  created_at       timestamptz(3) not null,
  check (fallback_stub = (sealed_template is null)),
  foreign key (organisation_id, customer_id) references customers (organisation_id, id),
  foreign key (organisation_id, bundle_id) references ktp_bundles (organisation_id, id),
  foreign key (organisation_id, verification_id) references verifications (organisation_id, id)
);
create index face_enrolments_by_customer on face_enrolments (organisation_id, customer_id, id);

create table kyc_events (
  id               text primary key,
  organisation_id  text not null,
  customer_id      text not null,
  from_level       text not null check (from_level in ('none', 'basic', 'standard', 'premium')),
  to_level         text not null check (to_level in ('none', 'basic', 'standard', 'premium')),
  reason           text not null,
  actor            text not null,
  verification_id  text,
  created_at       timestamptz(3) not null,
  foreign key (organisation_id, customer_id) references customers (organisation_id, id),
  foreign key (organisation_id, verification_id) references verifications (organisation_id, id)
);
create index kyc_events_by_customer on kyc_events (organisation_id, customer_id, id);
