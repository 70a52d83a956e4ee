#!/usr/bin/env bash
# Dump the master of each shard of a Redis Cluster to S3. REDIS_HOST is any of its nodes, REDISCLI_AUTH its password.
# shellcheck source-path=SCRIPTDIR
source "${BASH_SOURCE[0]%/*}/upload.sh"

: "${REDIS_HOST:?}" "${REDIS_PORT:?}" "${REDISCLI_AUTH:?}"

# Print the masters in the order of their slots, each as "host port"; fail unless they have all 16384 between them.
masters() {
  redis-cli -e -h "$REDIS_HOST" -p "$REDIS_PORT" CLUSTER NODES | awk '
    $3 ~ /master/ && $3 !~ /fail|noaddr/ && NF > 8 {
      split($2, address, "@")
      match(address[1], /:[0-9]+$/)
      for (i = 9; i <= NF; i++) {
        if ($i ~ /^\[/) continue
        ends = split($i, slots, "-")
        covered += slots[ends] - slots[1] + 1
      }
      print $9 + 0, substr(address[1], 1, RSTART - 1), substr(address[1], RSTART + 1)
    }
    END {
      if (covered != 16384) {
        printf "the masters that answer have %d slots of 16384\n", covered > "/dev/stderr"
        exit 1
      }
    }' | sort --numeric-sort | cut --delimiter=' ' --fields=2-
}

# Give back what the server $1 $2 would write into its RDB file. A server that sends while it writes marks the end.
rdb() {
  local mark=0
  if [[ $(redis-cli -e -h "$1" -p "$2" CONFIG GET repl-diskless-sync) == *yes ]]; then
    mark=40
  fi
  redis-cli -h "$1" -p "$2" --rdb - | head --bytes=-"$mark"
}

# See that the draft called $1 is whole: the place where its checksum ends is the end of it.
verify() {
  local report end stored
  report=$(download "$1" | redis-check-rdb /dev/stdin) || { printf '%s\n' "$report" >&2; return 1; }
  end=$(sed --quiet 's/^\[offset \([0-9]*\)\] Checksum OK$/\1/p' <<<"$report")
  stored=$(size "$1")
  if [[ $end != "$stored" ]]; then
    printf '%s has %s bytes and ends after %s\n' "$1" "$stored" "$end" >&2
    return 1
  fi
}

doing="the question to $REDIS_HOST for its masters"
found=$(masters)
mapfile -t shards <<<"$found"

for at in "${!shards[@]}"; do
  read -r host port <<<"${shards[at]}"
  name=shard-$((at + 1))-of-${#shards[@]}.rdb
  doing="the dump of $host:$port"
  rdb "$host" "$port" | upload "$name"
  doing="reading $name back"
  verify "$name"
done

doing='the promotion'
promote
