-- Asked on every page of an administrator.
create index report_held on report (directive, revision, channel) where planning = 'held';
