//! Compressed inputs and outputs: what is read, what is written, and what is refused.

use std::io::{self, Read};

use flate2::{Compression, bufread::MultiGzDecoder, write::GzEncoder};
use zstd::zstd_safe::CParameter;

use super::*;

const CODECS: [&str; 2] = ["gzip", "zstd"];

/// Lines of several blocks, with some that are put aside.
fn lines(count: usize) -> String {
    let line = |number: usize| match number % 1000 {
        7 => BROKEN.to_owned(),
        number if number % 3 == 0 => format!("{{\"n\":{number},\"text\":\"ring 415-555-0132\"}}\n"),
        _ => format!("{{\"n\":{number},\"text\":\"to u{number}@example.com, and so on\"}}\n"),
    };
    (0..count).map(line).collect()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(vec![], Compression::fast());
    encoder.write_all(text).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn zstd(text: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(vec![], 1).expect("memory");
    encoder.include_checksum(true).expect("a parameter");
    encoder.write_all(text).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn compressed(codec: &str, text: &[u8]) -> Vec<u8> {
    match codec {
        "gzip" => gzip(text),
        _ => zstd(text),
    }
}

/// What a file holds, as other decoders read it.
fn content(codec: &str, bytes: &[u8]) -> String {
    let mut text = String::new();
    match codec {
        "gzip" => MultiGzDecoder::new(bytes).read_to_string(&mut text),
        "zstd" => zstd::Decoder::new(bytes)
            .expect("memory")
            .read_to_string(&mut text),
        _ => { bytes }.read_to_string(&mut text),
    }
    .unwrap_or_else(|error| panic!("{codec}: {error}"));
    text
}

fn bytes(room: &Room, name: &str) -> Vec<u8> {
    fs::read(room.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a plain run makes of these lines: output, quarantine and counts.
fn plain(room: &Room, input: &str) -> [String; 3] {
    room.run(&["scrub", input, "--out", "plain.out"]).exits(2);
    results(room, "plain.out", "none")
}

fn results(room: &Room, out: &str, codec: &str) -> [String; 3] {
    let json = |name: String| -> serde_json::Value {
        serde_json::from_str(&room.read(&name)).expect("JSON")
    };
    let quarantine = room.read(&format!("{out}.quarantine.jsonl"));
    // The input's name apart.
    let aside = quarantine.lines().map(|line| {
        let mut entry: serde_json::Value = serde_json::from_str(line).expect("JSON");
        entry["file"].take();
        entry.to_string()
    });
    [
        content(codec, &bytes(room, out)),
        aside.collect(),
        json(format!("{out}.report.json"))["counts"].to_string(),
    ]
}

#[test]
fn the_output_is_that_of_the_plain_run_for_any_number_of_threads() {
    let lines = lines(60_000);
    let room = Room::new()
        .with("in.jsonl", &lines)
        .with("in.gzip", gzip(lines.as_bytes()))
        .with("in.zstd", zstd(lines.as_bytes()));
    let expected = plain(&room, "in.jsonl");
    assert!(!expected[0].contains("example.com"));
    for codec in CODECS {
        let input = format!("in.{codec}");
        let mut first = None;
        for threads in ["1", "2", "3"] {
            room.run(&["scrub", &input, "--out", "out", "--threads", threads])
                .exits(2);
            assert!(
                results(&room, "out", codec) == expected,
                "{codec} {threads}"
            );
            let out = bytes(&room, "out");
            assert!(out.len() < expected[0].len() / 2);
            assert!(
                *first.get_or_insert(out.clone()) == out,
                "{codec} {threads}"
            );
        }
    }
}

#[test]
fn name_flag_and_input_say_how_the_output_is_compressed() {
    let room = Room::new()
        .with("in.jsonl", GOOD)
        .with("in.gzip", gzip(GOOD.as_bytes()))
        .with("in.zstd", zstd(GOOD.as_bytes()));
    for (input, out, flag, codec) in [
        ("in.jsonl", "out", "", "none"),
        ("in.jsonl", "out.gz", "", "gzip"),
        ("in.jsonl", "out.zst", "", "zstd"),
        ("in.jsonl", "out.gz", "none", "none"),
        ("in.jsonl", "out.gz", "same", "none"),
        ("in.jsonl", "out", "gzip", "gzip"),
        ("in.gzip", "out", "", "gzip"),
        ("in.gzip", "out", "none", "none"),
        ("in.gzip", "out.zst", "", "zstd"),
        ("in.gzip", "out.zst", "same", "gzip"),
        ("in.zstd", "out.jsonl", "", "zstd"),
        ("in.zstd", "out.gz", "zstd", "zstd"),
    ] {
        let flag: &[&str] = if flag.is_empty() {
            &[]
        } else {
            &["--compression", flag]
        };
        room.run(&[&["scrub", input, "--out", out][..], flag].concat())
            .exits(0);
        let found = match bytes(&room, out).as_slice() {
            [0x1f, 0x8b, ..] => "gzip",
            [0x28, 0xb5, 0x2f, 0xfd, ..] => "zstd",
            _ => "none",
        };
        assert_eq!(found, codec, "{input} {out} {flag:?}");
        assert_eq!(content(codec, &bytes(&room, out)), SCRUBBED);
        let report = room.read(&format!("{out}.report.json"));
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let counted = &report["counts"]["bytes"];
        assert_eq!(
            (&counted["in"], &counted["out"]),
            (&GOOD.len().into(), &SCRUBBED.len().into())
        );
    }
}

#[test]
fn levels_are_those_of_the_codec() {
    let lines = lines(3000);
    let room = Room::new().with("in.jsonl", &lines);
    let scrub = |codec: &str, level: &str| {
        let arguments = ["scrub", "in.jsonl", "--out", "out", "--quarantine", "none"];
        let flags = ["--compression", codec, "--compression-level", level];
        room.run(&[&arguments[..], &flags].concat())
    };
    for (codec, fast, small) in [("gzip", "1", "9"), ("zstd", "1", "19")] {
        let size = |level: &str| {
            scrub(codec, level).exits(2);
            bytes(&room, "out").len()
        };
        assert!(size(small) < size(fast));
    }
    fs::remove_file(room.path("out")).expect("it is there");
    for (codec, level, words) in [
        ("gzip", "10", "1 to 9"),
        ("gzip", "0", "1 to 9"),
        ("zstd", "23", "1 to 22"),
        ("none", "3", "not compressed"),
        ("same", "3", "not compressed"),
    ] {
        scrub(codec, level)
            .exits(1)
            .says(&["--compression-level", words]);
        assert!(!room.names().contains(&"out".to_owned()));
    }
}

#[test]
fn an_output_without_records_is_a_stream_without_content() {
    let room = Room::new()
        .with("empty", "")
        .with("broken", BROKEN)
        .with("gzip", gzip(b""))
        .with("zstd", zstd(b""));
    for codec in CODECS {
        for (input, code) in [("empty", 0), ("broken", 2), (codec, 0)] {
            room.run(&["scrub", input, "--out", "out", "--compression", codec])
                .exits(code);
            assert_ne!(bytes(&room, "out"), b"", "{codec} {input}");
            assert_eq!(content(codec, &bytes(&room, "out")), "");
        }
    }
    room.run(&["scrub", "empty", "--out", "out"]).exits(0);
    assert_eq!(bytes(&room, "out"), b"");
}

#[test]
fn pipes_are_decoded_and_encoded_too() {
    for codec in CODECS {
        let input = compressed(codec, GOOD.as_bytes());
        let room = Room::new().with("in", &input);
        let output = room
            .command(&["scrub", "-", "--out", "-", "--quiet"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .and_then(|mut child| {
                // Byte by byte: neither magic nor stream need come at once.
                let mut stdin = child.stdin.take().expect("a pipe");
                for byte in &input {
                    stdin.write_all(&[*byte])?;
                }
                drop(stdin);
                child.wait_with_output()
            })
            .expect("it runs");
        assert!(output.status.success());
        assert_eq!(content(codec, &output.stdout), SCRUBBED);
        room.run(&["scan", "in", "--fail-on", "any"]).exits(3);
        let expected = room.run_with_input(&["detect"], GOOD.as_bytes()).exits(0);
        let ran = room.run_with_input(&["detect"], &input).exits(0);
        assert_eq!(ran.stdout, expected.stdout);
        assert!(ran.stdout.contains("EMAIL_ADDRESS"));
        let ran = room.run(&["detect", "in"]).exits(0);
        assert_eq!(ran.stdout, expected.stdout);
    }
}

/// What Python's encoders write: members of several levels and strategies, stored ones, names and
/// times; bgzip's layout with its extra field and its empty last member; padding of a tape.
#[test]
fn what_pythons_encoders_write_is_read() {
    const WRITE: &str = r#"
import gzip, struct, zlib
text = open("in.jsonl", "rb").read()
third = len(text) // 3
def member(data, level, strategy, extra=b""):
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    body = deflate.compress(data) + deflate.flush()
    head = b"\x1f\x8b\x08" + (b"\x04" if extra else b"\0") + b"\0" * 5 + b"\xff"
    if extra:
        extra = extra[:4] + struct.pack("<H", len(body) + 25)
        head += struct.pack("<H", len(extra)) + extra
    return head + body + struct.pack("<II", zlib.crc32(data), len(data))
with gzip.open("file.gz", "wb", 9) as file:
    file.write(text)
with open("members.gz", "wb") as file:
    file.write(gzip.compress(text[:third], 1))
    file.write(member(text[third:2 * third], 0, zlib.Z_DEFAULT_STRATEGY))
    file.write(member(text[2 * third:-9], 6, zlib.Z_FIXED))
    file.write(member(text[-9:], 9, zlib.Z_HUFFMAN_ONLY))
with open("blocks.bgz", "wb") as file:
    for at in range(0, len(text), 65280):
        file.write(member(text[at:at + 65280], 6, zlib.Z_DEFAULT_STRATEGY, b"BC\2\0\0\0"))
    file.write(bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000"))
with open("tape.gz", "wb") as file:
    file.write(gzip.compress(text))
    file.write(b"\0" * 10240)
"#;
    let room = Room::new().with("in.jsonl", lines(20_000));
    let expected = plain(&room, "in.jsonl");
    let python = Command::new("python3")
        .args(["-c", WRITE])
        .current_dir(room.path(""))
        .status();
    assert!(python.expect("python3 must be installed").success());
    for input in ["file.gz", "members.gz", "blocks.bgz", "tape.gz"] {
        room.run(&["scrub", input, "--out", "out"]).exits(2);
        assert!(results(&room, "out", "gzip") == expected, "{input}");
    }
}

#[test]
fn frames_of_other_encoders_are_read() {
    let lines = lines(20_000);
    let (head, tail) = lines.as_bytes().split_at(lines.len() / 3);
    let with = |text: &[u8], level: i32, parameters: &[CParameter]| {
        let mut encoder = zstd::Encoder::new(vec![], level).expect("memory");
        for &parameter in parameters {
            encoder.set_parameter(parameter).expect("a parameter");
        }
        encoder.write_all(text).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    };
    let long = [
        CParameter::EnableLongDistanceMatching(true),
        CParameter::WindowLog(30),
        CParameter::ChecksumFlag(true),
    ];
    let skippable = |content: &[u8]| {
        let len = (content.len() as u32).to_le_bytes();
        [b"\x50\x2a\x4d\x18", &len[..], content].concat()
    };
    let frames = [
        skippable(b"jane.doe@example.com"),
        with(head, 1, &[]),
        skippable(&[7; 70_000]),
        with(b"", 3, &[]),
        with(tail, 9, &long),
        skippable(b""),
    ];
    let room = Room::new()
        .with("in.jsonl", &lines)
        .with("frames.zst", frames.concat())
        .with("long.zst", with(lines.as_bytes(), 3, &long));
    let expected = plain(&room, "in.jsonl");
    for input in ["frames.zst", "long.zst"] {
        room.run(&["scrub", input, "--out", "out"]).exits(2);
        assert!(results(&room, "out", "zstd") == expected, "{input}");
    }
}

/// Scrubs `bad` and expects an error that says `words` and leaves nothing.
#[track_caller]
fn fails(room: &Room, words: &[&str]) {
    let ran = room.run(&["scrub", "bad", "--out", "out.jsonl"]).exits(1);
    let ran = ran.says(&[&["bad"], words].concat());
    assert!(!ran.stderr.contains("jane"), "{}", ran.stderr);
    assert_eq!(room.names(), ["bad", "out.jsonl.manifest"]);
}

#[test]
fn a_stream_that_was_cut_leaves_nothing() {
    for codec in CODECS {
        let whole = compressed(codec, lines(5000).as_bytes());
        for part in 1..=20 {
            let len = (whole.len() * part / 21).max(4);
            let room = Room::new().with("bad", &whole[..len]);
            fails(&room, &[codec, &format!("byte {len}"), "was cut"]);
        }
        let room = Room::new().with("bad", &whole[..whole.len() - 1]);
        fails(&room, &[&format!("byte {}", whole.len() - 1)]);
        room.run(&["scan", "bad"])
            .exits(1)
            .says(&["bad", "was cut"]);
        room.run(&["detect", "bad"])
            .exits(1)
            .says(&["bad", "was cut"]);
    }
}

#[test]
fn a_stream_that_is_damaged_leaves_nothing() {
    for codec in CODECS {
        let whole = compressed(codec, lines(5000).as_bytes());
        let checksum = match codec {
            "gzip" => whole.len() - 8,
            _ => whole.len() - 1,
        };
        for (place, words) in [(checksum, "its checksum"), (whole.len() / 2, "corrupt")] {
            let mut bad = whole.clone();
            bad[place] ^= 0x10;
            fails(&Room::new().with("bad", &bad), &[codec, words, "at byte "]);
        }
        let behind = [&whole[..], b"{\"text\":\"jane.doe@example.com\"}\n"].concat();
        let words = format!("from byte {} on", whole.len());
        fails(&Room::new().with("bad", behind), &[codec, &words]);
    }
}

#[test]
fn other_kinds_of_files_are_refused_by_their_bytes() {
    for (magic, words) in [
        (&b"PK\x03\x04\x14\0"[..], "ZIP"),
        (b"PK\x05\x06\0\0", "ZIP"),
        (b"BZh91AY&SY", "`bzip2 -dc`"),
        (b"\xfd7zXZ\0\0\x04", "`xz -dc`"),
        (b"\x04\x22\x4d\x18\x64\x40", "`lz4 -dc`"),
        (b"\xff\x06\0\0sNaPpY", "`snzip -dc`"),
    ] {
        let input = [magic, GOOD.as_bytes()].concat();
        let room = Room::new().with("bad", input);
        fails(&room, &[words]);
        for command in ["scan", "detect"] {
            room.run(&[command, "bad"]).exits(1).says(&["bad: ", words]);
        }
    }
}

/// Runs a command and gives its exit code and the most memory that it has had, in bytes.
fn peak(room: &Room, arguments: &[&str]) -> (i32, u64) {
    const MEASURE: &str = "import resource, subprocess, sys\n\
        code = subprocess.call(sys.argv[1:])\n\
        print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
    let output = Command::new("python3")
        .args(["-c", MEASURE, env!("CARGO_BIN_EXE_pumice")])
        .args(arguments)
        .current_dir(room.path(""))
        .output()
        .expect("python3 must be installed");
    let output = String::from_utf8(output.stdout).expect("UTF-8");
    let (code, most) = output.trim().split_once(' ').expect("two numbers");
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    (
        code.parse().expect("a number"),
        most.parse::<u64>().expect("a number") * unit,
    )
}

/// A gigabyte of zeros without a line feed, from a file of some kilobytes.
#[test]
fn a_bomb_takes_no_memory() {
    let members = gzip(&vec![0; 1 << 24]).repeat(64);
    let mut frame = vec![];
    let zeros = io::repeat(0).take(1 << 30);
    zstd::stream::copy_encode(zeros, &mut frame, 1).expect("memory takes all");
    let room = Room::new()
        .with("plain", GOOD)
        .with("members", members)
        .with("frame", frame);
    let arguments = [
        "--quarantine",
        "none",
        "--max-line-bytes",
        "1000000",
        "--threads",
        "2",
    ];
    let scrub = |input| {
        peak(
            &room,
            &[&["scrub", input, "--out", "out"], &arguments[..]].concat(),
        )
    };
    let (code, usual) = scrub("plain");
    assert_eq!(code, 0);
    for (input, codec) in [("members", "gzip"), ("frame", "zstd")] {
        let (code, most) = scrub(input);
        assert_eq!(code, 2);
        assert_eq!(content(codec, &bytes(&room, "out")), "");
        let more = most.saturating_sub(usual) >> 20;
        assert!(more < 200, "{input} took {more} MB");
    }
}
