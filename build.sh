#!/usr/bin/env bash
# The only build. ./build.sh help lists what it does.
set -euo pipefail
cd "$(dirname "$0")"

work=.build # everything made on the way; dist/ holds what is published

# cJSON as Debian 12 ships it, with its security patches. A new upload changes these sums: read its changes, then pin it.
cjson_sha256="5c5ab83a24eecfebc25b6aa4d47dbdb5f23d1baec92de75fec5f0528dbe255a7  cJSON.c
c25b54ebc98e814eb7b3eeaf12ce899806f87ff5a275b20a3b77dbb3968e5d0b  cJSON.h"

# What styles the blocks of WordPress's pages, for a test.
wordpress=@wordpress/block-library@11.1.0
wordpress_sha256=a5c93e9fc29de2ed89bf6632e59ac6a1e458063e536db88d880d3766214b31d5

warnings=(-std=c11 -Wall -Wextra -Wconversion -Wshadow -Werror)
# Vectors, and features of every browser that has them. The fallback does without.
vectors=(-msimd128 -mbulk-memory -msign-ext -mnontrapping-fptoint)
# Optimises for size, and across files when they are linked.
wasm_flags=(-Oz -flto)

say() { printf '\033[1m%s\033[0m\n' "$*"; }
die() {
  printf 'build.sh: %s\n' "$*" >&2
  exit 1
}

# --- tools ---

# Installs the Debian packages of missing commands: need COMMAND PACKAGE [COMMAND PACKAGE …]
need() {
  local missing=()
  while [ $# -gt 0 ]; do
    [ -e "$1" ] || command -v "$1" >/dev/null || missing+=("$2")
    shift 2
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  if ! command -v apt-get >/dev/null || { [ ${#as_root[@]} -gt 0 ] && ! sudo -n true 2>/dev/null; }; then
    die "please install: ${missing[*]} (on Debian: sudo apt-get install ${missing[*]})"
  fi
  say "Installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq || true # what matters is whether the packages are found
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_node() {
  command -v node >/dev/null || die "please install Node.js 20.19 or newer"
  [ "$(node -p 'const [a, b] = process.versions.node.split("."); a > 20 || (a == 20 && b >= 19)')" = true ] ||
    die "Node.js 20.19 or newer is needed; this is $(node -v)"
  [ node_modules/.package-lock.json -nt package-lock.json ] && return
  say "Installing the npm packages of package-lock.json"
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
}

# --- cJSON ---

check_cjson() { (cd "$1" && printf '%s\n' "$cjson_sha256" | sha256sum --check --status); }

# apt-get with source packages switched on, in lists of our own: the system's are left alone.
apt_source() (
  apt=$PWD/$work/apt
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
  # A third party's list may name no sources: whether Debian's does is what counts.
  apt-get "${options[@]}" update 2>/dev/null || true
  apt-get "${options[@]}" source cjson >/dev/null
)

fetch_cjson() {
  local to=$work/cjson
  if [ -n "${CJSON_DIR:-}" ]; then
    [ -e "$CJSON_DIR/cJSON.c" ] || die "CJSON_DIR=$CJSON_DIR holds no cJSON.c"
    check_cjson "$CJSON_DIR" || say "Note: the cJSON in CJSON_DIR is not the pinned one"
    mkdir -p "$to"
    cp -u "$CJSON_DIR"/cJSON.[ch] "$CJSON_DIR/LICENSE" "$to/"
    return
  fi
  [ -e "$to/LICENSE" ] && check_cjson "$to" && return
  need apt-get apt dpkg-source dpkg-dev
  say "Fetching cJSON's source package"
  apt_source || die "the source package cjson cannot be had; set CJSON_DIR to a folder with cJSON.c, cJSON.h and LICENSE"
  check_cjson "$work"/apt/cjson-*/ ||
    die "this cJSON is not the one that was reviewed; read what changed and pin its sums in build.sh, or set CJSON_DIR"
  mkdir -p "$to"
  cp "$work"/apt/cjson-*/cJSON.[ch] "$work"/apt/cjson-*/LICENSE "$to/"
}

# --- the engine ---

make_builtin() {
  local to=$work/include/builtin_card.h
  [ "$to" -nt data/sales-vs-marketing.json ] && return
  mkdir -p "$work/include"
  node -e 'const { $schema, ...card } = JSON.parse(require("fs").readFileSync(0, "utf8"))
           const text = JSON.stringify(card)
           console.log("#define BUILTIN_CARD " + JSON.stringify(text))' <data/sales-vs-marketing.json >"$to"
}

# Whether a file is missing or older than one of the others.
is_stale() {
  local target=$1 source
  shift
  [ -e "$target" ] || return 0
  for source in "$@"; do [ "$source" -nt "$target" ] && return 0; done
  return 1
}

# Compiles what changed: compile FOLDER FLAGS… -- COMPILER FILES… Sets `objects` to what the files became.
compile() {
  local folder=$work/$1 flags=() jobs=()
  objects=()
  shift
  while [ "$1" != -- ]; do flags+=("$1") && shift; done
  local compiler=$2 file object
  shift 2
  mkdir -p "$folder"
  for file in "$@"; do
    object=$folder/$(basename "$file" .c).o
    objects+=("$object")
    is_stale "$object" "$file" src/*.h src/read/*.h tests/engine/*.h "$work"/include/*.h build.sh || continue
    say "  $compiler $file"
    local extra=("${warnings[@]}" -Isrc "-I$work/include" -isystem "$work/cjson")
    [[ $file == */cJSON.c ]] && extra=(-w -include src/cjson_config.h)
    "$compiler" "${flags[@]}" "${extra[@]}" -c "$file" -o "$object" &
    jobs+=($!)
    if [ ${#jobs[@]} -ge "$(nproc)" ]; then
      wait "${jobs[0]}" || exit 1
      jobs=("${jobs[@]:1}")
    fi
  done
  for file in "${jobs[@]}"; do wait "$file" || exit 1; done
}

# What emcc calls the size of the stack: it changed in 3.1.25; both are accepted there, the new one alone some day.
name_stack() {
  stack=STACK_SIZE
  # A pipe would close before emcc has said all, which pipefail takes for a failure now and then.
  [[ ! $(emcc --version) =~ \ 3\.1\.([0-9]|1[0-9]|2[0-4])\  ]] || stack=TOTAL_STACK
}

# Links `objects` to a WebAssembly module: link_engine FILE FLAGS…
link_engine() {
  local to=$1
  shift
  is_stale "$to" "${objects[@]}" build.sh || return 0
  say "  emcc $to"
  mkdir -p "$(dirname "$to")"
  emcc "$@" -sSTANDALONE_WASM --no-entry -s$stack=65536 -sINITIAL_MEMORY=131072 -sALLOW_MEMORY_GROWTH=1 -sFILESYSTEM=0 \
    -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0 "${objects[@]}" -o "$to"
}

# Takes a file out of `objects`.
drop_object() {
  local object left=()
  for object in "${objects[@]}"; do [[ $object == */$1.o ]] || left+=("$object"); done
  objects=("${left[@]}")
}

# The engine for Node.js, that for pages, without what publishers write, and the same as the first in JavaScript.
build_wasm() {
  need emcc emscripten
  PATH=$PATH:$(dirname "$(command -v emcc)")/../bin # where the Emscripten SDK keeps Binaryen
  need wasm2js binaryen
  name_stack
  local fallback=$work/fallback
  compile wasm "${wasm_flags[@]}" "${vectors[@]}" -- emcc "$work/cjson/cJSON.c" src/*.c src/read/*.c
  link_engine "$work/engine.wasm" "${wasm_flags[@]}" "${vectors[@]}"
  drop_object wasm_publish
  if is_stale "$work/page/engine.wasm" "${objects[@]}" build.sh; then
    link_engine "$work/page/engine.wasm" "${wasm_flags[@]}" "${vectors[@]}"
    # Once more, on flat code: half a kilobyte less in brotli.
    wasm-opt --all-features --flatten --rereloop -Oz -Oz "$work/page/engine.wasm" -o "$work/page/engine.wasm"
  fi
  compile scalar "${wasm_flags[@]}" -- emcc "$work/cjson/cJSON.c" src/*.c src/read/*.c
  link_engine "$fallback/engine.wasm" "${wasm_flags[@]}"
  is_stale "$fallback/engine.js" "$fallback/engine.wasm" web/unwasm.js || return 0
  say "  wasm2js $fallback/engine.js"
  node web/unwasm.js "$fallback/engine.wasm" "$fallback/engine.js"
}

build() {
  need_node
  say "Building the engine"
  fetch_cjson
  make_builtin
  build_wasm
  say "Bundling dist/"
  node web/bundle.js
  say "Checking types"
  node_modules/.bin/tsc
  node_modules/.bin/tsc --project web
}

# --- tests ---

run_tests() { node tests/runner/run.js "$@"; }

sanitize=(-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)

# The engine's tests, natively: .build/driver-gcc and .build/driver-clang.
build_native() {
  local compiler sources=()
  for compiler in src/*.c src/read/*.c; do [[ $compiler == src/wasm*.c ]] || sources+=("$compiler"); done
  need gcc gcc clang clang
  need "$(clang -print-file-name="libclang_rt.asan-$(uname -m).a")" "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
  for compiler in gcc clang; do
    compile "native-$compiler" "${sanitize[@]}" -- "$compiler" "${sources[@]}" tests/engine/*.c "$work/cjson/cJSON.c"
    is_stale "$work/driver-$compiler" "${objects[@]}" || continue
    "$compiler" "${sanitize[@]}" "${objects[@]}" -lm -o "$work/driver-$compiler"
  done
}

# The fuzzers: .build/fuzz/json and so on, of tests/fuzz/*.c. They watch the engine, not themselves.
build_fuzz() {
  local file shared sources=()
  for file in src/*.c src/read/*.c; do [[ $file == src/wasm*.c ]] || sources+=("$file"); done
  need clang clang
  need "$(clang -print-file-name="libclang_rt.asan-$(uname -m).a")" "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
  compile fuzz/engine "${sanitize[@]}" -O2 -fsanitize=fuzzer-no-link -- clang "${sources[@]}" "$work/cjson/cJSON.c"
  shared=("${objects[@]}")
  compile fuzz/targets "${sanitize[@]}" -O2 -- clang tests/engine/host.c tests/fuzz/*.c
  for file in "${objects[@]}"; do is_target "$file" || shared+=("$file"); done
  for file in "${objects[@]}"; do
    local to=${file##*/fuzz-}
    to=$work/fuzz/${to%.o}
    is_target "$file" && is_stale "$to" "$file" "${shared[@]}" || continue
    clang "${sanitize[@]}" -fsanitize=fuzzer "$file" "${shared[@]}" -lm -o "$to"
  done
}

# Whether an object is a fuzzer: those that they share is not.
is_target() { [[ ${1##*/} == fuzz-*.o ]]; }

check_style() {
  need clang-format clang-format
  say "Checking style"
  clang-format --dry-run --Werror src/*.[ch] src/read/*.[ch] tests/{base,engine,fuzz}/*.[ch] tests/bench/*.c
  node_modules/.bin/biome ci --error-on-warnings .
}

# Its archive alone: installed as a package it would bring all of WordPress's editor.
fetch_wordpress() {
  local to=$work/wordpress archive
  [ -e "$to/build-style/style.css" ] && return
  say "Fetching $wordpress"
  mkdir -p "$to"
  archive=$to/$(npm pack --silent --pack-destination "$to" "$wordpress") || die "$wordpress cannot be had"
  echo "$wordpress_sha256  $archive" | sha256sum --check --status || die "$wordpress is not what was pinned in build.sh"
  tar xzf "$archive" -C "$to" --strip-components=1 package/build-style
}

# The programs of tests/base/*.c: .build/base/text and so on, with gcc under the sanitizers.
build_base() {
  local file name sources=()
  for file in src/*.c src/read/*.c; do [[ $file == src/wasm*.c ]] || sources+=("$file"); done
  need gcc gcc
  compile native-gcc "${sanitize[@]}" -- gcc "${sources[@]}" tests/engine/host.c "$work/cjson/cJSON.c"
  mkdir -p "$work/base"
  for file in tests/base/*.c; do
    name=$work/base/$(basename "$file" .c)
    is_stale "$name" "$file" tests/base/check.h "${objects[@]}" || continue
    gcc "${sanitize[@]}" "${warnings[@]}" -Isrc "$file" "${objects[@]}" -lm -o "$name"
  done
}

# Whether ENGINES names a native engine; default all are.
wants_native() { [[ ${ENGINES:-gcc} =~ gcc|clang ]]; }

need_browsers() {
  need chromium-headless-shell chromium-headless-shell pdftotext poppler-utils \
    /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf fonts-noto-core \
    /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk
  [[ ${BROWSERS:-firefox} != *firefox* ]] || need firefox-esr firefox-esr
  [[ ${BROWSERS:-webkit} != *webkit* ]] || need WebKitWebDriver webkit2gtk-driver Xvfb xvfb
}

# Makes what a folder of tests needs beside the engine.
prepare_folder() {
  case "$1" in
  base) build_base ;;
  engine) ! wants_native || build_native ;;
  fuzz) build_fuzz ;;
  sources | runner) ;;
  *)
    say "Bundling dist/"
    node web/bundle.js
    need_browsers
    ;;
  esac
  case "$1" in
  element) fetch_wordpress ;;
  site) need hugo hugo ;;
  esac
}

# The folders of some paths of tests, each once.
folders_of() { printf '%s\n' "$@" | sed -nE 's,^(\./)?tests/([^/]+).*,\2,p' | sort -u; }

# Makes what some tests need, and runs them: test_some PATHS…
test_some() {
  need_node
  fetch_cjson
  make_builtin
  build_wasm
  local folder
  for folder in $(folders_of "$@"); do prepare_folder "$folder"; done
  run_tests "$@"
}

# What one runs after each change.
test_quick() {
  ENGINES=wasm BROWSERS=chromium test_some tests/engine/cases.test.js tests/sources/cases.test.js tests/element/one-script.test.js
}

test_all() {
  build
  check_style
  say "Building the native tests"
  need_browsers
  need hugo hugo
  build_native
  build_base
  build_fuzz
  fetch_wordpress
  say "Testing"
  run_tests
}

# What is compared or only measured with: nobody else installs it.
need_peers() {
  need chromium chromium
  [ tests/bench/node_modules/.package-lock.json -nt tests/bench/package-lock.json ] && return
  say "Installing what tests/bench compares"
  npm ci --prefix tests/bench --no-audit --no-fund --loglevel=error
  touch tests/bench/node_modules/.package-lock.json
}

bench() {
  need_peers
  build
  local limit=$work/bench/limit.wasm
  mkdir -p "$work/bench"
  is_stale "$limit" tests/bench/limit.c &&
    emcc -O3 -msimd128 -sSTANDALONE_WASM --no-entry -sALLOW_MEMORY_GROWTH=1 tests/bench/limit.c -o "$limit"
  node tests/bench/bench.js "$@"
}

# What the tests run of the engine, natively, and of web/: tables, and the engine with how often each line and branch was run.
coverage() {
  build
  need clang clang
  need llvm-cov llvm
  need "$(clang -print-file-name="libclang_rt.profile-$(uname -m).a")" "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
  local file sources=() to=$work/coverage
  for file in src/*.c src/read/*.c; do [[ $file == src/wasm*.c ]] || sources+=("$file"); done
  compile native-coverage -O0 -g -fprofile-instr-generate -fcoverage-mapping -- clang "${sources[@]}" tests/engine/*.c "$work/cjson/cJSON.c"
  clang -fprofile-instr-generate "${objects[@]}" -lm -o "$work/driver-coverage"
  rm -rf "$to"
  DRIVER=coverage LLVM_PROFILE_FILE=$PWD/$to/%p.profraw run_tests tests/engine >"$work/coverage.log" ||
    die "tests failed: see $work/coverage.log"
  llvm-profdata merge -sparse "$to"/*.profraw -o "$to/engine.profdata"
  llvm-cov show "$work/driver-coverage" -instr-profile="$to/engine.profdata" --show-branches=count "${sources[@]}" >"$to/engine.txt"
  llvm-cov report "$work/driver-coverage" -instr-profile="$to/engine.profdata" -show-branch-summary -show-region-summary=false \
    "${sources[@]}"
  coverage_shim
}

# The same of web/: as Chromium and Node.js see it. Scripts have source maps meanwhile.
coverage_shim() {
  local to=$work/coverage
  need chromium-headless-shell chromium-headless-shell
  rm -rf "$to/browser" "$to/node"
  mkdir -p "$to/browser"
  fetch_wordpress
  COVERAGE=yes node web/bundle.js >/dev/null || true # they are above their budget with them
  COVERAGE=$PWD/$to/browser BROWSERS=chromium run_tests tests/element >"$work/coverage.log" || true
  NODE_V8_COVERAGE=$to/node run_tests tests/sources tests/engine/{fold,collation,wasm,match}.test.js >>"$work/coverage.log" || true
  node tests/coverage.js "web/ in pages, in Chromium" "$to/browser"
  node tests/coverage.js "web/ as modules, in Node.js" "$to/node"
  node tests/coverage.js "web/ in either" "$to/browser" "$to/node"
  node web/bundle.js >/dev/null
}

# Every fuzzer for an hour, or for so many seconds: fuzz [SECONDS]
fuzz() {
  build
  build_fuzz
  FUZZ_SECONDS=${1:-3600} run_tests tests/fuzz
}

format() {
  need clang-format clang-format
  need_node
  clang-format -i src/*.[ch] tests/{base,engine,fuzz}/*.[ch] tests/bench/*.c
  node_modules/.bin/biome check --write .
}

serve() {
  build
  say "Serving dist/ (Ctrl+C stops the server)"
  exec node_modules/.bin/sirv dist --dev --cors --no-clear --no-logs --port "${1:-8080}"
}

case "${1:-build}" in
build) build ;;
serve) serve "${2:-}" ;;
weigh) WEIGH=yes build ;;
bench)
  shift
  bench "$@"
  ;;
bench:engine) build && node tests/bench/engine.js "${2:-100000}" ;;
bench:site) build && node tests/bench/site.js "${2:-1000}" ;;
bench:visit) need_peers && build && node tests/bench/visit.js ;;
bench:cards) need chromium chromium && build && node tests/bench/cards.js "${2:-9}" ;;
coverage) coverage ;;
fuzz) fuzz "${2:-}" ;;
picture) need chromium chromium && build && node tests/element/picture.js ;;
test)
  shift
  if [ $# -gt 0 ]; then test_some "$@"; else test_all; fi
  ;;
test:quick) test_quick ;;
format) format ;;
clean) rm -rf "$work" dist ;;
*)
  cat <<'USAGE'
./build.sh               make dist/
./build.sh serve [PORT]  make dist/ and serve it, on port 8080 unless told
./build.sh test          make and run every test, in the browsers and engines that are named
./build.sh test PATH…    make what these tests need, and run them; BROWSERS=, ENGINES= and SEED= as in tests/runner/run.js
./build.sh test:quick    make and run the engine's cases, the readers' and one file of tests in Chromium
./build.sh weigh         make dist/ and print what each part of the script weighs
./build.sh bench …       make dist/ and time it beside other libraries, which are installed (tests/bench/bench.js)
./build.sh bench:engine [ROWS]  the engine alone, and how its cost grows with the rows
./build.sh bench:site [PAGES]   pages per second beside React and Eleventy
./build.sh bench:visit   Lighthouse, and what a visit costs on a slow processor
./build.sh bench:cards [RUNS]  make dist/ and time one card and fifty in Chromium
./build.sh coverage      print how much of the engine and of web/ the tests run
./build.sh fuzz [SECONDS]  look for inputs that break the engine, an hour for each fuzzer unless told
./build.sh picture       make dist/ and the README's pictures, web/*.png
./build.sh format        write C and JavaScript in the project's style
./build.sh clean         remove dist/ and .build/
CJSON_DIR=/path          use the cJSON.c, cJSON.h and LICENSE in that folder
USAGE
  [ "${1:-}" = help ] || exit 1
  ;;
esac
