#!/bin/bash
# Makes, for each service, a role and a schema that the role owns; it has rights in no other.
# Runs once, when the data directory is new, with the passwords of the environment. To change one later: ALTER ROLE … PASSWORD.
set -euo pipefail

service() {
    local name=$1 password=$2
    psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
        -v name="$name" -v role="loa_$name" -v password="$password" -v database="$POSTGRES_DB" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO :"role";
CREATE SCHEMA :"name" AUTHORIZATION :"role";
ALTER ROLE :"role" IN DATABASE :"database" SET search_path = :"name";
SQL
}

psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" -v database="$POSTGRES_DB" <<'SQL'
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
service publisher "${LOA_PUBLISHER_DATABASE_PASSWORD:?}"
service sms "${LOA_SMS_DATABASE_PASSWORD:?}"
service push "${LOA_PUSH_DATABASE_PASSWORD:?}"
service loudspeaker "${LOA_LOUDSPEAKER_DATABASE_PASSWORD:?}"
