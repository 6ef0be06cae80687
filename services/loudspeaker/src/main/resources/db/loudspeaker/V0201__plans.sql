-- Clips, spoken bulletins, and the plan of each station.
CREATE TABLE clip (
  sha256     text        PRIMARY KEY,
  type       text        NOT NULL,
  bytes      bigint      NOT NULL,
  length_ms  bigint      NOT NULL,
  voice      text        NOT NULL,
  data       bytea       NOT NULL,
  created_at timestamptz NOT NULL
);
-- Audio does not get smaller by compressing it again.
ALTER TABLE clip ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE spoken_bulletin (
  directive      uuid        NOT NULL,
  revision       integer     NOT NULL,
  language       text        NOT NULL,
  position       smallint    NOT NULL,
  title          text        NOT NULL,
  text           text        NOT NULL,
  repeats        smallint    NOT NULL,
  bulletin_class text        NOT NULL,
  exercise       boolean     NOT NULL,
  areas          text[]      NOT NULL,
  issued_at      timestamptz NOT NULL,
  not_before     timestamptz NOT NULL,
  not_after      timestamptz NOT NULL,
  clip           text        NOT NULL REFERENCES clip,
  key_id         text        NOT NULL,
  signature      text        NOT NULL,
  PRIMARY KEY (directive, revision, language)
);

CREATE TABLE station_plan (
  station    uuid        PRIMARY KEY REFERENCES station,
  version    bigint      NOT NULL,
  planned_at timestamptz NOT NULL,
  halted     boolean     NOT NULL DEFAULT false
);

CREATE TABLE placement (
  station   uuid        NOT NULL REFERENCES station,
  directive uuid        NOT NULL,
  revision  integer     NOT NULL,
  delivery  uuid        NOT NULL,
  state     text        NOT NULL CHECK (state IN ('placed', 'refused', 'withdrawn', 'heard', 'missed')),
  reason    text,
  not_after timestamptz NOT NULL,
  PRIMARY KEY (station, directive, revision)
);
COMMENT ON TABLE placement IS 'one directive at one station; what the engine calls a delivery';
COMMENT ON COLUMN placement.reason IS 'why it, or a part of it, has no place';
-- What a cancel withdraws.
CREATE INDEX placement_directive ON placement (directive, revision) WHERE state IN ('placed', 'heard');
-- What the sweeper looks for.
CREATE INDEX placement_placed ON placement (not_after) WHERE state = 'placed';

CREATE TABLE playlist_item (
  id        uuid        PRIMARY KEY,
  station   uuid        NOT NULL REFERENCES station,
  directive uuid        NOT NULL,
  revision  integer     NOT NULL,
  language  text        NOT NULL,
  play      smallint    NOT NULL,
  start     timestamptz NOT NULL,
  length_ms bigint      NOT NULL,
  session   text,
  until     timestamptz NOT NULL,
  state     text        NOT NULL CHECK (state IN ('planned', 'played', 'skipped', 'passed', 'withdrawn'))
);
COMMENT ON COLUMN playlist_item.until IS 'when it is too late to begin: the end of the session, or of the directive';
-- An item keeps its id as long as its play stands, also when it moves.
CREATE UNIQUE INDEX playlist_item_play ON playlist_item (station, directive, revision, language, play) WHERE state <> 'withdrawn';
CREATE INDEX playlist_item_start ON playlist_item (station, start);
-- What the sweeper looks for.
CREATE INDEX playlist_item_planned ON playlist_item (until) WHERE state = 'planned';
