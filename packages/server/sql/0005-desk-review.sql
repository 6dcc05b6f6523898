-- The review queue: what of every judged bundle an analyst finds in a list, who is at it, and who may look at its pictures.

-- One row a judged bundle, written with its verdict and moved by decisions, in their transactions. Codes only, nothing personal.
create table reviews (
  organisation_id   text not null,
  bundle_id         text not null,
  customer_id       text not null,
  -- The verification that counts now: the service's own, or the last decision.
  verification_id   text not null,
  received_at       timestamptz(3) not null,
  score             integer,
  verdict           text not null check (verdict in ('passed', 'failed', 'requires_review')),
  assurance_tier    text not null check (assurance_tier in ('high', 'standard', 'low')),
  -- Why the capture is where it is, the weightiest first.
  codes             text[] not null,
  passed_voters     text[] not null,
  failed_voters     text[] not null,
  abstained_voters  text[] not null,
  -- open: waits for a person. decided: a person has decided. closed: the service decided by itself.
  state             text not null check (state in ('open', 'decided', 'closed')),
  decided_status    text check (decided_status in ('verified', 'failed')),
  decided_at        timestamptz(3),
  claimed_by        text,
  claimed_until     timestamptz(3),
  primary key (organisation_id, bundle_id),
  check ((state = 'decided') = (decided_at is not null and decided_status is not null)),
  check ((claimed_by is null) = (claimed_until is null)),
  foreign key (organisation_id, bundle_id) references ktp_bundles (organisation_id, id),
  foreign key (organisation_id, customer_id) references customers (organisation_id, id),
  foreign key (organisation_id, verification_id) references verifications (organisation_id, id),
  foreign key (organisation_id, claimed_by) references users (organisation_id, id)
);
-- The queue is read from these and nothing is sorted, however many cases lie behind them.
create index reviews_open on reviews (organisation_id, received_at, bundle_id) where state = 'open';
create index reviews_decided on reviews (organisation_id, decided_at, bundle_id) where state = 'decided';
create index reviews_claimed on reviews (organisation_id, claimed_by) where claimed_by is not null;
create index reviews_by_verification on reviews (organisation_id, verification_id);
create index reviews_by_customer on reviews (organisation_id, customer_id);
create index reviews_by_day on reviews (organisation_id, received_at);

-- What was judged before there was a queue. The order of its codes is not known any more.
insert into reviews
select verdict.organisation_id, verdict.bundle_id, verdict.customer_id, verdict.id, bundle.received_at, verdict.score, bundle.verdict,
  bundle.assurance_tier, array_remove(array[verdict.judgement ->> 'reason'], null) || votes.failed, votes.passed, votes.failed, votes.abstained,
  case when verdict.status = 'pending' then 'open' else 'closed' end
from verifications verdict
join ktp_bundles bundle on bundle.organisation_id = verdict.organisation_id and bundle.id = verdict.bundle_id
cross join lateral (
  select
    coalesce(array_agg(vote ->> 'name') filter (where vote ->> 'outcome' = 'passed'), '{}') as passed,
    coalesce(array_agg(vote ->> 'name') filter (where vote ->> 'outcome' = 'failed'), '{}') as failed,
    coalesce(array_agg(vote ->> 'name') filter (where vote ->> 'outcome' = 'abstained'), '{}') as abstained
  from jsonb_array_elements(
    coalesce(verdict.judgement #> '{antiSpoof,voters}', '[]') || coalesce(verdict.judgement #> '{tamper,voters}', '[]')
  ) as vote
) votes
where verdict.overrides is null and bundle.state = 'judged';

-- Whoever watches a queue hears that it changed, and nothing else, at the commit.
create function announce_review() returns trigger language plpgsql as $$
begin
  perform pg_notify('kartu_reviews', new.organisation_id);
  return null;
end
$$;
create trigger reviews_are_announced after insert or update on reviews
  for each row execute function announce_review();

-- For how long one session may look at the pictures of one capture, and what for.
create table review_views (
  organisation_id  text not null,
  bundle_id        text not null,
  session_id       text not null,
  user_id          text not null,
  purpose          text not null,
  opened_at        timestamptz(3) not null,
  expires_at       timestamptz(3) not null,
  primary key (organisation_id, bundle_id, session_id),
  foreign key (organisation_id, bundle_id) references ktp_bundles (organisation_id, id),
  foreign key (organisation_id, session_id) references user_sessions (organisation_id, id),
  foreign key (organisation_id, user_id) references users (organisation_id, id)
);
create index review_views_by_expiry on review_views (expires_at);

-- Parts of names by hash under the organisation's pepper: people are found by name, and the table alone says nobody's. Apart from the
-- profile, so that erasure can remove it.
create table customer_name_tokens (
  organisation_id  text not null,
  token_hash       bytea not null check (length(token_hash) = 32),
  customer_id      text not null,
  primary key (organisation_id, token_hash, customer_id),
  foreign key (organisation_id, customer_id) references customers (organisation_id, id)
);
create index customer_name_tokens_by_customer on customer_name_tokens (organisation_id, customer_id);

-- The timeline of a case is what the log says of its bundle.
create index audit_log_by_subject on audit_log (organisation_id, subject, sequence);
