-- Refused records, byte for byte, from loa.dead-letters. The same record refused by several services is one letter.
create table dead_letter (
    id              uuid primary key,               -- ascending in the order of intake
    topic           text        not null,           -- where the refused record stands
    topic_partition int         not null,
    topic_offset    bigint      not null,
    digest          bytea       not null,           -- SHA-256 of the record: a topic made anew has other records at the same offsets
    reason          text        not null,           -- of the first refusal
    type            text,
    at              timestamptz not null,           -- of the first refusal
    record_key      bytea,
    record_value    bytea,
    headers         bytea       not null,           -- of the letter, those of the refusal among them
    state           text        not null default 'open' check (state in ('open', 'replayed', 'discarded')),
    version         int         not null default 1,
    constraint dead_letter_once unique (topic, topic_partition, topic_offset, digest)
);
create index dead_letter_open on dead_letter (id) where state = 'open';
create index dead_letter_topic on dead_letter (topic, id);

create table dead_letter_refusal (
    letter     uuid        not null references dead_letter on delete cascade,
    refused_by text        not null,                -- the service; empty: it did not say
    reason     text        not null,
    at         timestamptz not null,
    primary key (letter, refused_by, reason)
);

-- Who decided what. One decision for each letter; nothing here is ever changed.
create table dead_letter_act (
    letter       uuid primary key references dead_letter on delete cascade,
    act          text        not null,              -- replayed, discarded
    holder       text        not null,
    name         text        not null,
    at           timestamptz not null,
    reason       text,
    to_partition int,                               -- where the record stands again
    to_offset    bigint
);
create index dead_letter_act_place on dead_letter_act (to_offset, to_partition) where to_offset is not null;
