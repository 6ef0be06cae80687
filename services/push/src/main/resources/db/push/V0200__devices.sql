-- Devices, and what the provider knows of them. Tokens are sealed; they are found by a keyed hash (fingerprint).

CREATE TABLE device (
    installation text COLLATE "C" PRIMARY KEY,
    id           uuid NOT NULL UNIQUE,
    -- SHA-256 of the device key; null for a device that was imported and has not called yet
    key_hash     text,
    -- both null: the device has no token at present and is in no audience
    token        bytea,
    fingerprint  bytea UNIQUE,
    token_at     timestamptz NOT NULL,
    -- the import that wrote it last; null: its app did
    import       uuid,
    platform     text NOT NULL CHECK (platform IN ('android', 'ios', 'web')),
    language     text COLLATE "C" NOT NULL,
    created_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    CHECK ((token IS NULL) = (fingerprint IS NULL))
);
CREATE INDEX device_language ON device (language);

-- The areas of a device that has a token, in the order in which it named them.
CREATE TABLE device_area (
    device   uuid NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    area     text COLLATE "C" NOT NULL,
    PRIMARY KEY (device, position)
);
CREATE INDEX device_area_audience ON device_area (area, device) INCLUDE (position);

-- Which token is, or is to be, in which topic. A row outlives its device until the provider has been told.
CREATE TABLE topic_membership (
    fingerprint bytea NOT NULL,
    area        text COLLATE "C" NOT NULL,
    language    text COLLATE "C" NOT NULL,
    token       bytea NOT NULL,
    wanted      boolean NOT NULL,
    -- whether the provider has confirmed that the token is in the topic
    member      boolean NOT NULL DEFAULT false,
    -- goes up with each change of mind, so that an answer to an older request settles nothing
    change      integer NOT NULL DEFAULT 1,
    -- when to ask the provider; null: there is nothing to do
    due         timestamptz,
    attempts    integer NOT NULL DEFAULT 0,
    PRIMARY KEY (fingerprint, area, language)
);
CREATE INDEX topic_membership_due ON topic_membership (due) WHERE due IS NOT NULL;
CREATE INDEX topic_membership_reach ON topic_membership (area, language) WHERE member AND wanted;
