#!/usr/bin/env bash
# Dump a database to S3. libpq's own variables say which: PGHOST, PGDATABASE, PGUSER, PGPASSWORD.
# shellcheck source-path=SCRIPTDIR
source "${BASH_SOURCE[0]%/*}/upload.sh"

name=$PGDATABASE.sql.gz

doing="the dump of $PGDATABASE"
pg_dump --no-password | gzip | upload "$name"

# The last line but one: newer releases add a \unrestrict.
doing='reading the dump back'
ending=$(download "$name" | gzip --decompress | tail --lines=8)
if [[ $ending != *'-- PostgreSQL database dump complete'* ]]; then
  printf '%s ends with: %s\n' "$name" "$ending" >&2
  exit 1
fi

doing='the promotion'
promote
