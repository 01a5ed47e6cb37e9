# Makes the database at the first start, with the password that it is given, and serves it.
set -eu
: "${POSTGRES_PASSWORD:?a database without a password is not made}"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    printf '%s' "$POSTGRES_PASSWORD" > /tmp/password
    initdb --username="$POSTGRES_USER" --encoding=UTF8 --locale=C.UTF-8 \
        --pwfile=/tmp/password --auth=scram-sha-256 >/dev/null
    rm /tmp/password
    pg_ctl --wait --silent --options='-c listen_addresses=' start
    PGPASSWORD="$POSTGRES_PASSWORD" createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
    pg_ctl --wait --silent stop
fi
exec postgres -c listen_addresses=127.0.0.1
