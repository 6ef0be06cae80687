-- An amendment is a revision that says which one it is to replace, and why. What is no amendment has neither.
alter table revision add column replaces int;
alter table revision add column reason text;
alter table revision add foreign key (directive, replaces) references revision (directive, revision);
alter table revision add check ((replaces is null) = (reason is null) and replaces < revision);

-- directive.revision is from now on the one that is worked on: an amendment while it is open, else the newest that was not discarded.
-- One revision of a directive is in force at most.
create unique index revision_in_force on revision (directive) where state = 'issued';
