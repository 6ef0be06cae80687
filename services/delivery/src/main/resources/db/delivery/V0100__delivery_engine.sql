-- The delivery engine's tables; see the module's README for what each promises. Names are unqualified: they belong to the channel's own schema.

create type lane as enum ('emergency', 'priority', 'routine');
create type taken_state as enum ('waiting', 'planning', 'planned', 'held');
create type work_state as enum ('open', 'parked', 'done');
create type delivery_state as enum ('sending', 'deferred', 'unknown', 'accepted', 'refused', 'gone', 'expired', 'cancelled');
create type receipt_state as enum ('under_way', 'undelivered', 'delivered'); -- in the order in which one outranks the other

-- Who is alive. A row that is gone, or whose time has passed, is a dead instance: what it was sending is unknown.
create table engine_instance (
    number      int generated always as identity primary key,
    id          text not null,
    alive_until timestamptz not null
);

-- What one instance does for all, as long as it renews the lease.
create table duty (
    name   text primary key,
    holder int not null,
    until  timestamptz not null
);

-- Where the channel stands in loa.directives. born_at: what lies before it was said before this schema existed.
create table intake_position (
    topic_partition int primary key,
    topic_id        text not null, -- another one: the topic was made anew, and its offsets begin again
    next_offset     bigint not null,
    born_at         bigint not null
);

create table event_seen (
    event_id     uuid primary key,
    value_sha256 bytea not null,
    seen_at      timestamptz not null
);

create table directive_taken (
    directive        uuid not null,
    revision         int not null,
    event_id         uuid not null,
    value            bytea not null,
    lane             lane not null,
    effective        timestamptz not null,
    expires          timestamptz not null,
    taken_at         timestamptz not null,
    state            taken_state not null,
    planner          int,
    retry_at         timestamptz, -- planning failed and is tried again then
    cursor_area      text,
    cursor_recipient uuid,
    next_seq         int not null default 0,
    audience         bigint not null default 0,
    primary key (directive, revision)
);
create index directive_taken_due on directive_taken (lane, effective) where state in ('waiting', 'planning');

create table directive_area (
    directive uuid not null,
    revision  int not null,
    area      text not null,
    primary key (directive, revision, area)
);

-- Remembered also when it comes before its directive. Holds for this revision and all before it.
create table withdrawal (
    directive       uuid not null,
    revision        int not null,
    cause           text not null check (cause in ('cancelled', 'amended')),
    reason          text not null,
    acknowledged_at timestamptz not null,
    primary key (directive, revision)
);

create table halt (
    area      text primary key,
    covered   text[] not null,
    reason    text not null,
    halted_at timestamptz not null
);

create table work_record (
    directive       uuid not null,
    revision        int not null,
    seq             int not null,
    lane            lane not null,
    state           work_state not null,
    size            int not null,
    planned_at      timestamptz not null,
    produced_at     timestamptz not null,
    topic_partition int,
    topic_offset    bigint,
    areas           text[] not null,
    run_sizes       int[] not null,
    parked_areas    text[] not null default '{}', -- what has to be resumed before it makes sense to produce it again
    recipients      uuid[] not null,
    found_elsewhere uuid[] not null default '{}', -- recipients who belong to another record, and are not counted in this one any more
    primary key (directive, revision, seq)
);
alter table work_record alter column recipients set storage external;
create index work_record_open on work_record (lane, topic_partition, topic_offset) where state = 'open';
create index work_record_parked on work_record (directive, revision) where state = 'parked';

-- The ledger. No indexed column changes on the way from sending to accepted, so that this update stays within its page.
create table delivery (
    claimed_at      timestamptz not null,
    last_attempt_at timestamptz,
    settled_at      timestamptz,
    retry_at        timestamptz, -- deferred: when it is sent again
    ask_at          timestamptz, -- unknown: when the provider is asked; null: nobody is
    reach           bigint,      -- null unless one delivery stands for many
    revision        int not null,
    seq             int not null,
    owner           int not null,
    took_ms         int,
    state           delivery_state not null,
    receipt         receipt_state,
    lane            lane not null,
    attempts        smallint not null,
    checks          smallint not null default 0,
    maybe_sent      boolean not null default false, -- nobody knows of an earlier attempt whether it was: does not end as if never sent
    id              uuid not null,
    directive       uuid not null,
    recipient       uuid not null,
    area            text not null,
    reason          text,
    detail          text,
    reference       text,
    primary key (directive, revision, recipient)
) with (fillfactor = 70);
create unique index delivery_id on delivery (id);
create index delivery_recipient on delivery (recipient);
create index delivery_retry on delivery (lane, retry_at) where retry_at is not null;
create index delivery_ask on delivery (lane, ask_at) where ask_at is not null;
create index delivery_deferred on delivery (directive, revision) where retry_at is not null;
create index delivery_asked on delivery (directive, revision) where ask_at is not null;

-- Attempts before the last one, which stands in the delivery's own row.
create table attempt (
    delivery  uuid not null,
    number    smallint not null,
    at        timestamptz not null,
    provider  text not null,
    outcome   text not null,
    code      text,
    reference text,
    took_ms   int not null,
    primary key (delivery, number)
);

create table receipt (
    delivery    uuid not null,
    at          timestamptz not null,
    received_at timestamptz not null,
    status      text not null,
    code        text,
    constraint receipt_once unique nulls not distinct (delivery, status, code)
);

-- The counts, moved in the very transaction that moves the ledger. planned is audience minus the others and stands nowhere.
create table tally (
    directive   uuid not null,
    revision    int not null,
    shard       smallint not null,
    area        text not null,
    audience    bigint not null default 0,
    sending     bigint not null default 0 check (sending >= 0),
    deferred    bigint not null default 0 check (deferred >= 0),
    unknown     bigint not null default 0 check (unknown >= 0),
    accepted    bigint not null default 0 check (accepted >= 0),
    refused     bigint not null default 0 check (refused >= 0),
    gone        bigint not null default 0 check (gone >= 0),
    expired     bigint not null default 0 check (expired >= 0),
    cancelled   bigint not null default 0 check (cancelled >= 0),
    delivered   bigint not null default 0 check (delivered >= 0),
    undelivered bigint not null default 0 check (undelivered >= 0),
    reach       bigint not null default 0,
    primary key (directive, revision, shard, area),
    constraint tally_adds_up check (audience >= sending + deferred + unknown + accepted + refused + gone + expired + cancelled),
    constraint tally_receipts check (delivered + undelivered <= accepted)
) with (fillfactor = 30);

create table tally_failure (
    directive uuid not null,
    revision  int not null,
    shard     smallint not null,
    reason    text not null,
    state     text not null,
    count     bigint not null,
    detail    text,
    primary key (directive, revision, shard, reason, state)
) with (fillfactor = 50);

create table report_shard (
    directive        uuid not null,
    revision         int not null,
    shard            smallint not null,
    version          bigint not null,
    reported         bigint not null default 0,
    news_since       timestamptz, -- null: everything has been reported
    first_attempt_at timestamptz,
    last_attempt_at  timestamptz,
    primary key (directive, revision, shard)
) with (fillfactor = 20);
create index report_shard_news on report_shard (news_since) where news_since is not null;
