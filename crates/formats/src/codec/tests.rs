//! Streams that other encoders have made, whole, cut, damaged and with something behind them.

use std::{
    collections::BTreeSet,
    io::{self, Read, Write},
    num::NonZeroUsize,
    sync::{Arc, atomic::AtomicBool},
};

use flate2::{Compression, GzBuilder, bufread::MultiGzDecoder, write::GzEncoder};
use pumice_engine::{Batch, Edits, Mode, Policy, Position, RunOptions, Scrubber, Source, run};
use zstd::zstd_safe::CParameter;

use super::*;
use crate::jsonl::{Limits, Quarantine, Reader, Writer};

/// Gives one byte at a time, as the worst of pipes would.
struct Dribble(io::Cursor<Vec<u8>>);

impl Read for Dribble {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let some = out.len().min(1);
        self.0.read(out.get_mut(..some).unwrap_or_default())
    }
}

fn read(input: impl Read + Send + 'static) -> io::Result<(Option<Codec>, Vec<u8>)> {
    let Decoded {
        codec, mut reader, ..
    } = decode(input)?;
    let mut text = Vec::new();
    reader.read_to_end(&mut text).map(|_| (codec, text))
}

/// Decodes it as a whole and byte by byte; both must agree.
fn decoded(stream: &[u8]) -> io::Result<(Option<Codec>, Vec<u8>)> {
    let whole = read(io::Cursor::new(stream.to_vec()));
    let dribbled = read(Dribble(io::Cursor::new(stream.to_vec())));
    let words = |error: &io::Error| error.to_string();
    assert_eq!(
        whole.as_ref().map_err(words),
        dribbled.as_ref().map_err(words)
    );
    whole
}

fn flaw(stream: &[u8]) -> DecodeError {
    let error = decoded(stream).expect_err("it is not whole");
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    *inner.unwrap_or_else(|| panic!("another error: {error}"))
}

#[track_caller]
fn holds(stream: &[u8], codec: Codec, text: &[u8]) {
    let (found, content) = decoded(stream).expect("it is whole");
    assert_eq!(found, Some(codec));
    assert!(content == text, "{} bytes", content.len());
}

/// Text that compresses somewhat and does not repeat.
fn text(lines: u32) -> Vec<u8> {
    let line = |number: u32| format!("{{\"n\":{}}}\n", number.wrapping_mul(2_654_435_761));
    (0..lines).map(line).collect::<String>().into_bytes()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(vec![], Compression::new(7));
    encoder.write_all(text).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn zstd_with(text: &[u8], parameters: &[CParameter]) -> Vec<u8> {
    let mut encoder = zstd::stream::Encoder::new(vec![], 5).expect("there is memory");
    for &parameter in parameters {
        encoder.set_parameter(parameter).expect("it is one");
    }
    encoder.write_all(text).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn zstd(text: &[u8]) -> Vec<u8> {
    zstd_with(text, &[CParameter::ChecksumFlag(true)])
}

fn skippable(content: &[u8]) -> Vec<u8> {
    let len = (content.len() as u32).to_le_bytes();
    [b"\x5a\x2a\x4d\x18", &len[..], content].concat()
}

#[test]
fn members_are_one_text() {
    let (a, b) = (text(3000), text(10));
    let mut named = GzBuilder::new()
        .filename("corpus.jsonl")
        .comment("synthetic")
        .extra(b"BC\x02\0\x1b\0".to_vec())
        .mtime(1_700_000_000)
        .write(vec![], Compression::best());
    named.write_all(&b).expect("memory takes all");
    let named = named.finish().expect("memory takes all");
    let all = [gzip(&a), gzip(b""), named, gzip(&b)].concat();
    holds(&all, Codec::Gzip, &[&a[..], &b, &b].concat());
    holds(&gzip(b""), Codec::Gzip, b"");
}

/// No encoder at hand writes it; RFC 1952 has it.
#[test]
fn the_checksum_of_a_header_is_compared() {
    let plain = gzip(b"{}\n");
    let mut header = plain[..10].to_vec();
    header[3] |= 1 << 1;
    let mut crc = flate2::Crc::new();
    crc.update(&header);
    let sum = (crc.sum() as u16).to_le_bytes();
    let good = [&header[..], &sum, &plain[10..]].concat();
    holds(&good, Codec::Gzip, b"{}\n");
    let bad = [&header[..], &[sum[0] ^ 1, sum[1]], &plain[10..]].concat();
    assert!(matches!(flaw(&bad).kind(), DecodeErrorKind::Corrupt(_)));
}

#[test]
fn frames_are_one_text() {
    let (a, b) = (text(3000), text(10));
    let window = [
        CParameter::WindowLog(27),
        CParameter::EnableLongDistanceMatching(true),
    ];
    let all = [
        skippable(b"first"),
        zstd(&a),
        zstd_with(b"", &[]),
        skippable(b""),
        zstd_with(&b, &[CParameter::ContentSizeFlag(false)]),
        zstd_with(&a, &window),
    ]
    .concat();
    holds(&all, Codec::Zstd, &[&a[..], &b, &a].concat());
    holds(&zstd(b""), Codec::Zstd, b"");
    holds(&skippable(b"alone"), Codec::Zstd, b"");
}

/// A frame that says it refers back 2 GiB, as `zstd --long=31` writes them, and one that says more.
#[test]
fn a_window_of_two_gibibytes_is_read_and_a_larger_one_is_not() {
    // Magic, descriptor without size and checksum, window, one raw block: the last, of three bytes.
    let frame = |exponent: u8| {
        let head = [0x28, 0xb5, 0x2f, 0xfd, 0, exponent << 3];
        [&head[..], &[(3 << 3) | 1, 0, 0], b"{}\n"].concat()
    };
    holds(&frame(31 - 10), Codec::Zstd, b"{}\n");
    assert_eq!(flaw(&frame(32 - 10)).kind(), DecodeErrorKind::Window);
}

#[test]
fn a_frame_that_needs_a_dictionary_is_told() {
    let head = [0x28, 0xb5, 0x2f, 0xfd, 1, 0x58, 7];
    let frame = [&head[..], &[(3 << 3) | 1, 0, 0], b"{}\n"].concat();
    assert_eq!(flaw(&frame).kind(), DecodeErrorKind::Dictionary);
}

#[test]
fn what_is_cut_is_an_error_wherever_it_is_cut() {
    let text = text(40);
    for stream in [gzip(&text), zstd(&text), zstd_with(&text, &[])] {
        let twice = stream.repeat(2);
        for len in 4..twice.len() {
            if len == stream.len() {
                continue; // a whole one
            }
            let flaw = flaw(&twice[..len]);
            assert_eq!(flaw.kind(), DecodeErrorKind::Truncated, "at {len}");
            assert_eq!(flaw.offset(), len as u64);
        }
    }
}

/// A bit that is wrong is found, or it is one that says nothing of the text.
#[test]
fn no_damage_changes_the_text() {
    let text = text(40);
    for stream in [gzip(&text), zstd(&text)] {
        let mut found = 0;
        for bit in 0..stream.len() * 8 {
            let mut damaged = stream.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            match read(io::Cursor::new(damaged)) {
                Ok((Some(_), content)) => assert!(content == text, "bit {bit}"),
                Ok((None, _)) => assert!(bit < 32, "bit {bit}: the magic is gone"),
                Err(_) => found += 1,
            }
        }
        assert!(found > (stream.len() - 10) * 8, "{found}");
    }
}

#[test]
fn only_tapes_may_leave_something_behind() {
    let text = text(40);
    let (gzip, zstd) = (gzip(&text), zstd(&text));
    holds(&[&gzip[..], &[0; 1000]].concat(), Codec::Gzip, &text);
    let zeros = [0; 200_000];
    for (stream, behind, offset) in [
        (&gzip, &b"{}\n"[..], 0),
        (&gzip, b"\0\0\0x", 3),
        (&gzip, &[&zeros[..], b"\x1f\x8b"].concat(), zeros.len()),
        (&gzip, &zstd, 0),
        (&zstd, b"\0", 0),
        (&zstd, b"{}\n", 0),
        (&zstd, &gzip, 0),
    ] {
        let flaw = flaw(&[stream, behind].concat());
        assert_eq!(flaw.kind(), DecodeErrorKind::Trailing);
        assert_eq!(flaw.offset(), (stream.len() + offset) as u64);
    }
}

#[test]
fn an_error_stays_one() {
    let stream = gzip(&text(40));
    let cut = stream[..stream.len() - 1].to_vec();
    let mut reader = decode(io::Cursor::new(cut)).expect("it begins well").reader;
    assert!(reader.read_to_end(&mut vec![]).is_err());
    assert!(reader.read(&mut [0; 8]).is_err());
}

#[test]
fn plain_inputs_come_as_they_are() {
    for plain in [
        &b""[..],
        b"{",
        b"(",
        b"\x1f",
        b"P",
        b"{\"a\":1}\n",
        b"Zstd",
        b"\xff\xfe{\0",
    ] {
        let (codec, content) = decoded(plain).expect("it is plain");
        assert_eq!((codec, &content[..]), (None, plain));
    }
}

#[test]
fn what_an_encoder_wrote_before_does_not_show() {
    let (a, b) = (text(30_000), text(200));
    for (codec, level) in [
        (Codec::Gzip, 1),
        (Codec::Gzip, 9),
        (Codec::Zstd, 3),
        (Codec::Zstd, 19),
    ] {
        let encoding = Encoding::new(codec, level).expect("a level");
        let mut encoder = encoder::Encoder::new(encoding).expect("there is memory");
        let mut encode = |text: &[u8]| {
            let mut out = b"left over".to_vec();
            encoder.encode(text, &mut out).expect("it is encoded");
            holds(&out, codec, text);
            out
        };
        let first = encode(&a);
        assert!(first.len() < a.len());
        encode(&b);
        encode(b"");
        assert!(encode(&a) == first, "{codec} {level}");
    }
}

#[test]
fn members_have_neither_name_nor_time_and_frames_have_size_and_checksum() {
    let encode = |codec: Codec| {
        let mut out = vec![];
        let mut encoder = encoder::Encoder::new(codec.into()).expect("there is memory");
        encoder.encode(b"{}\n", &mut out).expect("it is encoded");
        out
    };
    let gzip = encode(Codec::Gzip);
    let mut other = MultiGzDecoder::new(&gzip[..]);
    let mut content = vec![];
    other.read_to_end(&mut content).expect("gzip");
    let header = other.header().expect("a header");
    assert_eq!((header.mtime(), header.filename()), (0, None));
    assert_eq!(content, b"{}\n");

    let zstd = encode(Codec::Zstd);
    assert_eq!(zstd::bulk::decompress(&zstd, 3).expect("zstd"), b"{}\n");
    let has_checksum = zstd[4] & 1 << 2 != 0;
    let is_single_segment = zstd[4] & 1 << 5 != 0;
    assert!(has_checksum && is_single_segment);
    assert_eq!(zstd[5], 3, "the size of the content");
}

/// Runs `input` in blocks of so many bytes, packed or not; gives the output and what it had before.
fn scrubbed(
    input: &[u8],
    encoding: Option<Encoding>,
    threads: usize,
    block_bytes: usize,
) -> (Vec<u8>, u64) {
    let scrubber = Scrubber::new(Policy::builtin(), None).expect("it compiles");
    let limits = Limits::new(block_bytes, 4000);
    let mut source = Reader::with_limits(io::Cursor::new(input.to_vec()), "in.jsonl", limits);
    let quarantine = Quarantine::To(vec![]);
    let stop = AtomicBool::new(false);
    let threads = NonZeroUsize::new(threads).expect("some");
    let options = RunOptions::new(threads, Mode::Scrub, &stop);
    let Some(encoding) = encoding else {
        let mut sink = Writer::new(Some(vec![]), quarantine);
        run(&scrubber, &mut source, &mut sink, &options, &()).expect("it runs");
        let (output, _) = sink.into_parts();
        let output = output.unwrap_or_default();
        let len = output.len() as u64;
        return (output, len);
    };
    let packer = Arc::new(Packer::new(encoding));
    let mut source = PackedSource::new(source, Some(Arc::clone(&packer)));
    let rejected = Writer::new(None::<io::Sink>, quarantine);
    let mut sink = PackedSink::new(vec![], rejected, packer);
    run(&scrubber, &mut source, &mut sink, &options, &()).expect("it runs");
    let plain_bytes = sink.plain_bytes();
    let (output, rejected) = sink.into_parts();
    let (_, Quarantine::To(quarantine)) = rejected.into_parts() else {
        panic!("it was given");
    };
    assert_eq!(quarantine.is_empty(), !input.contains(&b'!'));
    (output, plain_bytes)
}

#[test]
fn a_packed_run_holds_what_a_plain_one_writes() {
    let mail = |number: u32| format!("{{\"text\":\"mail u{number}@example.com\"}}\n");
    let mut lines: Vec<u8> = (0..2000)
        .flat_map(|number| mail(number).into_bytes())
        .collect();
    lines.extend_from_slice(b"!broken\n");
    lines.extend_from_slice(&text(500));
    lines.extend_from_slice(&[b'!'; 20_000]); // too long: comes in parts
    let inputs: [&[u8]; 4] = [&lines, b"", b"!only broken", b"\n\n"];
    for input in inputs {
        for block_bytes in [2000, 1 << 20] {
            let (plain, len) = scrubbed(input, None, 1, block_bytes);
            for codec in [Codec::Gzip, Codec::Zstd] {
                let (one, plain_bytes) = scrubbed(input, Some(codec.into()), 1, block_bytes);
                assert_eq!(plain_bytes, len);
                holds(&one, codec, &plain);
                for threads in [2, 3] {
                    let more = scrubbed(input, Some(codec.into()), threads, block_bytes);
                    assert!(more.0 == one, "{threads} threads, {codec}");
                }
            }
        }
    }
}

/// The blocks of a reader, with what they say is behind them.
fn blocks(mut reader: Reader<Box<dyn Read + Send>>) -> Vec<(Vec<u8>, Option<Position>)> {
    let mut blocks = vec![];
    while let Some(mut block) = reader.next(None).expect("it is read") {
        block.rewrite(&Edits::default());
        blocks.push((block.text().to_vec(), block.behind()));
    }
    blocks
}

/// A reader that goes on where another one has stopped gives the blocks that the other one would have given,
/// whatever the input is compressed with, and wherever its parts begin.
#[test]
fn a_reader_goes_on_with_the_same_blocks() {
    let mut text = text(12_000);
    text.extend_from_slice(&[b'x'; 9000]); // too long: comes in parts
    text.push(b'\n');
    text.extend_from_slice(b"{}\n{}\n\n{\"last\":1}");
    let many = |pack: fn(&[u8]) -> Vec<u8>| text.chunks(70_001).flat_map(pack).collect::<Vec<u8>>();
    let inputs = [
        (text.clone(), 0),
        (gzip(&text), 1),
        (zstd(&text), 1),
        (many(gzip), 2),
        (many(zstd), 2),
    ];
    for (input, parts) in inputs {
        let limits = Limits::new(1000, 4000);
        let whole = decode(io::Cursor::new(input.clone())).expect("it is one");
        let reader = Reader::with_limits(whole.reader, "in", limits);
        let whole = blocks(reader.with_borders(whole.borders));
        assert!(
            whole.iter().any(|(_, behind)| behind.is_none()),
            "within a line"
        );
        let mut seen = BTreeSet::new();
        let near_the_end = whole.len() - 30;
        let places = whole.iter().enumerate();
        for (at, (_, behind)) in places.filter(|(at, _)| at % 7 == 0 || *at > near_the_end) {
            let Some(Position::Line {
                offset,
                line,
                border,
            }) = *behind
            else {
                continue;
            };
            assert_eq!(border.is_some(), parts > 0);
            seen.extend(border.map(|border| border.stored));
            let input = io::Cursor::new(input.clone());
            let mut from = decode_from(input, offset, border).expect("it is one");
            let skipped = (&mut from.reader).take(offset - from.offset);
            io::copy(&mut { skipped }, &mut io::sink()).expect("it is there");
            let reader = Reader::with_limits(from.reader, "in", limits).behind(offset, line);
            let rest = blocks(reader.with_borders(from.borders));
            assert_eq!(rest, whole[at + 1..], "from {offset}");
        }
        assert_eq!(seen.len().min(2), parts);
    }
}
