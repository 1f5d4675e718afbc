#!/bin/sh
# Makes target/corpora/prose.jsonl, the sparse corpus of the benches, from books and dictionaries
# that Debian 12 ships. What is fetched is free text and is never committed:
#
#   dict-gcide            Webster 1913 (public domain) and its additions (GPL)
#   anarchism             An Anarchist FAQ, a book of essays (GPL)
#   debian-handbook       in English, German, Arabic and Japanese (GPL or CC BY-SA)
#   debian-reference-*    in German and Japanese (GPL)
#   manpages-de, -ja      in German and Japanese (free, by page)
#   libreoffice-help-hi   in Hindi (MPL)
#
# Needs Debian's apt-get with bookworm in its sources, dpkg-deb, awk, sed, gzip, and cargo.
# Run it from anywhere: benches/prose.sh. The hash to expect stands in benches/README.md.
set -eu
LC_ALL=C
export LC_ALL

root=$(cd "$(dirname "$0")/.." && pwd)
corpora=${CARGO_TARGET_DIR:-$root/target}/corpora
work=$corpora/prose-packages
texts=$corpora/prose-texts
mkdir -p "$work" "$texts"

die() {
  echo "prose.sh: $*" >&2
  exit 1
}

for tool in apt-get dpkg-deb awk sed gzip sha256sum cargo; do
  command -v "$tool" >/dev/null || die "$tool is missing; this script wants Debian and Rust"
done

# fetch PACKAGE VERSION SHA256: unpacks the package into $work/PACKAGE.
fetch() {
  folder=$work/$1
  [ -e "$folder/.unpacked-$2" ] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  (cd "$folder" && apt-get -q download "$1=$2" >/dev/null) ||
    die "$1 $2 is not in the sources of apt: run apt-get update; if the mirror has moved on, add" \
      "https://snapshot.debian.org of a day that has it, or pin the new version and its hash here" \
      "and renew the hash of the result in benches/README.md"
  echo "$3  $(echo "$folder"/*.deb)" | sha256sum -c --quiet - ||
    die "$1 $2 is not the package that was pinned: delete $folder and look at where it came from"
  dpkg-deb -x "$folder"/*.deb "$folder"
  rm "$folder"/*.deb
  : >"$folder/.unpacked-$2"
}

# Paragraphs of HTML on standard input, without listings, heads and scripts; a blank line between
# two.
html() {
  awk '
    BEGIN { RS = "<" }
    NR == 1 { next }
    {
      close_at = index($0, ">")
      tag = tolower(substr($0, 1, close_at - 1))
      text = substr($0, close_at + 1)
      ends = substr(tag, 1, 1) == "/"
      sub(/^\//, "", tag)
      sub(/[ \t\r\n\/].*/, "", tag)
      if (tag ~ /^(pre|head|script|style|table|nav)$/) {
        if (ends) { if (hidden > 0) hidden-- } else hidden++
      }
      # A page that leaves one open does not take the next with it.
      if (tag == "html") hidden = 0
      if (tag ~ /^(p|li|dt|dd|div|h[1-6]|br|tr|td|th|hr|ul|ol|dl|blockquote|body|html|pre|table)$/)
        printf "\n\n"
      if (!hidden) {
        # A blank line of the source is no end of a paragraph.
        gsub(/[ \t\r\n]*\n[ \t\r\n]*/, "\n", text)
        printf "%s", text
      }
    }' | sed -e 's/&nbsp;/ /g; s/&#160;/ /g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&mdash;/-/g; s/&ndash;/-/g' \
    -e 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

# Paragraphs of manual pages: macros that end one, macros with text, escapes.
troff() {
  find "$1" -name '*.gz' | sort | while read -r page; do
    gzip -dc "$page"
    echo
  done | awk '
    /^\.(nf|EX|TS)/ { hidden = 1 }
    /^\.(fi|EE|TE)/ { hidden = 0; print ""; next }
    hidden || /^[.\047]\\"/ { next }
    /^\.(SH|SS|TP|PP|P|LP|IP|HP|sp|br|TH|RS|RE)/ { print ""; next }
    /^\.[A-Z]+ / { sub(/^\.[A-Z]+ +/, ""); gsub(/"/, "") }
    /^[.\047]/ { next }
    { print }' | sed -e 's/\\f\[[A-Z]*\]//g; s/\\f[A-Z]//g; s/\\-/-/g; s/\\(em/-/g; s/\\(en/-/g' \
    -e 's/\\(aq/'"'"'/g; s/\\([lr]q/"/g; s/\\\[[^]]*\]//g; s/\\[&|^%]//g; s/\\e/\\/g; s/\\ / /g'
}

# Paragraphs of a dictionary in the format of dictd: without pronunciations, braces and sources.
dictd() {
  gzip -dc <"$1" | sed -e 's/\\[^\\]*\\//g; s/[{}]//g' \
    -e 's/\[\(1913 Webster\|PJC\|Webster 1913 Suppl\.\|WordNet 1\.5\)[^]]*\]//g'
}

fetch dict-gcide 0.48.5+nmu2 7b0af5cfde3cbdef5e9d6e78f92ec335ced7c2790f37a40f49bebc6f7347ac0f
fetch anarchism 15.3-3 cf21c10948b00e923c62eb31c39a3390413fa26c5ee0e3b925feb0ec7fe42948
fetch debian-handbook 11.20220922 3d5dbeac1f1afc9c094eab9d0f701f6ecff99c4927d5a4794cf6c85678134faa
fetch debian-reference-de 2.100 3b0ce65fd63e75ddf8eb07ca36293425135080e690a07e06a6ac8bc8040ef0aa
fetch debian-reference-ja 2.100 f67140e0b994409413bd5fcc8dfcce832445c99d724401f0275fa238daf30325
fetch manpages-de 4.18.1-1 37d2e7ee51f22952aecec3af93647ff59194a3c74bb7a694560f49c7f7ab3978
fetch manpages-ja 0.5.0.0.20221215+dfsg-1 4d270e9a1e83be4de0c072a110892a17dc9caa4b501257324006ac28d82c5743
fetch libreoffice-help-hi 4:7.4.7-1+deb12u14 fda6f59354cb79f7ecfe379a502b009119a506aa0873416b044f1f39ad00a4cf

doc=usr/share/doc
handbook=$work/debian-handbook/$doc/debian-handbook/html
dictd "$work/dict-gcide/usr/share/dictd/gcide.dict.dz" >"$texts/en-gcide.txt"
cat "$work/anarchism/$doc/anarchism/html"/*.html | html >"$texts/en-anarchism.txt"
cat "$handbook"/en-US/*.html | html >"$texts/en-handbook.txt"
cat "$handbook"/de-DE/*.html | html >"$texts/de-handbook.txt"
cat "$work"/debian-reference-de/usr/share/debian-reference/*.de.html | html >"$texts/de-reference.txt"
troff "$work/manpages-de/usr/share/man/de" >"$texts/de-manpages.txt"
cat "$handbook"/ar-MA/*.html | html >"$texts/ar-handbook.txt"
cat "$handbook"/ja-JP/*.html | html >"$texts/ja-handbook.txt"
cat "$work"/debian-reference-ja/usr/share/debian-reference/*.ja.html | html >"$texts/ja-reference.txt"
troff "$work/manpages-ja/usr/share/man/ja" >"$texts/ja-manpages.txt"
find "$work/libreoffice-help-hi/usr/share/libreoffice/help/hi/text" -name '*.html' | sort |
  xargs cat | html >"$texts/hi-libreoffice.txt"

cd "$root"
cargo run --release --quiet --locked -p pumice-synth --example prose -- "$texts"/*.txt \
  >"$corpora/prose.jsonl.part"
mv "$corpora/prose.jsonl.part" "$corpora/prose.jsonl"
