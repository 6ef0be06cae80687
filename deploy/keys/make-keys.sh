#!/bin/bash
# Makes what the services sign, seal and look up with, one directory for each: its own private signing key, the public keys of all,
# and, where it stores addresses, the two keys for these. What is there already stays. Needs openssl; writes below the directory $1.
# From the directory $2 the desk gets people.json and push fcm.json, where there are such files.
set -euo pipefail
umask 077
top=${1:?the directory that holds publisher, sms, push and loudspeaker}
secrets=${2:-}
owner=10001:10001

key_id() { if [ "$1" = publisher ]; then echo k1; else echo "k1-$1"; fi; }

# A file appears whole or not at all.
put() { cat >"$1.new" && mv "$1.new" "$1"; }

for service in publisher sms push loudspeaker; do
    home=$top/$service
    id=$(key_id "$service")
    mkdir -p "$home"
    if [ ! -s "$home/$id.private" ]; then
        openssl genpkey -algorithm ed25519 -outform DER | base64 -w0 | put "$home/$id.private"
    fi
    case $service in sms | push)
        [ -s "$home/address.key" ] || echo "1:$(openssl rand -base64 32)" | put "$home/address.key"
        [ -s "$home/lookup.key" ] || openssl rand -base64 32 | put "$home/lookup.key"
        ;;
    esac
done

for from in publisher sms push loudspeaker; do
    id=$(key_id "$from")
    # The last 32 bytes of the DER form are the key itself (RFC 8410).
    public=$(base64 -d <"$top/$from/$id.private" | openssl pkey -inform DER -pubout -outform DER | tail -c 32 | base64 -w0 | tr '+/' '-_' | tr -d '=')
    for to in publisher sms push loudspeaker; do
        echo "$public" | put "$top/$to/$id.public"
    done
done

for one in people.json:publisher fcm.json:push; do
    if [ -n "$secrets" ] && [ -e "$secrets/${one%:*}" ]; then
        put "$top/${one#*:}/${one%:*}" <"$secrets/${one%:*}"
    fi
done

chown -R "$owner" "$top"/publisher "$top"/sms "$top"/push "$top"/loudspeaker 2>/dev/null || echo "make-keys: not root, so the owner stays as it is" >&2
