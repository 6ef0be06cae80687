-- A resident's standing consent (or another lawful basis) to get texts about areas. The number is sealed; the fingerprint finds it.
CREATE TABLE subscription (
    id uuid PRIMARY KEY,
    phone_sealed bytea NOT NULL,
    phone_fingerprint bytea NOT NULL,
    areas text[] NOT NULL CHECK (cardinality(areas) > 0),
    language text NOT NULL,
    basis text NOT NULL CHECK (basis IN ('consent', 'emergency', 'state-function')),
    consent_at timestamptz,
    consent_how text,
    consent_text text,
    state text NOT NULL CHECK (state IN ('active', 'opted-out')),
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    ended_at timestamptz,
    ended_how text,
    CHECK (basis <> 'consent' OR consent_at IS NOT NULL),
    CHECK ((state = 'opted-out') = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX subscription_phone ON subscription (phone_fingerprint);

-- Where active subscriptions are found by area; position 0 is the first area. Derived from subscription.areas by the statements that write
-- it, gone when the subscription ends; no foreign key, since subscriptions are never deleted and imports have a million of them.
CREATE TABLE subscription_area (
    area text COLLATE "C" NOT NULL,
    subscription uuid NOT NULL,
    position smallint NOT NULL,
    PRIMARY KEY (area, subscription)
);
CREATE INDEX subscription_area_of ON subscription_area (subscription, position) INCLUDE (area);

-- Good rows of a file until its end has been read; a crash may leave some behind, which the next import clears away.
CREATE UNLOGGED TABLE subscription_import_row (
    import uuid NOT NULL,
    line bigint NOT NULL,
    staged_at timestamptz NOT NULL,
    id uuid NOT NULL,
    sealed bytea NOT NULL,
    fingerprint bytea NOT NULL,
    areas text[] NOT NULL,
    language text NOT NULL,
    basis text NOT NULL,
    consent_at timestamptz,
    consent_how text
);
CREATE INDEX subscription_import_row_of ON subscription_import_row (import);
