#!/bin/bash
# Starts the fake providers with the account that the SMS service signs in with.
set -euo pipefail
umask 077
home=$LOA_DATA_DIR/sandbox
mkdir -p "$home"
printf '%s\n' "${LOA_TWILIO_ACCOUNT_SID:?}" >"$home/twilio-account.sid"
printf '%s\n' "${LOA_TWILIO_AUTH_TOKEN:?}" >"$home/twilio-auth.token"
exec java -jar service.jar --data "$LOA_DATA_DIR" --sandbox-port "$LOA_HTTP_PORT" --no-servers --stay
