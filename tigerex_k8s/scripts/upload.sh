# shellcheck shell=bash
# What every dump does with S3; sourced, never run. BUCKET and FOLDER say where to, EXPECTED_BYTES how large at most.
#
# A dump is streamed to a draft, read back from there, and copied to where backups are once it is whole. Every part ends
# at the first error, says during what, and leaves neither a draft nor a part of a backup behind.
set -euo pipefail

: "${BUCKET:?}" "${FOLDER:?}" "${EXPECTED_BYTES:?}"
started=$(date --utc +%Y%m%dT%H%M%SZ)
backup="s3://$BUCKET/$FOLDER/${started:0:4}/${started:4:2}/$started"
draft="s3://$BUCKET/incomplete/$FOLDER/$started"
doing='the start'
work=

clear() {
  aws s3 rm --recursive --only-show-errors "$1" || printf 'error: something may be left below %s\n' "$1" >&2
}

finish() {
  local status=$?
  trap - EXIT
  if ((status)); then
    printf 'error: %s failed; nothing was backed up\n' "$doing" >&2
    clear "$backup/"
  fi
  clear "$draft/"
  rm --recursive --force -- "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 143' TERM
work=$(mktemp --directory)

# Stream what comes in to the draft called $1, and see that as much is stored as was sent.
upload() {
  local counting sent stored
  mkfifo "$work/copy"
  wc --bytes <"$work/copy" >"$work/sent" &
  counting=$!
  tee "$work/copy" | aws s3 cp --only-show-errors --expected-size "$EXPECTED_BYTES" - "$draft/$1"
  wait "$counting" || {
    printf 'cannot write to %s\n' "$work" >&2
    return 1
  }
  rm "$work/copy"
  sent=$(<"$work/sent")
  stored=$(size "$1")
  if [[ $stored != "$sent" ]]; then
    printf '%s has %s bytes of %s\n' "$draft/$1" "$stored" "$sent" >&2
    return 1
  fi
}

# Say how many bytes the draft called $1 has.
size() {
  aws s3 ls "$draft/$1" | awk '{ print $3 }'
}

# Give back what is stored in the draft called $1.
download() {
  aws s3 cp --only-show-errors "$draft/$1" -
}

# Make backups of the drafts, which no longer change.
promote() {
  aws s3 cp --recursive --only-show-errors "$draft/" "$backup/"
  printf 'backed up to %s/\n' "$backup"
  aws s3 ls --recursive "$backup/"
}
