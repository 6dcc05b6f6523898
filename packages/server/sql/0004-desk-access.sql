-- People: who may sign in at the desk, their sessions, and decisions that need two of them.

alter table organisations add column four_eyes_override boolean not null default false;

-- An event that can still be taken back waits here until then; null: it may leave at once.
alter table events add column not_before timestamptz(3);

create table users (
  id                    text primary key,
  organisation_id       text not null references organisations (id),
  -- Lower case. One address signs one person in, so it is unique over all organisations.
  email                 text not null unique check (email = lower(email)),
  name                  text not null,
  role                  text not null check (role in ('analyst', 'senior_analyst', 'administrator', 'auditor')),
  -- A PHC string of argon2id.
  password_hash         text not null,
  must_change_password  boolean not null,
  -- Offered with the secret, in force once confirmed; a record under the organisation's `secrets` key.
  sealed_totp_secret    bytea,
  totp_confirmed_at     timestamptz(3),
  -- The time step of the last code that was accepted: no code, nor an older one, counts again.
  totp_last_step        bigint,
  created_at            timestamptz(3) not null,
  disabled_at           timestamptz(3),
  last_login_at         timestamptz(3),
  check (totp_confirmed_at is null or sealed_totp_secret is not null),
  unique (organisation_id, id)
);

create table user_sessions (
  id               text primary key,
  organisation_id  text not null,
  user_id          text not null,
  -- Of the cookie's token, which is nowhere else.
  sha256           bytea not null unique check (length(sha256) = 32),
  user_agent       text,
  created_at       timestamptz(3) not null,
  last_seen_at     timestamptz(3) not null,
  -- However busy the session is, it ends here.
  expires_at       timestamptz(3) not null,
  ended_at         timestamptz(3),
  unique (organisation_id, id),
  foreign key (organisation_id, user_id) references users (organisation_id, id)
);
create index user_sessions_by_user on user_sessions (organisation_id, user_id, id) where ended_at is null;
create index user_sessions_by_expiry on user_sessions (expires_at);

-- How long an account must wait after wrong passwords, known and unknown addresses alike. Not logged: a crash forgives them.
create unlogged table sign_in_delays (
  account_sha256  bytea primary key check (length(account_sha256) = 32),
  failures        integer not null,
  failed_at       timestamptz(3) not null,
  blocked_until   timestamptz(3) not null
);

-- Four eyes: one person's decision that counts only when another one confirms it.
create table decision_proposals (
  id               text primary key,
  organisation_id  text not null,
  verification_id  text not null,
  status           text not null check (status in ('verified', 'failed')),
  reason           text not null,
  reason_code      text,
  proposed_by      text not null,
  proposed_at      timestamptz(3) not null,
  state            text not null default 'open' check (state in ('open', 'confirmed', 'declined', 'superseded')),
  closed_by        text,
  closed_at        timestamptz(3),
  check ((state = 'open') = (closed_at is null) and (state = 'open') = (closed_by is null)),
  -- Held here as well, so that no mistake elsewhere makes two eyes of four.
  check (state not in ('confirmed', 'declined') or closed_by <> proposed_by),
  unique (organisation_id, id),
  foreign key (organisation_id, verification_id) references verifications (organisation_id, id),
  foreign key (organisation_id, proposed_by) references users (organisation_id, id),
  foreign key (organisation_id, closed_by) references users (organisation_id, id)
);
create unique index decision_proposals_one_open on decision_proposals (verification_id) where state = 'open';
create index decision_proposals_open on decision_proposals (organisation_id, id) where state = 'open';
create index decision_proposals_by_verification on decision_proposals (organisation_id, verification_id);
