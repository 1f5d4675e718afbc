#!/bin/sh
# Counts instructions a byte of detection alone, on the first 1 MB of four corpora, with AVX2 and
# with the portable backend: a figure that does not move with the load of the machine, to compare
# commits by. valgrind knows no AVX-512, so that backend has none. Corpora come from the generator;
# `prose_template` is its prose, which needs no network.
#
# Appends to benches/results/instructions.csv, or to the file that is named as the argument:
# date,corpus,backend,instructions_per_byte. Prints the same, and the number of findings.
# Needs valgrind 3.19 or later and cargo.
set -eu
LC_ALL=C
export LC_ALL

root=$(cd "$(dirname "$0")/.." && pwd)
csv=${1:-$root/benches/results/instructions.csv}
target=${CARGO_TARGET_DIR:-$root/target}
program=$target/release/examples/instructions
log=$target/callgrind.log

command -v valgrind >/dev/null || {
  echo "instructions.sh: valgrind is missing; install it" >&2
  exit 1
}
# A backend that is forced at compile time would leave no choice here.
unset RUSTFLAGS
(cd "$root" && cargo build --release --locked --quiet -p pumice-synth --example instructions)

mkdir -p "$(dirname "$csv")"
[ -s "$csv" ] || echo "date,corpus,backend,instructions_per_byte" >"$csv"
date=$(date +%Y-%m-%d)
for corpus in chat prose_template logs multilingual disguised; do
  found=
  for backend in avx2 portable; do
    # Counting is off but for the function `counted` and what it calls.
    answer=$(valgrind --tool=callgrind --collect-atstart=no --callgrind-out-file=/dev/null \
      --toggle-collect='*instructions::counted*' \
      "$program" "$corpus" "$backend" 2>"$log") || {
      cat "$log" >&2
      exit 1
    }
    collected=$(sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$log")
    [ "${collected:-0}" -gt 0 ] || {
      echo "instructions.sh: nothing was counted for $corpus; see $log" >&2
      exit 1
    }
    bytes=${answer% *}
    [ -z "$found" ] || [ "$found" = "${answer#* }" ] || {
      echo "instructions.sh: the backends find different values in $corpus" >&2
      exit 1
    }
    found=${answer#* }
    line=$date,$corpus,$backend,$(awk "BEGIN { printf \"%.3f\", $collected / $bytes }")
    echo "$line" >>"$csv"
    echo "$line ($found findings)"
  done
done
