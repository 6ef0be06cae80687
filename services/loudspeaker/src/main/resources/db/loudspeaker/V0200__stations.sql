-- Stations, their keys, and what was last heard of them.
CREATE TABLE station (
  id              uuid        PRIMARY KEY,
  code            text        NOT NULL COLLATE "C" UNIQUE,
  name            text        NOT NULL,
  area            text        NOT NULL COLLATE "C",
  area_path       text[]      NOT NULL,
  kind            text        NOT NULL,
  time_zone       text        NOT NULL,
  sessions        jsonb       NOT NULL,
  quiet_from      time        NOT NULL,
  quiet_to        time        NOT NULL,
  budget_minutes  integer     NOT NULL CHECK (budget_minutes >= 0),
  volume_routine  smallint    NOT NULL,
  volume_priority smallint    NOT NULL,
  volume_emergency smallint   NOT NULL,
  created_at      timestamptz NOT NULL,
  changed_at      timestamptz NOT NULL
);
COMMENT ON COLUMN station.area_path IS 'from the province down to the area itself';
-- The audience of a directive is streamed in this order.
CREATE INDEX station_area ON station (area, id);
CREATE INDEX station_area_path ON station USING gin (area_path);

CREATE TABLE station_key (
  hash        text        PRIMARY KEY,
  station     uuid        NOT NULL REFERENCES station,
  created_at  timestamptz NOT NULL,
  valid_until timestamptz
);
COMMENT ON COLUMN station_key.hash IS 'SHA-256 of the whole key, lower-case hex; the key itself is nowhere';
COMMENT ON COLUMN station_key.valid_until IS 'null: until it is rotated or revoked';
CREATE INDEX station_key_station ON station_key (station);

CREATE TABLE station_health (
  station          uuid        PRIMARY KEY REFERENCES station,
  last_seen_at     timestamptz NOT NULL,
  playing          uuid,
  clock_skew_ms    bigint      NOT NULL,
  playlist_version bigint,
  clips_cached     integer,
  software         text,
  free_bytes       bigint
);
COMMENT ON COLUMN station_health.clock_skew_ms IS 'the clock of the station less ours';
