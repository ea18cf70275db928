#!/usr/bin/env bash
# Puts cJSON's source and licence into .build/cjson, from Debian's source package or, if set, the folder CJSON_DIR.
# Run by build.sh. Does nothing if the pinned files exist.
set -euo pipefail
cd "$(dirname "$0")/.."

# cJSON as Debian 12 ships it, with its security patches. A new upload changes these sums: read its changes, then pin it.
sums="5c5ab83a24eecfebc25b6aa4d47dbdb5f23d1baec92de75fec5f0528dbe255a7  cJSON.c
c25b54ebc98e814eb7b3eeaf12ce899806f87ff5a275b20a3b77dbb3968e5d0b  cJSON.h"

to=.build/cjson

die() {
  printf 'cjson.sh: %s\n' "$*" >&2
  exit 1
}

is_pinned() { (cd "$1" && printf '%s\n' "$sums" | sha256sum --check --status); }

# Runs apt-get with its own lists of source packages, so that the system's lists stay unchanged.
apt_source() (
  apt=$PWD/.build/apt
  mkdir -p "$apt/lists/partial" "$apt/sources" "$apt/archives/partial"
  for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ ! -e "$list" ] || sed -n 's/^deb /deb-src /p' "$list" >"$apt/sources/$(basename "$list" .list).list"
  done
  for list in /etc/apt/sources.list.d/*.sources; do
    [ ! -e "$list" ] || sed 's/^Types:.*/Types: deb-src/' "$list" >"$apt/sources/$(basename "$list")"
  done
  options=(-qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$apt/sources"
    -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt" -o APT::Sandbox::User="$(id -un)")
  cd "$apt"
  # Lists of third parties may lack sources. Only Debian's package must be found.
  apt-get "${options[@]}" update 2>/dev/null || true
  apt-get "${options[@]}" source cjson >/dev/null
)

if [ -n "${CJSON_DIR:-}" ]; then
  [ -e "$CJSON_DIR/cJSON.c" ] || die "CJSON_DIR=$CJSON_DIR has no cJSON.c"
  is_pinned "$CJSON_DIR" || echo "Note: the cJSON in CJSON_DIR is not the pinned one"
  from=$CJSON_DIR
else
  [ ! -e $to/LICENSE ] || ! is_pinned $to || exit 0
  echo "Fetching cJSON's source package"
  apt_source || die "Debian's source package cjson could not be fetched; set CJSON_DIR to a folder with cJSON.c, cJSON.h and LICENSE"
  from=$(echo .build/apt/cjson-*/)
  is_pinned "$from" || die "this cJSON is not the reviewed one; read what changed and pin its sums in src/cjson.sh, or set CJSON_DIR"
fi
mkdir -p $to
for file in cJSON.c cJSON.h LICENSE; do
  cmp -s "$from/$file" "$to/$file" || cp "$from/$file" "$to/"
done
