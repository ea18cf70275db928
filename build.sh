#!/usr/bin/env bash
# Builds and tests everything. src/Makefile compiles the C code, web/build/ makes dist/, web/build/tools.sh installs tools.
#
# ./build.sh               make dist/
# ./build.sh serve [PORT]  make dist/ and serve it, on port 8080 by default
# ./build.sh test          build everything, check the style and run all tests
# ./build.sh test PATH…    build what these tests need and run them; BROWSERS=, ENGINES= and SEED= as in tests/runner/run.js
# ./build.sh test:quick    run the cases of engine and sources, and one test file in Chromium
# ./build.sh weigh         make dist/ and print the size of each part of the script
# ./build.sh bench …       compare the card with other libraries, which are installed first; options in tests/bench/bench.js
# ./build.sh bench:engine [ROWS]  time the engine, and how its time grows with the rows
# ./build.sh bench:site [PAGES]   compare pages per second with React and Eleventy
# ./build.sh bench:visit          run Lighthouse, and time a visit on a slow processor
# ./build.sh bench:cards [RUNS]   time one card and fifty in Chromium
# ./build.sh bench:tables [ROWS]  compare a table as CSV with the same rows as JSON, in Node.js and Chromium
# ./build.sh tables FOLDER  compare the cards of a folder's tables with its labels.json
# ./build.sh coverage      print the test coverage of the engine and of web/
# ./build.sh fuzz [SECONDS]  search for inputs that break the engine and the readers of files; default an hour per fuzzer
# ./build.sh picture       make the pictures of the README and the docs, web/docs/*.png
# ./build.sh docs          make the parts of web/docs/*.md that come from the code and the benchmarks
# ./build.sh format        format C and JavaScript
# ./build.sh archive       make dist/ and release/: an archive for websites, the npm package, and their hashes
# ./build.sh release VERSION [--no-test]  commit and tag a version, and make release/; VERSION: patch, minor, major or a number
# ./build.sh clean         remove dist/, release/ and .build/
#
# CJSON_DIR=/path takes cJSON.c, cJSON.h and LICENSE from that folder.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\033[1m%s\033[0m\n' "$*"; }

# shellcheck source=web/build/tools.sh
. web/build/tools.sh

# --- steps ---

# Compiles targets of src/Makefile: compile TARGET…
compile() {
  say "Compiling the C"
  src/cjson.sh
  make -f src/Makefile -j"$(nproc)" "$@"
}

bundle() {
  say "Bundling dist/"
  node web/build/bundle.js
  node_modules/.bin/tsc --project web
}

build() {
  need wasm
  compile wasm
  bundle
  say "Checking types"
  node_modules/.bin/tsc
}

# Runs clang-format on all C files.
format_c() { find src tests -name '*.[ch]' ! -path '*/node_modules/*' -exec clang-format "$@" {} +; }

run_tests() {
  say "Testing"
  node tests/runner/run.js "$@"
}

test_all() {
  need wasm native base fuzz style browsers hugo
  build
  say "Checking style"
  format_c --dry-run --Werror
  node_modules/.bin/biome ci --error-on-warnings .
  compile native base fuzz
  tests/element/wordpress.sh
  run_tests
}

# Builds the requirements of some tests and runs them: test_some PATH…
test_some() {
  local folder step targets=() tools=() steps=() native=(native)
  [[ ${ENGINES:-gcc} =~ gcc|clang ]] || native=()
  for folder in $(printf '%s\n' "$@" | sed -nE 's,^(\./)?tests/([^/]+).*,\2,p' | sort -u); do
    case "$folder" in
    runner) ;;
    base) targets+=(base) ;;
    build) targets+=(wasm) ;;
    engine) targets+=(wasm "${native[@]}") ;;
    sources) targets+=(wasm "${native[@]}") steps+=(bundle) ;;
    fuzz) targets+=(wasm fuzz) steps+=(bundle) ;;
    node | release) targets+=(wasm) steps+=(bundle) ;;
    command) targets+=(wasm) steps+=(bundle) tools+=(browsers) ;;
    site) targets+=(wasm) steps+=(bundle) tools+=(browsers hugo) ;;
    *) targets+=(wasm) steps+=(bundle tests/element/wordpress.sh) tools+=(browsers) ;;
    esac
  done
  need "${targets[@]}" "${tools[@]}"
  [ ${#targets[@]} -eq 0 ] || compile "${targets[@]}"
  for step in $(printf '%s\n' "${steps[@]}" | sort -u); do "$step"; done
  run_tests "$@"
}

# Builds for a program that starts Chromium.
build_for_chromium() {
  need wasm chromium
  build
}

# Runs a benchmark. Without options, records what it prints, for the docs: bench NAME [OPTION…]
bench() {
  local name=$1 printed=tests/bench/printed/$1.txt
  shift
  if [ $# -gt 0 ]; then
    node "tests/bench/$name.js" "$@"
  else
    node "tests/bench/$name.js" | tee .build/printed.txt
    mkdir -p "${printed%/*}"
    printf '%s, Node.js %s, %s cores\n\n' "$(LC_ALL=C date -u +'%-d %B %Y')" "$(node --version)" "$(nproc)" |
      cat - .build/printed.txt >"$printed"
  fi
}

# --- commands ---

case "${1:-build}" in
build) build ;;
serve)
  build
  say "Serving dist/ (Ctrl+C stops the server)"
  exec node_modules/.bin/sirv dist --dev --cors --no-clear --no-logs --port "${2:-8080}"
  ;;
weigh) WEIGH=yes build ;;
test) if [ $# -gt 1 ]; then test_some "${@:2}"; else test_all; fi ;;
test:quick)
  ENGINES=wasm BROWSERS=chromium test_some tests/engine/cases.test.js tests/sources/cases.test.js tests/element/one-script.test.js
  ;;
bench)
  build_for_chromium
  need_packages tests/bench
  compile bench
  bench bench "${@:2}"
  ;;
bench:engine)
  build
  bench engine "${@:2}"
  ;;
bench:site)
  build
  bench site "${@:2}"
  ;;
bench:visit)
  build_for_chromium
  need_packages tests/bench
  bench visit
  ;;
bench:cards)
  build_for_chromium
  bench cards "${@:2}"
  ;;
bench:tables)
  build_for_chromium
  bench tables "${@:2}"
  ;;
picture)
  build_for_chromium
  node tests/element/picture.js
  ;;
docs)
  build
  node web/build/docs/write.js
  bundle >/dev/null # dist/docs/ with the new parts
  ;;
tables)
  build
  node tests/tables/tables.js "${@:2}"
  ;;
coverage)
  BROWSERS=chromium need wasm coverage browsers
  build
  compile coverage
  tests/element/wordpress.sh
  tests/coverage.sh
  bundle >/dev/null # dist/ without source maps
  ;;
fuzz)
  need wasm fuzz
  build
  compile fuzz
  FUZZ_SECONDS=${2:-3600} run_tests tests/fuzz
  ;;
format)
  need style
  format_c -i
  node_modules/.bin/biome check --write .
  ;;
archive)
  build
  node web/build/release/release.js archive
  ;;
release)
  need_packages .
  node web/build/release/release.js "${@:2}"
  ;;
clean) rm -rf .build dist release ;;
*)
  sed -n 's/^# \(\.\/build\|CJSON\)/\1/p' build.sh # the list above
  [ "${1:-}" = help ] || exit 1
  ;;
esac
