-- What stations played, as they say.
CREATE TABLE as_run_entry (
  station     uuid        NOT NULL REFERENCES station,
  item        uuid        NOT NULL,
  start       timestamptz NOT NULL,
  ended       timestamptz NOT NULL,
  outcome     text        NOT NULL CHECK (outcome IN ('completed', 'interrupted', 'failed', 'skipped')),
  played_ms   bigint      NOT NULL,
  volume      smallint,
  reason      text,
  matched     boolean     NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (station, item, start)
);
COMMENT ON COLUMN as_run_entry.matched IS 'whether the item stood in the plan of the station when the entry came';
-- What did it play at that minute?
CREATE INDEX as_run_entry_start ON as_run_entry (station, start);
