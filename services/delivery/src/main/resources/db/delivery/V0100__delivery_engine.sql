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

-- For ever, as its topic: an event that is read again after years must still be known.
create table event_seen (
    event_id     uuid primary key,
    value_sha256 bytea not null,
    seen_at      timestamptz not null
);

-- What stands for a revision in the ledger and in the ids of its deliveries: Revision.key() says the same.
-- 42 bits of the milliseconds of the directive's id, so that it ascends with time; 21 bits of the id's end and the number.
create function revision_key(directive uuid, revision int) returns bigint language sql immutable strict parallel safe return
    ((('x' || substr(directive::text, 1, 8) || substr(directive::text, 10, 4))::bit(48)::bigint & 4398046511103) << 21)
    | ((('x' || right(directive::text, 6))::bit(24)::bigint + revision::bigint * 1000003) & 2097151);

create table directive_taken (
    directive        uuid not null,
    revision         int not null,
    revision_key     bigint not null generated always as (revision_key(directive, revision)) stored unique,
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

-- Ledger and work records are cut into partitions by the month of the directive's id, so that retention drops whole ones (ADR 12).
-- keep_month, below, makes them. Indexes, storage and options of a partition are those of its parent, but the fill factor.

create table work_record (
    revision_key    bigint not null,
    seq             int not null,
    revision        int not null,
    directive       uuid not null,
    lane            lane not null,
    state           work_state not null,
    planned_at      timestamptz not null,
    produced_at     timestamptz not null,
    claimed_at      timestamptz, -- the first time
    topic_offset    bigint,
    topic_partition int,
    digest          bytea not null, -- of areas and recipients: a record that names others is no work of ours
    areas           text[] not null,
    run_ends        int[] not null, -- recipients of areas[i] stand before place run_ends[i], counted from 0: see area_of
    parked_areas    text[] not null default '{}', -- what has to be resumed before it makes sense to produce it again
    found_elsewhere uuid[] not null default '{}', -- recipients who belong to another record, and are not counted in this one any more
    recipients      uuid[] not null,
    primary key (revision_key, seq)
) partition by range (revision_key);
alter table work_record alter column recipients set storage external;
create index work_record_open on work_record (lane, topic_partition, topic_offset) where state = 'open';
create index work_record_parked on work_record (revision_key) where state = 'parked';

-- The area under which the recipient at a slot of a record is counted.
create function area_of(slot int, areas text[], run_ends int[]) returns text language sql immutable strict parallel safe return
    areas[1 + width_bucket(slot & 511, run_ends)];

-- A provider's name for a message, as the ledger keeps it: a 1 and the 16 bytes of a Twilio sid (SM and 32 hex digits), or a 0 and text.
create function reference_text(reference bytea) returns text language sql immutable strict parallel safe return
    case get_byte(reference, 0) when 1 then 'SM' || encode(substr(reference, 2), 'hex') else convert_from(substr(reference, 2), 'UTF8') end;

-- The ledger. No indexed column changes on the way from sending to accepted, so that this update stays within its page; columns stand by
-- their alignment, and what most rows have no use for is null.
create table delivery (
    revision_key    bigint not null,
    last_attempt_at timestamptz,
    settled_at      timestamptz, -- null too where the answer to the last attempt settled it: then it was took_ms after that one
    retry_at        timestamptz, -- deferred: when it is sent again
    ask_at          timestamptz, -- unknown: when the provider is asked; null: nobody is
    reach           bigint,      -- null unless one delivery stands for many
    slot            int not null, -- record number * 512 + place in the record
    salt            int not null, -- another one for each claim
    owner           int, -- who sends it
    took_ms         int,
    state           delivery_state not null,
    receipt         receipt_state,
    lane            lane, -- in whose queue it waits, or has waited
    attempts        smallint not null,
    checks          smallint, -- how often the provider said that it does not have it
    maybe_sent      boolean not null default false, -- nobody knows of an earlier attempt whether it was: does not end as if never sent
    recipient       uuid not null,
    reason          text,
    detail          text,
    reference       bytea, -- reference_text reads it
    id              uuid generated always as (encode(
                        int8send(((revision_key >> 21) << 16) | 28672 | ((revision_key & 2097151) >> 9)) ||
                        int8send((1::bigint << 63) | ((revision_key & 511) << 53) | (salt::bigint << 29) | slot), 'hex')::uuid) virtual,
    primary key (revision_key, slot),
    constraint delivery_once unique (recipient, revision_key)
) partition by range (revision_key);
create index delivery_retry on delivery (lane, retry_at) where retry_at is not null;
create index delivery_ask on delivery (lane, ask_at) where ask_at is not null;
create index delivery_waiting on delivery (revision_key) where retry_at is not null or ask_at is not null;

-- Attempts before the last one, which stands in the delivery's own row: the first, and the last ten.
create table attempt (
    delivery  uuid not null,
    at        timestamptz not null,
    took_ms   int not null,
    number    smallint not null,
    provider  text not null,
    outcome   text not null,
    code      text,
    reference text,
    primary key (delivery, number)
) partition by range (delivery);

create table receipt (
    delivery    uuid not null,
    at          timestamptz not null,
    received_at timestamptz not null,
    status      text not null,
    code        text,
    constraint receipt_once unique nulls not distinct (delivery, status, code)
) partition by range (delivery);
-- Of ids that are not ours, or whose month has no partition.
create table receipt_of_nobody partition of receipt default;

-- Makes the partitions of the month of a moment, unless they are there. Attaching lets reads and writes go on, but for receipts of nobody:
-- those of this month (their deliveries belonged to a ledger that was lost) move into it, as it could not be attached beside them.
create function keep_month(moment timestamptz) returns void language plpgsql as $$
declare
    month timestamptz := date_trunc('month', moment, 'UTC');
    from_ms bigint := extract(epoch from month) * 1000;
    to_ms bigint := extract(epoch from date_add(month, interval '1 month', 'UTC')) * 1000;
    suffix text := to_char(month at time zone 'UTC', '_YYYY_MM');
    parent text;
    child text;
    low text;
    high text;
begin
    if to_regclass('receipt' || suffix) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock('delivery'::regclass::oid::bigint);
    foreach parent in array array['work_record', 'delivery', 'attempt', 'receipt'] loop
        child := parent || suffix;
        continue when to_regclass(child) is not null;
        if parent in ('work_record', 'delivery') then
            low := (from_ms << 21)::text;
            high := (to_ms << 21)::text;
        else
            low := encode(int8send(from_ms << 16) || int8send(0), 'hex')::uuid::text;
            high := encode(int8send(to_ms << 16) || int8send(0), 'hex')::uuid::text;
        end if;
        execute format('create table %I (like %I including all)', child, parent);
        if parent = 'receipt' then
            -- parent first, as who drops a month; then nobody adds to what is moved
            lock table only receipt in share update exclusive mode;
            lock table receipt_of_nobody in access exclusive mode;
            execute format('with moved as (delete from receipt_of_nobody where delivery >= %L and delivery < %L returning *)
                            insert into %I select * from moved', low, high, child);
        end if;
        execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, child, low, high);
        if parent = 'delivery' then
            execute format('alter table %I set (fillfactor = 45)', child);
        end if;
    end loop;
end $$;
do $$ begin
    perform keep_month(now() + make_interval(months => i)) from generate_series(-1, 2) as i;
end $$;

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
    settled_at       timestamptz, -- when a delivery was settled last
    primary key (directive, revision, shard)
) with (fillfactor = 20);
create index report_shard_news on report_shard (news_since) where news_since is not null;
