#!/usr/bin/env bash
# Installs the system packages that are missing, and asks nobody when none is.
# usage: tools/system.sh build|test
#   build  what "publish build" needs: Python with venv, Pango, HarfBuzz, and fonts
#          for scripts and emoji that the themes' own lack (publish/fonts/scripts.toml)
#   test   the same, and the judges' programs: Java, Maven, LibreOffice, chromium …
set -euo pipefail

# shellcheck source=tools/python_command.sh
source "$(dirname "${BASH_SOURCE[0]}")/python_command.sh"

missing=()

# need PACKAGE CHECK…: remember PACKAGE (Debian's name) unless the command CHECK succeeds.
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

program() { command -v "$1"; }
beside() { test -e "$(dirname "$(readlink -f "$(command -v "$1")")")/$2"; }
library() { grep -qF "$1 (" <<<"$libraries"; }
font() { compgen -G "/usr/share/fonts/*/$1" || compgen -G "/usr/share/fonts/*/*/$1"; }
libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)

needed_to_build() {
  need python3 program python3
  need python3-venv find_python
  need libpango-1.0-0 library libpango-1.0.so.0
  need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
  need libharfbuzz0b library libharfbuzz.so.0
  need libharfbuzz-subset0 library libharfbuzz-subset.so.0
  need libfontconfig1 library libfontconfig.so.1
  need fonts-noto-core font NotoNaskhArabic-Regular.ttf
  need fonts-noto-cjk font NotoSerifCJK-Regular.ttc
  need fonts-symbola font Symbola_hint.ttf
}

needed_to_test() {
  need ca-certificates test -s /etc/ssl/certs/ca-certificates.crt
  need default-jdk-headless program javac
  need maven program mvn
  need chromium program chromium
  need fonts-dejavu-core font DejaVuSerif.ttf
  need libimage-exiftool-perl program exiftool
  need libarchive-zip-perl perl -MArchive::Zip -e 1  # exiftool looks into DOCX with it
  need libreoffice-writer-nogui program soffice
  need libreoffice-math-nogui beside soffice libsmlo.so  # formulas are blank without it
  need pandoc program pandoc
  need poppler-utils program pdftotext
  need qpdf program qpdf
}

case "${1:-}" in
  build) needed_to_build ;;
  test) needed_to_build; needed_to_test ;;
  *) echo "usage: tools/system.sh build|test" >&2; exit 2 ;;
esac

[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "Missing on this machine, by Debian's names: ${missing[*]}" >&2
  exit 4
elif [ "$(id -u)" -eq 0 ]; then
  as_root=(env)
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
  as_root=(sudo env)
else
  echo "Please ask your administrator to run: apt-get install -y --no-install-recommends ${missing[*]}" >&2
  exit 4
fi

echo "Installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1
}
# One source that does not answer need not matter: the lists at hand may do.
apt update || echo "apt-get update failed; going on with the lists at hand" >&2
apt install -y --no-install-recommends "${missing[@]}" || { cat "$log" >&2; exit 4; }
