//! Samples and limits, wherever blocks are cut.

use pumice_engine::{Sample, Selection};

use super::*;

/// What a run over a selection leaves behind: output, quarantine, and accepted, rejected and skipped records.
fn run_some(input: &str, limits: Limits, selection: Selection) -> (String, String, [u64; 3]) {
    let scrubber = builtin();
    let mut worker = scrubber.worker::<Block>();
    let mut reader = Reader::with_limits(input.as_bytes(), "in", limits).selecting(selection);
    let mut writer = Writer::new(Some(vec![]), Quarantine::To(vec![]));
    let (mut counts, mut used) = ([0; 3], None);
    while let Some(block) = reader.next(used).unwrap() {
        let (block, tally) = scrubber.scrub(&mut worker, block);
        let of_block = [block.accepted(), block.rejected(), block.skipped()];
        assert_eq!(tally.records_in, of_block.iter().sum::<u64>());
        counts = [0, 1, 2].map(|at| counts[at] + of_block[at]);
        writer.write(&block).unwrap();
        used = Some(block);
    }
    writer.finish().unwrap();
    let (output, Quarantine::To(quarantine)) = writer.into_parts() else {
        panic!("it has one");
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.unwrap()), text(quarantine), counts)
}

/// Good lines, bad ones, blank ones and one that is too long, the last one without a line feed.
fn lines() -> Vec<String> {
    let line = |number: usize| match number % 9 {
        3 => "  ".to_owned(),
        5 => format!("{{\"bad\": {number}"),
        7 if number > 20 => format!("\"{}\"", "long ".repeat(40)),
        _ => format!("{{\"text\":\"to u{number}@contoso.com\"}}"),
    };
    (0..60).map(line).collect()
}

#[test]
fn a_sample_holds_its_lines_and_no_others_however_blocks_are_cut() {
    let lines = lines();
    let sample = Sample::new(0.4).of_input(2);
    let takes = |at: usize| lines[at].trim().is_empty() || sample.takes(at as u64 + 1);
    // The same run over a file in which the other lines are blank.
    let kept = |at: usize| if takes(at) { &*lines[at] } else { "" };
    let blanked: Vec<_> = (0..lines.len()).map(kept).collect();
    let limits = |block_bytes| Limits::new(block_bytes, 120);
    let all = Selection::default();
    let (wanted, put_aside, [good, bad, _]) = run_some(&blanked.join("\n"), limits(1 << 20), all);
    let is_text = |text: &str| {
        text.lines()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert!(good > 5 && bad > 3, "{good} {bad}");
    for block_bytes in [1, 7, 64, 200, 1000, 1 << 20] {
        let selection = Selection::new(Some(sample), None);
        let some = run_some(&lines.join("\n"), limits(block_bytes), selection);
        let (output, quarantine, [accepted, rejected, skipped]) = some;
        assert_eq!(is_text(&output), is_text(&wanted), "{block_bytes}");
        assert_eq!((accepted, rejected), (good, bad));
        let records = lines.iter().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(accepted + rejected + skipped, records as u64);
        let places = |text: &str| -> Vec<u64> {
            let entries = text.lines().map(|line| serde_json::from_str(line).unwrap());
            entries
                .map(|entry: serde_json::Value| entry["line"].as_u64().unwrap())
                .collect()
        };
        assert_eq!(places(&quarantine), places(&put_aside));
    }
}

#[test]
fn a_limit_cuts_at_the_same_record_however_blocks_are_cut() {
    let text = lines().join("\n");
    for limit in [1, 2, 17, 30, 53] {
        let run = |block_bytes| {
            let selection = Selection::new(None, Some(limit));
            run_some(&text, Limits::new(block_bytes, 120), selection)
        };
        let whole = run(1 << 20);
        assert_eq!(whole.2, [limit - whole.2[1], whole.2[1], 0]);
        for block_bytes in [1, 7, 64, 200, 1000] {
            assert_eq!(run(block_bytes), whole, "{limit} {block_bytes}");
        }
    }
    let mut reader = Reader::new(text.as_bytes(), "in").selecting(Selection::new(None, Some(53)));
    while reader.next(None).unwrap().is_some() {}
    assert!(!reader.is_cut_short(), "there are just as many");
}
