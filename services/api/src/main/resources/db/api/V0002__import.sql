-- Imports of files, and what was wrong with their rows; kept for thirty days.
CREATE TABLE import_job (
  id         uuid        PRIMARY KEY,
  kind       text        NOT NULL,
  holder     text        NOT NULL,
  state      text        NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  reason_vi  text,
  reason_en  text,
  rows       bigint      NOT NULL DEFAULT 0,
  added      bigint      NOT NULL DEFAULT 0,
  changed    bigint      NOT NULL DEFAULT 0,
  unchanged  bigint      NOT NULL DEFAULT 0,
  merged     bigint      NOT NULL DEFAULT 0,
  skipped    bigint      NOT NULL DEFAULT 0,
  faulty     bigint      NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  alive_at   timestamptz NOT NULL,
  ended_at   timestamptz
);
COMMENT ON COLUMN import_job.alive_at IS 'last sign of life of the process that works on it';
CREATE INDEX import_job_started_at ON import_job (started_at);

CREATE TABLE import_fault (
  import      uuid   NOT NULL REFERENCES import_job ON DELETE CASCADE,
  number      bigint GENERATED ALWAYS AS IDENTITY,
  line        bigint NOT NULL,
  column_name text,
  code        text   NOT NULL,
  detail      bytea  NOT NULL,
  PRIMARY KEY (import, number)
);
COMMENT ON COLUMN import_fault.detail IS 'sentences in both languages, sealed where the service seals them, as they may quote a row';
