-- What was in force when this schema was made: a person decides, since nobody knows whom the schema before it has reached.
create table held_directive (
    directive  uuid        not null,
    revision   int         not null,
    held_since timestamptz not null,
    act        text check (act in ('released', 'dropped')), -- null: nobody has decided; it may have ended by itself
    holder     text,
    name       text,
    decided_at timestamptz,
    reason     text,
    primary key (directive, revision)
);
insert into held_directive (directive, revision, held_since) select directive, revision, taken_at from directive_taken where state = 'held';
create index directive_taken_held on directive_taken (expires) where state = 'held';
