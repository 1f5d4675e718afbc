//! Runs that are killed or interrupted and gone on with.

use std::{
    collections::BTreeMap,
    os::unix::fs::MetadataExt,
    path::Path,
    process::Child,
    thread,
    time::{Duration, Instant},
};

use pumice_synth::corpus;
use serde_json::Value;

use super::*;
use crate::{parquet::script, util::scale};

/// Bytes of a unit in these tests: a file of some megabytes has several.
const UNIT: &str = "1000000";

/// A command whose large files are noted often.
pub(crate) fn command(room: &Room, arguments: &[&str]) -> Command {
    let mut command = room.command(arguments);
    command.env("PUMICE_UNIT_BYTES", UNIT);
    command
}

pub(crate) fn run(room: &Room, arguments: &[&str]) -> Ran {
    Ran::new(command(room, arguments).output().expect("it starts"))
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    encoder.write_all(text).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn zstd(text: &[u8]) -> Vec<u8> {
    zstd::encode_all(text, 1).expect("memory takes all")
}

/// Chats with a line that is no JSON now and then.
fn lines(seed: u64, bytes: usize) -> Vec<u8> {
    let text = corpus::chat(seed, bytes).bytes;
    let mut lines = vec![];
    for (at, line) in text.split_inclusive(|&byte| byte == b'\n').enumerate() {
        lines.extend_from_slice(line);
        if at % 500 == 7 {
            lines.extend_from_slice(BROKEN.as_bytes());
        }
    }
    lines
}

/// Large files of every kind, one of them in many frames and one in many row groups, and small ones around
/// them.
fn shards() -> Room {
    let room = Room::new();
    fs::create_dir(room.path("in")).expect("made");
    script(&room, "resume.py", &["large", "in", "4"]);
    let large = lines(1, 4 << 20);
    room.write("in/b.jsonl", &large);
    room.write("in/d.jsonl.gz", gzip(&large[..3 << 20]));
    let frames: Vec<u8> = large.chunks(300_001).flat_map(zstd).collect();
    room.write("in/f.jsonl.zst", frames);
    for number in 0..24 {
        let name = ["a", "c", "e", "g"][number % 4];
        let text = GOOD.repeat(number * 7) + &BROKEN.repeat(number % 2);
        let (end, text) = match number % 3 {
            0 => ("", text.into_bytes()),
            1 => (".gz", gzip(text.as_bytes())),
            _ => (".zst", zstd(text.as_bytes())),
        };
        room.write(&format!("in/{name}/{number}.jsonl{end}"), text);
    }
    room
}

/// The lines of a manifest, without one that is cut.
pub(crate) fn entries(room: &Room, name: &str) -> Vec<Value> {
    let Ok(text) = fs::read_to_string(room.path(name)) else {
        return vec![];
    };
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let entries = whole
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    entries.collect()
}

pub(crate) fn of_kind<'e>(entries: &'e [Value], kind: &str) -> impl Iterator<Item = &'e Value> {
    entries.iter().filter(move |entry| entry["entry"] == *kind)
}

/// Bytes of text that a manifest says are done.
pub(crate) fn noted_bytes(entries: &[Value]) -> u64 {
    let mut files = BTreeMap::new();
    for entry in entries {
        if let (Some(file), Some(bytes)) = (
            entry["file"].as_u64(),
            entry["counts"]["bytes"]["in"].as_u64(),
        ) {
            let most: &mut u64 = files.entry(file).or_default();
            *most = bytes.max(*most);
        }
    }
    files.values().sum()
}

/// Which file on the disk each output is that counts: those that are done, and drafts of those underway.
fn disk(room: &Room, entries: &[Value], folder: &str) -> BTreeMap<String, u64> {
    let inputs: Vec<&Value> = of_kind(entries, "input").collect();
    let mut disk = BTreeMap::new();
    for done in of_kind(entries, "done") {
        let file = done["file"].as_u64().expect("a number") as usize;
        let output = inputs[file]["output"].as_str().expect("a path");
        let inode = fs::metadata(room.path(folder).join(output))
            .expect("it is published")
            .ino();
        disk.insert(output.to_owned(), inode);
    }
    for name in room.tree(folder) {
        let part = Path::new(&name).file_name().and_then(|name| name.to_str());
        let label = part
            .and_then(|part| part.strip_prefix(".pumice-")?.strip_suffix(".part"))
            .and_then(|part| part.split_once('-')?.1.parse::<usize>().ok());
        if let Some(file) = label
            && of_kind(entries, "checkpoint").any(|entry| entry["file"] == file)
        {
            let path = room.path(folder).join(&name);
            let output = inputs[file]["output"].as_str().expect("a path").to_owned();
            disk.insert(output, fs::metadata(path).expect("there").ino());
        }
    }
    disk
}

/// A report without what differs between two runs over the same input.
fn report(room: &Room, name: &str) -> Value {
    let mut report: Value = serde_json::from_str(&room.read(name)).expect("JSON");
    report["timing"] = Value::Null;
    report
}

/// Bytes that the last process has read, as its report has it: to some tens of kilobytes.
pub(crate) fn read_bytes(room: &Room, name: &str) -> f64 {
    let report: Value = serde_json::from_str(&room.read(name)).expect("JSON");
    let of = |name: &str| report["timing"][name].as_f64().expect("a number");
    of("seconds") * of("mb_per_s") * 1e6
}

/// All that a run has written.
type Written = (BTreeMap<String, Vec<u8>>, Value);

/// The outputs of a run, which is `out` or below it, or begins with it.
fn written(room: &Room) -> Written {
    let files = room.tree("there").into_iter();
    let files = files.filter(|name| !name.ends_with("manifest") && !name.ends_with("report.json"));
    let texts = files.map(|name| {
        let text = fs::read(room.path("there").join(&name)).expect("read");
        (name, text)
    });
    (texts.collect(), report(room, "there/out.report.json"))
}

fn clear(room: &Room) {
    let _ = fs::remove_dir_all(room.path("there"));
    fs::create_dir(room.path("there")).expect("made");
}

/// Bytes of kept drafts of outputs behind what was noted: what is in them is done again.
fn lost_bytes(room: &Room, entries: &[Value]) -> u64 {
    let mut noted = BTreeMap::new();
    for entry in of_kind(entries, "checkpoint") {
        let label = format!("-{}.part", entry["file"]);
        noted.insert(label, entry["output"]["bytes"].as_u64().expect("a number"));
    }
    let mut lost = 0;
    for name in room.tree("there") {
        let known = noted.iter().find(|(label, _)| name.ends_with(*label));
        if let Some((_, bytes)) = known {
            let path = room.path("there").join(&name);
            lost += fs::metadata(path).expect("there").len() - bytes;
        }
    }
    lost
}

/// What kills have met.
#[derive(Debug, Default)]
pub(crate) struct Killed {
    /// How often that was in the middle of a run.
    pub(crate) middle: u32,
    /// Bytes of outputs that were written and had to be written again.
    pub(crate) lost: u64,
}

/// Kills `runs` runs, each two times at most, goes on with them, and compares what they write.
pub(crate) fn kill(room: &Room, arguments: &[&str], runs: u32) -> Killed {
    let report = ["scrub", "--report", "there/out.report.json", "--quiet"];
    let arguments = [&report[..], arguments].concat();
    clear(room);
    let begun = Instant::now();
    run(room, &arguments).exits(2);
    let took = begun.elapsed();
    let whole = written(room);
    let total = whole.1["counts"]["bytes"]["in"].as_u64().expect("bytes");
    let mut killed = Killed::default();
    for number in 0..runs {
        clear(room);
        let threads = ["1", "2", "8"][number as usize % 3];
        let arguments = [&arguments[..], &["--resume", "--threads", threads]].concat();
        let waits = [took * (2 * number + 1) / (2 * runs), took / 3];
        let mut known = BTreeMap::new();
        let mut noted = 0;
        for wait in waits {
            let mut child = command(room, &arguments).spawn().expect("it starts");
            thread::sleep(wait);
            // It may have ended by itself.
            let _ = child.kill();
            child.wait().expect("it has ended");
            let entries = entries(room, "there/out.manifest");
            let now = noted_bytes(&entries);
            assert!(now >= noted, "what was noted is done");
            noted = now;
            known.extend(disk(room, &entries, "there"));
            let is_ended = of_kind(&entries, "end").next().is_some();
            killed.middle += u32::from(noted > 0 && !is_ended);
            killed.lost += lost_bytes(room, &entries);
        }
        let had_ended = of_kind(&entries(room, "there/out.manifest"), "end").count();
        run(room, &arguments).exits(2);
        check_alike(&written(room), &whole, number);
        check_noted_once(&entries(room, "there/out.manifest"));
        if had_ended == 0 {
            let read = read_bytes(room, "there/out.report.json");
            let left = (total - noted) as f64;
            assert!((read - left).abs() < 2e5, "{read} read, {left} were left");
        }
        let entries = entries(room, "there/out.manifest");
        for (output, inode) in disk(room, &entries, "there") {
            assert!(
                known.get(&output).is_none_or(|&known| known == inode),
                "{output} was made again"
            );
        }
        run(
            room,
            &[
                "verify",
                "there/out",
                "--report",
                "there/out.report.json",
                "--quiet",
            ],
        )
        .exits(0);
    }
    let middle = killed.middle;
    assert!(middle > 0, "no kill has met a run in the middle");
    killed
}

/// That two runs have written the same; says what differs.
fn check_alike((files, report): &Written, (whole, wanted): &Written, run: u32) {
    let names = |files: &BTreeMap<String, Vec<u8>>| Vec::from_iter(files.keys().cloned());
    assert_eq!(names(files), names(whole), "run {run}");
    for (name, text) in files {
        assert!(text == &whole[name], "run {run}: {name} differs");
    }
    assert_eq!(report, wanted, "run {run}");
}

/// No unit is noted twice: none was done again that was done.
pub(crate) fn check_noted_once(entries: &[Value]) {
    assert_eq!(of_kind(entries, "again").count(), 0);
    let mut units: Vec<(u64, u64, bool)> = vec![];
    for entry in of_kind(entries, "checkpoint") {
        let bytes = entry["counts"]["bytes"]["in"].as_u64();
        let file = entry["file"].as_u64().expect("a number");
        let is_whole = entry["is_whole"] == true;
        units.push((file, bytes.expect("a number"), is_whole));
    }
    let mut distinct = units.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), units.len(), "a unit was noted twice");
    let mut done: Vec<u64> = of_kind(entries, "done")
        .map(|entry| entry["file"].as_u64().expect("a number"))
        .collect();
    done.sort_unstable();
    let inputs = of_kind(entries, "input").count() as u64;
    assert_eq!(done, Vec::from_iter(0..inputs), "each file is done once");
}

#[test]
fn runs_that_are_killed_end_as_if_nothing_had_happened() {
    let room = shards();
    // A single file has to be large to be met in the middle.
    let large = lines(3, 12 << 20);
    room.write("large.jsonl", &large);
    room.write("large.jsonl.gz", gzip(&large));
    let runs = scale(4, 50) as u32;
    let packed = ["--compression", "zstd"];
    for (input, more) in [
        ("in", &[][..]),
        ("large.jsonl", &[]),
        ("large.jsonl.gz", &packed),
    ] {
        let arguments = [&[input, "--out", "there/out"][..], more].concat();
        let Killed { middle, .. } = kill(&room, &arguments, runs);
        println!("{input}: {runs} runs killed twice, {middle} times in the middle");
    }
}

/// A run over one large file that was killed when all of it was on disk, but for the names.
fn held(room: &Room) -> Child {
    held_before(room, "1")
}

/// The same, before the quarantine, the report or the output gets its name.
fn held_before(room: &Room, name: &str) -> Child {
    hold(command(room, ARGUMENTS), name)
}

/// Starts a run that waits before its first, second or third output gets its name.
pub(crate) fn hold(mut command: Command, name: &str) -> Child {
    let mut child = command
        .env("PUMICE_HOLD_BEFORE_NAME", name)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut told = [0; 5];
    let stdout = child.stdout.as_mut().expect("a pipe");
    std::io::Read::read_exact(stdout, &mut told).expect("it holds");
    child
}

const ARGUMENTS: &[&str] = &["scrub", "in.jsonl", "--out", "out", "--quiet"];
const RESUME: &[&str] = &["scrub", "in.jsonl", "--out", "out", "--quiet", "--resume"];

fn one() -> Room {
    let room = Room::new();
    room.write("in.jsonl", lines(2, 4 << 20));
    room
}

/// The same, killed; the manifest has but the first `checkpoints` at most of what was noted before its end.
fn stopped(room: &Room, checkpoints: usize) {
    let mut child = held(room);
    let in_the_middle =
        |line: &&str| line.contains("\"checkpoint\"") && line.contains("\"is_whole\":false");
    // The disk may be slower than the run.
    while !room
        .read("out.manifest")
        .lines()
        .any(|line| in_the_middle(&line))
    {
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("it waits");
    child.wait().expect("it has ended");
    let text = room.read("out.manifest");
    let noted = text.lines().filter(in_the_middle).take(checkpoints);
    let lines: Vec<&str> = text.lines().take(2).chain(noted).collect();
    room.write("out.manifest", lines.join("\n") + "\n");
}

/// What an undisturbed run over the same input writes.
fn undisturbed() -> (String, String) {
    let room = one();
    run(&room, ARGUMENTS).exits(2);
    (room.read("out"), room.read("out.quarantine.jsonl"))
}

pub(crate) fn parts(room: &Room) -> Vec<String> {
    let names = room.names().into_iter();
    names.filter(|name| name.ends_with(".part")).collect()
}

#[test]
fn a_run_goes_on_from_what_is_noted_whatever_a_crash_has_spoiled() {
    let whole = undisturbed();
    let room = one();
    // All is noted, and only names are missing, or some of them.
    for name in ["1", "2", "3"] {
        let mut child = held_before(&room, name);
        child.kill().expect("it waits");
        child.wait().expect("it has ended");
        run(&room, RESUME).exits(2);
        assert_eq!(read_bytes(&room, "out.report.json"), 0.0);
        assert!((room.read("out"), room.read("out.quarantine.jsonl")) == whole);
        check_noted_once(&entries(&room, "out.manifest"));
        assert_eq!(parts(&room), [""; 0]);
        fs::remove_file(room.path("out")).expect("removed");
        fs::remove_file(room.path("out.quarantine.jsonl")).expect("removed");
    }
    // A line that was cut, and drafts that have more than was noted.
    for cut in ["{\"entry\":\"checkpoi", "\0\0\0\0\n"] {
        stopped(&room, 2);
        let noted = noted_bytes(&entries(&room, "out.manifest"));
        let manifest = room.read("out.manifest");
        room.write("out.manifest", manifest + cut);
        run(&room, RESUME).exits(2);
        assert!((room.read("out"), room.read("out.quarantine.jsonl")) == whole);
        let left = (fs::metadata(room.path("in.jsonl")).expect("there").len() - noted) as f64;
        assert!((read_bytes(&room, "out.report.json") - left).abs() < 1e5);
        assert_eq!(parts(&room), [""; 0]);
    }
}

#[test]
fn a_draft_that_was_touched_is_not_trusted() {
    let whole = undisturbed();
    type Harm = fn(&Room, &str);
    let harms: [(&str, Harm); 4] = [
        ("another byte", |room, part| {
            let mut bytes = fs::read(room.path(part)).expect("read");
            bytes[1000] ^= 1;
            room.write(part, bytes);
        }),
        ("cut", |room, part| room.write(part, "x")),
        ("gone", |room, part| {
            fs::remove_file(room.path(part)).expect("removed")
        }),
        ("a link", |room, part| {
            fs::rename(room.path(part), room.path("elsewhere")).expect("renamed");
            std::os::unix::fs::symlink(room.path("elsewhere"), room.path(part)).expect("linked");
        }),
    ];
    let room = one();
    for (what, harm) in harms {
        for aside in [false, true] {
            if aside && what == "another byte" {
                continue; // what is put aside has no hash, only a number of lines
            }
            stopped(&room, 2);
            let parts = parts(&room);
            let part = parts
                .iter()
                .find(|part| part.contains(".quarantine.") == aside);
            harm(&room, part.expect("it is kept"));
            run(&room, RESUME).exits(2);
            assert!(
                (room.read("out"), room.read("out.quarantine.jsonl")) == whole,
                "{what}"
            );
            let entries = entries(&room, "out.manifest");
            assert_eq!(of_kind(&entries, "again").count(), 1, "{what}");
        }
    }
}

#[test]
fn drafts_that_wait_are_left_alone_until_a_run_to_the_same_place_begins() {
    let room = one();
    stopped(&room, 2);
    let kept = parts(&room);
    assert_eq!(kept.len(), 2, "an output's and a quarantine's");
    run(&room, &["scrub", "in.jsonl", "--out", "other", "--quiet"]).exits(2);
    assert_eq!(parts(&room), kept);
    let ran = run(&room, &["status", "out"]).exits(2);
    for words in [
        "stopped",
        "1 underway",
        "in.jsonl: ",
        "--resume",
        "holds personal data",
        &kept[0],
    ] {
        assert!(ran.stdout.contains(words), "no {words:?} in {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("jane"));
    run(&room, ARGUMENTS).exits(2);
    assert_eq!(parts(&room), [""; 0]);
    assert!((room.read("out"), room.read("out.quarantine.jsonl")) == undisturbed());
}

#[test]
fn what_has_changed_is_refused_by_its_name() {
    let room = one();
    room.write("policy.toml", "version = 1\n");
    let arguments = |more: &[&'static str]| [RESUME, more].concat();
    type Change = fn(&Room);
    let nothing: Change = |_| {};
    let changes: [(&[&str], Change, &[&str]); 5] = [
        (
            &["--policy", "policy.toml"],
            |room| room.write("policy.toml", "version = 1\ninvalid = \"fail\"\n"),
            &["another policy", "--resume"],
        ),
        (
            &["--compression", "gzip"],
            nothing,
            &["--compression", "as named", "gzip"],
        ),
        (
            &["--max-line-bytes", "5000"],
            nothing,
            &["--max-line-bytes", "5000"],
        ),
        (
            &["--quarantine", "elsewhere"],
            nothing,
            &["place of outputs", "elsewhere"],
        ),
        (
            &[],
            |room| {
                let text = room.read("in.jsonl").replacen("a", "b", 1);
                thread::sleep(Duration::from_millis(20));
                room.write("in.jsonl", text);
            },
            &["in.jsonl", "was written to", "without --resume"],
        ),
    ];
    for (more, change, words) in changes {
        stopped(&room, 1);
        let before = (room.names(), room.read("out.manifest"));
        change(&room);
        run(&room, &arguments(more)).exits(1).says(words);
        assert_eq!(
            (room.names(), room.read("out.manifest")),
            before,
            "{more:?}"
        );
    }
    room.write("key", "00112233445566778899aabbccddeeff");
    run(&room, &arguments(&["--hash-key-file", "key"]))
        .exits(1)
        .says(&["hash key"]);
    let fifo = Command::new("mkfifo").arg(room.path("pipe")).status();
    assert!(fifo.expect("a tool of every Unix").success());
    for input in ["-", "pipe"] {
        run(&room, &["scrub", input, "--out", "out", "--resume"])
            .exits(1)
            .says(&["--resume", "regular"]);
    }
    room.write("other.manifest", GOOD);
    run(&room, &["scrub", "in.jsonl", "--out", "other"])
        .exits(1)
        .says(&["other.manifest", "is no manifest"]);
    assert_eq!(room.read("other.manifest"), GOOD);
}

#[test]
fn a_list_of_inputs_that_has_changed_is_refused() {
    let room = with_a_bad_one();
    let arguments = [
        "scrub",
        "in",
        "--out",
        "out",
        "--quiet",
        "--keep-going",
        "--resume",
    ];
    run(&room, &arguments).exits(2);
    room.write("in/4.jsonl", GOOD);
    run(&room, &arguments)
        .exits(1)
        .says(&["list of inputs", "in/4.jsonl"]);
    fs::remove_file(room.path("in/4.jsonl")).expect("removed");
    fs::remove_file(room.path("in/1.jsonl")).expect("removed");
    run(&room, &arguments)
        .exits(1)
        .says(&["list of inputs", "in/1.jsonl"]);
}

/// Three shards, of which the second one is no UTF-8 text at all.
fn with_a_bad_one() -> Room {
    let room = Room::new();
    room.write("in/1.jsonl", GOOD);
    room.write("in/2.jsonl", b"\xff\xfe{\0}\0");
    room.write("in/3.jsonl", GOOD.repeat(2));
    room
}

#[test]
fn a_folder_is_marked_when_it_is_whole_and_not_before() {
    let room = with_a_bad_one();
    let arguments = ["scrub", "in", "--out", "out", "--quiet", "--keep-going"];
    let resume = [&arguments[..], &["--resume"]].concat();
    let mark = room.path("out/_SUCCESS");
    run(&room, &arguments).exits(2);
    assert!(!mark.exists());
    let ran = run(&room, &["status", "out"]).exits(2);
    assert!(
        ran.stdout.contains("1 failed") && ran.stdout.contains("UTF-16"),
        "{}",
        ran.stdout
    );
    // What has failed may change: nothing of it was done.
    let inode = || fs::metadata(room.path("out/1.jsonl")).expect("there").ino();
    let first = inode();
    room.write("in/2.jsonl", GOOD);
    run(&room, &resume).exits(0);
    assert_eq!(fs::metadata(&mark).expect("it is whole").len(), 0);
    assert_eq!(inode(), first, "it was done before");
    assert_eq!(
        report(&room, "out.report.json")["counts"]["records"]["in"],
        4
    );
    run(&room, &["verify", "out", "--quiet"]).exits(0);
    run(&room, &["status", "out"]).exits(0);
    // A folder that is read again has no such file.
    run(&room, &["scrub", "out", "--out", "again", "--quiet"]).exits(0);
    // The next run is not whole yet, and then it is not at all.
    room.write("in/2.jsonl", b"\xff\xfe{\0}\0");
    run(&room, &arguments).exits(2);
    assert!(!mark.exists());
}

#[test]
fn outputs_that_are_missing_or_changed_are_made_again_and_no_others() {
    let room = Room::new();
    for number in 0..5 {
        room.write(
            &format!("in/{number}.jsonl"),
            GOOD.repeat(number + 1) + BROKEN,
        );
    }
    let arguments = ["scrub", "in", "--out", "out", "--quiet", "--resume"];
    run(&room, &arguments).exits(2);
    let inodes = || {
        [0, 1, 2, 3, 4].map(|number| {
            fs::metadata(room.path(&format!("out/{number}.jsonl")))
                .map(|file| file.ino())
                .ok()
        })
    };
    let whole = report(&room, "out.report.json");
    let before = inodes();
    run(&room, &arguments).exits(2);
    assert_eq!(inodes(), before, "there was nothing to do");
    fs::remove_file(room.path("out/1.jsonl")).expect("removed");
    room.write("out/2.jsonl", SCRUBBED.repeat(3).replace("Mail", "Male"));
    fs::remove_file(room.path("out.quarantine/3.jsonl.quarantine.jsonl")).expect("removed");
    run(&room, &arguments).exits(2);
    assert_eq!(room.read("out/2.jsonl"), SCRUBBED.repeat(3));
    assert_eq!(report(&room, "out.report.json"), whole);
    let after = inodes();
    assert_eq!((after[0], after[4]), (before[0], before[4]));
    assert!(after[1].is_some() && after[3] != before[3]);
    run(&room, &["verify", "out", "--quiet"]).exits(0);
    // All was done, so a corpus that has grown since is the next run's.
    room.write("in/5.jsonl", GOOD);
    room.write("in/0.jsonl", GOOD.repeat(9));
    run(&room, &arguments).exits(2);
    assert_eq!(
        report(&room, "out.report.json")["counts"]["records"]["in"],
        9 + 3 + 4 + 5 + 6 + 1
    );
    assert_eq!(room.read("out/0.jsonl"), SCRUBBED.repeat(9));
}

#[test]
fn one_run_at_a_time_writes_to_a_place() {
    let room = one();
    let mut child = held(&room);
    let is_noted = || {
        let ran = run(&room, &["status", "out", "--json"]).exits(4);
        let status: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        status["underway"][0]["percent"] == 100
    };
    // The disk may be slower than the run.
    while !is_noted() {
        thread::sleep(Duration::from_millis(2));
    }
    let before = room.read("out.manifest");
    for arguments in [ARGUMENTS, RESUME] {
        run(&room, arguments)
            .exits(1)
            .says(&["out.manifest", "is locked by a run"]);
    }
    assert_eq!(room.read("out.manifest"), before);
    let ran = run(&room, &["status", "out", "--json"]).exits(4);
    let status: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(
        (&status["state"], &status["files"]["in"]),
        (&"running".into(), &1.into())
    );
    assert_eq!(status["underway"][0]["percent"], 100);
    child.kill().expect("it waits");
    child.wait().expect("it has ended");
    run(&room, &["status", "out"]).exits(2);
    run(&room, RESUME).exits(2);
    run(&room, &["status", "out"]).exits(0);
    run(&room, &["status", "nowhere"])
        .exits(1)
        .says(&["nowhere.manifest", "is not there"]);
}

#[test]
fn an_interrupted_run_can_be_gone_on_with() {
    let room = Room::new();
    // Much is left when the first part is noted.
    room.write("in.jsonl", lines(2, 16 << 20));
    run(&room, ARGUMENTS).exits(2);
    let whole = (room.read("out"), room.read("out.quarantine.jsonl"));
    for signal in ["INT", "TERM"] {
        fs::remove_file(room.path("out")).expect("removed");
        fs::remove_file(room.path("out.manifest")).expect("removed");
        let child = command(&room, ARGUMENTS).spawn().expect("it starts");
        let is_noted = || {
            let entries = entries(&room, "out.manifest");
            of_kind(&entries, "checkpoint").next().is_some()
        };
        while !is_noted() {
            thread::sleep(Duration::from_millis(2));
        }
        let kill = format!("kill -{signal} {}", child.id());
        let status = Command::new("sh").args(["-c", &kill]).status();
        assert!(status.expect("a shell").success());
        Ran::new(child.wait_with_output().expect("it ends")).exits(130);
        assert!(!room.path("out").exists());
        run(&room, RESUME).exits(2);
        assert!((room.read("out"), room.read("out.quarantine.jsonl")) == whole);
        check_noted_once(&entries(&room, "out.manifest"));
    }
}

#[test]
fn a_manifest_holds_no_value_and_must_agree_with_the_report() {
    let room = Room::new();
    room.write("in/1.jsonl", format!("{GOOD}{BROKEN}"));
    room.write("in/2.jsonl", GOOD);
    run(&room, &["scrub", "in", "--out", "out", "--quiet"]).exits(2);
    let manifest = room.read("out.manifest");
    assert!(!manifest.contains("jane"), "{manifest}");
    // Neither a value nor a hash of one: what was put aside is counted and not hashed.
    let aside = fs::read(room.path("out.quarantine/1.jsonl.quarantine.jsonl")).expect("read");
    for raw in [&aside[..], format!("{GOOD}{BROKEN}").as_bytes()] {
        let hash = pumice_engine::Digest::of(raw).expect("memory");
        assert!(!manifest.contains(&hash));
    }
    run(&room, &["verify", "out", "--quiet"]).exits(0);
    for (was, is, words) in [
        (
            "\"in\":2,",
            "\"in\":3,",
            "in/1.jsonl: manifest and report do not agree",
        ),
        ("{\"entry\":\"end\"}\n", "", "has not ended"),
        (
            "\"policy\":\"",
            "\"policy\":\"0",
            "another tool, policy or key",
        ),
    ] {
        assert!(manifest.contains(was));
        room.write("out.manifest", manifest.replacen(was, is, 1));
        run(&room, &["verify", "out"]).exits(1).says(&[words]);
    }
}
