-- When it is too late for a placement is kept with it, so that looking for what is late never looks at what is past.
ALTER TABLE placement ADD COLUMN last_chance timestamptz;
UPDATE placement p SET last_chance = CASE WHEN p.reason IS NOT NULL THEN p.not_after ELSE coalesce((
  SELECT max(i.until) FROM playlist_item i
  WHERE i.station = p.station AND i.directive = p.directive AND i.revision = p.revision AND i.state <> 'withdrawn'), p.not_after) END;
ALTER TABLE placement ALTER COLUMN last_chance SET NOT NULL;
COMMENT ON COLUMN placement.last_chance IS 'when its last play is too late to begin; while a play has no place: when the directive ends';
DROP INDEX placement_placed;
-- What the sweeper looks for.
CREATE INDEX placement_due ON placement (last_chance) WHERE state = 'placed';
-- What is in force at a station.
CREATE INDEX placement_station ON placement (station, not_after) WHERE state IN ('placed', 'heard', 'refused');
-- Which directives are still in force.
CREATE INDEX spoken_bulletin_not_after ON spoken_bulletin (not_after);
-- Emergencies of earlier days.
CREATE INDEX playlist_item_emergency ON playlist_item (station) WHERE state = 'planned' AND session IS NULL;

ALTER TABLE station_plan ADD COLUMN outdated boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN station_plan.outdated IS 'room became free that something without a place may take: to be planned anew';
CREATE INDEX station_plan_outdated ON station_plan (station) WHERE outdated;
