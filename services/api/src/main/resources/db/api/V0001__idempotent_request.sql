-- Requests with an Idempotency-Key and the answers they got; kept for a day.
CREATE TABLE idempotent_request (
  holder       text        NOT NULL,
  key          text        NOT NULL,
  fingerprint  text        NOT NULL,
  attempt      uuid        NOT NULL,
  lease_until  timestamptz NOT NULL,
  created_at   timestamptz NOT NULL,
  status       integer,
  location     text,
  etag         text,
  content_type text,
  body         bytea,
  PRIMARY KEY (holder, key)
);
COMMENT ON COLUMN idempotent_request.status IS 'of the answer; null while the request runs';
CREATE INDEX idempotent_request_created_at ON idempotent_request (created_at);
