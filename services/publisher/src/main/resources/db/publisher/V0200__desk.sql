-- Areas: a code names different areas over time, so the day from which it holds is part of the key.
create table area (
    code       text    not null,
    valid_from date    not null,
    valid_to   date,                                -- the last day on which it holds; null: no end
    parent     text,
    type       text    not null,
    name       text    not null,
    aliases    text[]  not null default '{}',
    successors text[]  not null default '{}',
    search     text    not null,                    -- code, name and aliases in lower case without diacritics
    published  boolean not null default false,      -- whether this row was written to the outbox for loa.areas
    primary key (code, valid_from),
    check (valid_to is null or valid_to >= valid_from)
);
create index area_parent on area (parent, code);
create index area_unpublished on area (code) where not published;

create table person (
    id            uuid primary key,
    name          text        not null unique,      -- the name of the account, chosen by an administrator
    password_hash text        not null,             -- Argon2id
    roles         text[]      not null,
    area          text,                             -- the subtree in which the roles hold; null: everywhere
    failures      int         not null default 0,   -- wrong passwords in a row
    locked_until  timestamptz,
    created_at    timestamptz not null
);

create table api_key (
    hash       text primary key,                    -- SHA-256 of the key, lower-case hex
    person     uuid        not null references person,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create index api_key_person on api_key (person);

create table directive (
    id         uuid primary key,
    check_code text        not null unique,
    revision   int         not null,                -- the newest
    version    int         not null,                -- one more with each change: the ETag
    created_at timestamptz not null
);

-- What a directive says is kept for each revision; an amended one stands beside the one in force.
create table revision (
    directive      uuid    not null references directive,
    revision       int     not null,
    state          text    not null,
    issuing_body   text,
    source         jsonb,
    source_text    text,                            -- up to 200,000 characters; never leaves the desk
    bulletin_class text,
    exercise       boolean not null,
    areas          text[]  not null,
    dropped_areas  text[]  not null,                -- lay below another, so that they add nobody
    channels       text[]  not null,
    bulletins      jsonb   not null,
    effective      timestamptz,
    expires        timestamptz,
    issued_at      timestamptz,
    primary key (directive, revision)
);
create index revision_due on revision (effective) where state = 'scheduled';
create index revision_perishing on revision (expires) where state in ('scheduled', 'issued');
create index revision_state on revision (state, directive desc);

-- Who did what. Nothing here is ever changed.
create table history (
    id        bigint generated always as identity primary key,
    directive uuid        not null references directive,
    revision  int         not null,
    act       text        not null,
    holder    text,                                 -- the id of the person; null: time did it
    name      text,
    at        timestamptz not null,
    reason    text
);
create index history_directive on history (directive, id);

-- What is to stand on Kafka, written in the transaction that decided it.
create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    urgency    smallint    not null,                -- 0: events, 1: areas and keys, which may be many
    headers    json        not null,                -- [name, text] pairs
    value      bytea,
    written_at timestamptz not null,
    sent_at    timestamptz,                         -- null: is to be sent
    sends      int         not null default 0,
    about      text,                                -- what an acknowledgement names
    awaiting   text[]      not null default '{}',   -- channels that have not acknowledged
    until      timestamptz                          -- from then on nobody waits for an acknowledgement
);
create index outbox_unsent on outbox (urgency, topic, key, id) where sent_at is null;
create index outbox_awaiting on outbox (about) where awaiting <> '{}';
create index outbox_done on outbox (sent_at) where urgency = 1;

create table halt (
    area     text primary key,
    channels text[]      not null,
    reason   text        not null,
    holder   text        not null,
    name     text        not null,
    at       timestamptz not null
);

create table halt_acknowledgement (
    area    text        not null references halt on delete cascade,
    channel text        not null,
    at      timestamptz not null,
    primary key (area, channel)
);

-- The newest report of each shard: totals, so that the newest says all.
create table report (
    directive              uuid        not null,
    revision               int         not null,
    channel                text        not null,
    shard                  int         not null,
    sequence               bigint      not null,
    event                  uuid        not null,
    digest                 text        not null,    -- SHA-256 of the record's value: the same event with other bytes is a forgery
    planning               text        not null,
    reach                  bigint,
    counts                 jsonb       not null,    -- the sum over areas, so that progress need not read them
    areas                  jsonb       not null,
    failures               jsonb       not null,
    first_attempt_at       timestamptz,
    last_attempt_at        timestamptz,
    cancel_acknowledged_at timestamptz,
    as_of                  timestamptz not null,
    received_at            timestamptz not null,
    primary key (directive, revision, channel, shard)
);
