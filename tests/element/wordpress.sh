#!/usr/bin/env bash
# Fetches the styles of WordPress's blocks into .build/wordpress for style-sheets.test.js. Run by build.sh.
# Takes only the package's archive: installing it would bring all of WordPress's editor.
set -euo pipefail
cd "$(dirname "$0")/../.."

package=@wordpress/block-library@11.1.0
sum=a5c93e9fc29de2ed89bf6632e59ac6a1e458063e536db88d880d3766214b31d5
to=.build/wordpress

die() {
  printf 'wordpress.sh: %s\n' "$*" >&2
  exit 1
}

[ ! -e $to/build-style/style.css ] || exit 0
echo "Fetching $package"
mkdir -p $to
archive=$to/$(npm pack --silent --pack-destination $to $package) || die "$package could not be fetched"
echo "$sum  $archive" | sha256sum --check --status || die "$package is not what is pinned in tests/element/wordpress.sh"
tar xzf "$archive" -C $to --strip-components=1 package/build-style
