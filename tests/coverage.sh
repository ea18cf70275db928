#!/usr/bin/env bash
# Prints the test coverage of the engine, natively, and of web/, in Chromium and Node.js. Run by ./build.sh coverage.
# .build/coverage/engine.txt has the counts of each line and branch of the engine.
set -euo pipefail
cd "$(dirname "$0")/.."

to=.build/coverage
log=.build/coverage.log
driver=.build/driver-coverage
mapfile -t sources < <(find src -name '*.c' ! -path 'src/wasm*' | sort)

run_tests() { node tests/runner/run.js "$@"; }

rm -rf $to
mkdir -p $to/browser
DRIVER=coverage LLVM_PROFILE_FILE=$PWD/$to/%p.profraw run_tests tests/engine >$log || {
  echo "coverage.sh: tests failed: see $log" >&2
  exit 1
}
llvm-profdata merge -sparse $to/*.profraw -o $to/engine.profdata
llvm-cov show $driver -instr-profile=$to/engine.profdata --show-branches=count "${sources[@]}" >$to/engine.txt
llvm-cov report $driver -instr-profile=$to/engine.profdata -show-branch-summary -show-region-summary=false "${sources[@]}"

# Adds source maps, which exceed the budget of scripts. build.sh builds dist/ again.
COVERAGE=yes node web/build/bundle.js >/dev/null || true
COVERAGE=$PWD/$to/browser BROWSERS=chromium run_tests tests/element >$log || true
NODE_V8_COVERAGE=$to/node run_tests tests/sources tests/engine/{fold,collation,wasm,match}.test.js >>$log || true
node tests/coverage.js "web/ in pages, in Chromium" $to/browser
node tests/coverage.js "web/ as modules, in Node.js" $to/node
node tests/coverage.js "web/ in either" $to/browser $to/node
