#!/bin/sh
# Counts what Pumice finds in a million lines of real text that holds no personal data but what its
# authors have signed it with: documents and manual pages of the Debian packages that are installed,
# sources of crates, of Python, of Perl and of C headers, and the logs of the package manager. All
# of it is free text, found on the machine; nothing is fetched and nothing is committed.
#
# Writes to target/corpora/real-text:
#
#   text.jsonl    the lines, in blocks of forty, so that words of the line before count as they do
#   spans.jsonl   what `pumice detect` says of them
#   places.tsv    each finding with its file and line, to be read
#   table.md      findings of each entity in a thousand lines
#
# Needs Debian, a checkout of cargo's registry (any build leaves one), python3 and cargo.
# Run it from anywhere: benches/real_text.sh [LINES].
set -eu
LC_ALL=C.UTF-8
export LC_ALL

root=$(cd "$(dirname "$0")/.." && pwd)
lines=${1:-1000000}
work=${CARGO_TARGET_DIR:-$root/target}/corpora/real-text
cargo_home=${CARGO_HOME:-$HOME/.cargo}
mkdir -p "$work"

die() {
  echo "real_text.sh: $*" >&2
  exit 1
}

for tool in python3 cargo find; do
  command -v "$tool" >/dev/null || die "$tool is missing"
done
[ -d "$cargo_home/registry/src" ] || die "$cargo_home/registry/src is missing: run cargo fetch"

python=$(python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')

# Files of each kind, one a line: KIND<tab>PATH.
list() {
  kind=$1
  shift
  find "$@" 2>/dev/null | sed "s/^/$kind	/"
}
{
  list document /usr/share/doc /usr/share/man -type f \
    \( -name '*.gz' -o -name '*.txt' -o -name '*.md' -o -name '*.rst' -o -name '*.html' -o -name README \)
  list source "$cargo_home/registry/src" -type f \( -name '*.rs' -o -name '*.md' -o -name '*.toml' \)
  list source "$python" /usr/share/perl /usr/lib/python3 -type f \( -name '*.py' -o -name '*.p[lm]' \)
  list source /usr/include -type f -name '*.h'
  list log /var/log -type f \( -name '*.log' -o -name '*.log.*' \)
} >"$work/files.tsv"

cd "$root"
cargo build --release --quiet --locked --bin pumice
python3 benches/real_text.py pack "$lines" <"$work/files.tsv" >"$work/text.jsonl"
"${CARGO_TARGET_DIR:-$root/target}/release/pumice" detect "$work/text.jsonl" >"$work/spans.jsonl"
python3 benches/real_text.py tell "$work" >"$work/table.md"
cat "$work/table.md"
