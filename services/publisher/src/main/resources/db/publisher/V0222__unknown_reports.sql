-- Where something is unknown, which is seldom and little.
create index report_unknown on report (directive, channel) where (counts ->> 'unknown')::bigint > 0;
