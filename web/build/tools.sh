# shellcheck shell=bash
# Required tools. Sourced by build.sh, which calls need.

# The Emscripten SDK has Binaryen in ../bin.
! emcc=$(command -v emcc) || PATH=$PATH:$(dirname "$emcc")/../bin

# Prints the requirements of a kind of work, such as a target of src/Makefile: a command or file, and its Debian package.
tools_for() {
  local make=(make make) gcc=(gcc gcc /usr/include/stdio.h libc6-dev)
  # The file is for linking with sanitizers.
  local clang=(clang clang /usr/include/stdio.h libc6-dev
    "$(clang -print-file-name="libclang_rt.asan-$(uname -m).a" 2>/dev/null || echo none)" libclang-rt-dev)
  [ -n "${CJSON_DIR:-}" ] || make+=(dpkg-source dpkg-dev)
  case "$1" in
  wasm) printf '%s %s\n' "${make[@]}" emcc emscripten wasm2js binaryen ;;
  native) printf '%s %s\n' "${make[@]}" "${gcc[@]}" "${clang[@]}" ;;
  base) printf '%s %s\n' "${make[@]}" "${gcc[@]}" ;;
  fuzz) printf '%s %s\n' "${make[@]}" "${clang[@]}" ;;
  coverage) printf '%s %s\n' "${make[@]}" "${clang[@]}" llvm-cov llvm ;;
  style) echo clang-format clang-format ;;
  chromium) echo chromium chromium ;;
  hugo) echo hugo hugo ;;
  browsers)
    printf '%s %s\n' chromium-headless-shell chromium-headless-shell pdftotext poppler-utils \
      /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf fonts-noto-core \
      /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk
    [[ ${BROWSERS:-firefox} != *firefox* ]] || echo firefox-esr firefox-esr
    [[ ${BROWSERS:-webkit} != *webkit* ]] || printf '%s %s\n' WebKitWebDriver webkit2gtk-driver Xvfb xvfb
    ;;
  esac
}

has_node() { node -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 2019 ? 1 : 0)' 2>/dev/null; }

# Installs the requirements of kinds of work if root; otherwise prints the command to install them: need KIND…
need() {
  local kind tool package missing=() ready=yes
  while read -r tool package; do
    [ -e "$tool" ] || command -v "$tool" >/dev/null || missing+=("$package")
  done < <(for kind in "$@"; do tools_for "$kind"; done | sort -u)
  if ! has_node; then
    echo "Please install Node.js 20.19 or newer." >&2
    ready=no
  fi
  if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "Installing ${missing[*]}"
    apt-get update -qq || true # only a missing package matters
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  elif [ ${#missing[@]} -gt 0 ]; then
    echo "Some tools are missing. On Debian, install them with: sudo apt-get install ${missing[*]}" >&2
    ready=no
  fi
  [ $ready = yes ] || exit 1
  need_packages .
}

# Installs the npm packages of a folder if its lock file is newer: need_packages FOLDER
need_packages() {
  local installed=$1/node_modules/.package-lock.json
  if [ "$installed" -nt "$1/package-lock.json" ]; then return; fi
  say "Installing the npm packages of $1/package-lock.json"
  npm ci --prefix "$1" --no-audit --no-fund --loglevel=error
  touch "$installed"
}
