-- What people decided about deliveries of which nobody knew what became: who, when and why. Nothing here is ever changed.
create table decision (
    delivery   uuid not null,
    attempt    smallint not null, -- the one of which nobody knew
    verdict    text not null check (verdict in ('accepted', 'send-again')),
    reason     text not null,
    holder     text not null,     -- the id of the person
    name       text not null,
    decided_at timestamptz not null,
    number     bigint not null generated always as identity,
    primary key (delivery, number) -- one that was to be sent again and never was can be decided about once more, of the same attempt
);
