#!/bin/bash
# Writes what docker-compose needs and what must not be built in: .env with new passwords, and the first three people who can sign in.
# Once; whatever is there stays. With --sandbox the providers are the fake ones, else SMS and push are off until .env names real ones.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077
sandbox=no
case ${1:-} in
    --sandbox) sandbox=yes ;;
    "") ;;
    *) echo "usage: deploy/make-env.sh [--sandbox]" >&2 && exit 2 ;;
esac
if [ -e .env ]; then
    echo "make-env: .env is there already and stays" >&2
    exit 3
fi

secret() { openssl rand -base64 32 | tr '+/' '-_' | tr -d '='; }

{
    echo "POSTGRES_PASSWORD=$(secret)"
    for service in PUBLISHER SMS PUSH LOUDSPEAKER; do echo "LOA_${service}_DATABASE_PASSWORD=$(secret)"; done
    echo "LOA_PUBLIC_URL=http://127.0.0.1:8080"
    if [ $sandbox = yes ]; then
        echo "COMPOSE_PROFILES=sandbox"
        echo "LOA_TWILIO_URL=http://sandbox:8091"
        echo "LOA_TWILIO_ACCOUNT_SID=AC$(openssl rand -hex 16)"
        echo "LOA_TWILIO_AUTH_TOKEN=$(openssl rand -hex 16)"
        echo "LOA_TWILIO_SENDER=TINHMAU"
        echo "LOA_FCM_URL=http://sandbox:8091"
    else
        echo "# Empty these two when the account and the file below are filled in."
        echo "LOA_SMS_OFF=Chưa có tài khoản Twilio."
        echo "LOA_PUSH_OFF=Chưa có tài khoản dịch vụ Firebase."
        echo "LOA_TWILIO_ACCOUNT_SID="
        echo "LOA_TWILIO_AUTH_TOKEN="
        echo "LOA_TWILIO_SENDER="
        echo "# For real push: put the service account file to deploy/secrets/fcm.json and write here /var/lib/loa/keys/fcm.json"
        echo "LOA_FCM_CREDENTIALS="
    fi
} >.env.new

mkdir -p deploy/secrets
people=deploy/secrets/people.json
if [ ! -e $people ]; then
    {
        separator="["
        for role in drafter approver administrator; do
            printf '%s{"name": "%s", "password": "%s", "apiKey": "loa_%s", "roles": ["%s"]}' "$separator" $role "$(secret)" "$(secret)" $role
            separator=$',\n '
        done
        echo "]"
    } >$people
fi
mv .env.new .env
echo "make-env: .env and $people written; sign in with the names and passwords of the latter"
