//! Rows and blocks of numbers, as tables, logs and data sets have them.

use super::{Kind, Talk, code::hex, holding, kind};
use crate::rng::Rng;

pub(super) const KINDS: &[Kind] = &[
    kind("csv_of_floats", Talk::Alone, |rng| {
        row(rng, ",", |rng| {
            format!("{}.{}", rng.below(1_000), rng.digits(4))
        })
    }),
    kind("tsv_of_integers", Talk::Alone, |rng| {
        row(rng, "\t", |rng| {
            let len = rng.between(1, 10) as usize;
            rng.digits(len)
        })
    }),
    kind("matrix", Talk::Alone, |rng| {
        row(rng, " ", |rng| format!("{:>5}", rng.below(100_000)))
    }),
    kind("signed_matrix", Talk::Alone, |rng| {
        row(rng, " ", |rng| {
            format!(
                "{}{}.{}",
                rng.pick(&["-", "+", ""]),
                rng.below(10),
                rng.digits(6)
            )
        })
    }),
    kind("json_of_counters", Talk::Alone, |rng| {
        let [a, b, c] = [3, 7, 11].map(|len| rng.digits(len));
        format!(
            "{{\"rows\": {a}, \"bytes\": {b}, \"offset\": {c}, \"hash\": \"{}\"}}",
            hex(rng, 16)
        )
    }),
    kind("log_counters", Talk::Alone, |rng| {
        let [a, b, c] = [5, 9, 10].map(|len| rng.digits(len));
        format!(
            "pid={a} seq={b} size={c} took={}.{}ms",
            rng.below(900),
            rng.digits(3)
        )
    }),
    holding(
        kind("log_line", Talk::Alone, |rng| {
            let [hour, minute, second] = [24, 60, 60].map(|bound| rng.below(bound));
            let (thread, request) = (rng.digits(5), hex(rng, 16));
            format!(
                "2024-03-{:02} {hour:02}:{minute:02}:{second:02},{} [{thread}] DEBUG req={request} done",
                rng.between(1, 28),
                rng.digits(3)
            )
        }),
        &["DATE_TIME"],
    ),
    kind("diff_header", Talk::Alone, |rng| {
        let [a, b, c, d]: [u32; 4] = std::array::from_fn(|_| rng.between(1, 2_000));
        format!(
            "@@ -{a},{b} +{c},{d} @@ index {}..{} 100644",
            hex(rng, 7),
            hex(rng, 7)
        )
    }),
    kind("numbered_list", Talk::Alone, |rng| {
        let from = rng.between(1, 30);
        format!("{from}. first {}. second {}. third", from + 1, from + 2)
    }),
    kind("markdown_row", Talk::Alone, |rng| {
        let [a, b, c] = [2, 5, 8].map(|len| rng.digits(len));
        format!(
            "| total | {a} | {b} | {c} | {}.{} % |",
            rng.below(100),
            rng.digits(1)
        )
    }),
    kind("coverage", Talk::Alone, |rng| {
        let (file, count) = (rng.pick(&["a.rs", "main.go", "x/y.ts"]), rng.digits(4));
        format!(
            "{file} {count} {} {}.{}% 12-15, 18, 22-{}",
            rng.below(90),
            rng.below(100),
            rng.digits(2),
            rng.between(23, 900)
        )
    }),
    kind("svg_path", Talk::Alone, |rng| {
        let number = |rng: &mut Rng| format!("{}.{}", rng.below(500), rng.digits(2));
        let [a, b, c, d, e, f] = std::array::from_fn(|_| number(rng));
        format!("<path d=\"M{a} {b}C{c} {d} {e} {f}-{a} 0z\"/>")
    }),
    kind("sequence_of_genes", Talk::Alone, |rng| {
        format!(
            "{:>9} {} {} {}",
            rng.below(999_999),
            rng.string(10, b"acgt"),
            rng.string(10, b"acgt"),
            rng.string(10, b"acgt")
        )
    }),
    kind("standings", Talk::Alone, |rng| {
        let [a, b, c, d]: [u32; 4] = std::array::from_fn(|_| rng.below(80));
        format!("{}  {a} {b} {c} {d}:{a} {b}-{c} +{d}", rng.between(1, 20))
    }),
    kind("checksums", Talk::Alone, |rng| {
        format!(
            "{}  {}",
            hex(rng, 32),
            rng.pick(&["./a.bin", "dist/x.whl", "boot.img"])
        )
    }),
    kind("table_of_ports", Talk::Alone, |rng| {
        format!(
            "tcp LISTEN 0 {} *:{} users:((\"srv\",pid={},fd={}))",
            rng.between(1, 4096),
            rng.between(1, 65_535),
            rng.digits(5),
            rng.below(99)
        )
    }),
];

/// Four to twelve numbers.
fn row(rng: &mut Rng, mark: &str, number: fn(&mut Rng) -> String) -> String {
    let count = rng.between(4, 12);
    let numbers: Vec<String> = (0..count).map(|_| number(rng)).collect();
    numbers.join(mark)
}
