//! Scrubs into a vault: the same tokens on every worker, and none that nobody can resolve.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use parquet::{
    data_type::{ByteArray, ByteArrayType},
    file::{
        reader::FileReader, serialized_reader::SerializedFileReader, writer::SerializedFileWriter,
    },
    record::RowAccessor,
    schema::parser::parse_message_type,
};
use pumice_synth::Rng;
use pumice_vault::{Credential, Found, Lookup, Token, Vault, normalize};

use crate::util::{Ran, Room, scale};

const POLICY: &str = "version = 1\n[defaults]\ntransform = \"tokenize\"\n";

/// What opens the vaults of these tests.
pub(super) const KEY: [&str; 2] = ["--vault-key-file", "ops.key"];

/// A room with a vault `v` that has the domains `crm` and `sales`, a policy that makes tokens of everything, a
/// lease, and a folder for what a worker writes.
pub(super) fn room() -> Room {
    let room = Room::new().with("policy.toml", POLICY);
    let init = [
        "vault",
        "init",
        "v",
        "--new-slot",
        "ops=key-file:ops.key",
        "--i-accept-loss",
    ];
    let domains = ["--domain", "crm", "--domain", "sales"];
    room.run(&[&init[..], &domains].concat()).exits(0);
    let lease = [
        "vault",
        "lease",
        "create",
        "v",
        "--domain",
        "crm",
        "--expires",
        "1h",
    ];
    room.run(&[&lease[..], &["--out", "crm.lease"], &KEY].concat())
        .exits(0);
    fs::create_dir(room.path("segments")).unwrap();
    room
}

pub(super) const WITH_LEASE: [&str; 6] = [
    "--policy",
    "policy.toml",
    "--lease",
    "crm.lease",
    "--segments",
    "segments",
];
const WITH_VAULT: [&str; 8] = [
    "--policy",
    "policy.toml",
    "--vault",
    "v",
    "--domain",
    "crm",
    KEY[0],
    KEY[1],
];

pub(super) fn scrub(room: &Room, from: &str, to: &str, more: &[&str]) -> Ran {
    room.run(&[&["scrub", from, "--out", to, "--quiet"], more].concat())
}

/// Some people write some things; each value stands several times, in several spellings.
pub(super) fn corpus(records: usize) -> String {
    let mut rng = Rng::new(8);
    let mut lines = String::new();
    for number in 0..records {
        let person = rng.below(1 + records as u32 / 3);
        let mail = match person % 3 {
            0 => format!("Person.{person}@Example.com"),
            _ => format!("person.{person}@example.com"),
        };
        let ssn = format!(
            "5{:02}-{:02}-{:04}",
            10 + person % 80,
            10 + person % 80,
            1000 + person % 8999
        );
        lines += &format!(
            "{{\"n\":{number},\"messages\":[{{\"role\":\"user\",\"content\":\"Mail \\\"{mail}\\\" \\ud83d\\ude00, SSN {ssn} \
             or +1 425 555 {:04}\"}},{{\"role\":\"assistant\",\"content\":\"to {mail}\"}}]}}\n",
            person % 10_000
        );
    }
    lines
}

/// All texts between brackets, and bare tokens in names, that are tokens.
pub(super) fn tokens(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| Token::parse(word).is_some()).collect()
}

/// The value of each token, in a vault that has got the segments of workers too; a token that nobody can resolve
/// fails.
#[track_caller]
fn resolve(room: &Room, text: &str) -> BTreeMap<String, String> {
    let vault = Vault::open(
        room.path("v"),
        &Credential::key_file(&room.path("ops.key")).unwrap(),
    )
    .unwrap();
    let inbox = vault.layout().inbox();
    for name in room.tree("segments") {
        let to = inbox.join(&name);
        if !to.exists() {
            fs::copy(room.path("segments").join(&name), to).unwrap();
        }
    }
    let texts: Vec<_> = tokens(text).into_iter().collect();
    let wanted: Vec<_> = texts
        .iter()
        .map(|text| Token::parse(text).unwrap())
        .collect();
    let mut lookup = Lookup::open(vault.keyring(), vault.layout()).unwrap();
    let found = lookup.find(&wanted).unwrap();
    let values = texts.iter().zip(found).map(|(token, found)| match found {
        Found::Value(hit) => (
            (*token).to_owned(),
            String::from_utf8(hit.value.expose().to_vec()).unwrap(),
        ),
        other => panic!("{token}: {other:?}"),
    });
    values.collect()
}

/// What was read, of what was written: each token replaced by its value. Brackets may be missing.
fn revealed(room: &Room, text: &str) -> String {
    let values = resolve(room, text);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (mut out, mut rest) = (String::new(), text);
    while !rest.is_empty() {
        let start = rest.find(is_word).unwrap_or(rest.len());
        let word = &rest[start..];
        let word = &word[..word.find(|c| !is_word(c)).unwrap_or(word.len())];
        out += &rest[..start];
        rest = &rest[start + word.len()..];
        let Some(value) = values.get(word) else {
            out += word;
            continue;
        };
        if out.ends_with('[') && rest.starts_with(']') {
            out.pop();
            rest = &rest[1..];
        }
        out += value;
    }
    out
}

/// Without what tells spellings of mails and numbers apart.
fn folded(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_ascii_alphanumeric());
    kept.collect::<String>().to_lowercase()
}

#[test]
fn two_jobs_with_one_lease_and_nothing_else_write_the_halves_of_one_run() {
    let room = room();
    let corpus = corpus(scale(600, 20_000));
    let middle = corpus[..corpus.len() / 2].rfind('\n').unwrap() + 1;
    room.write("all.jsonl", &corpus);
    scrub(&room, "all.jsonl", "all.out", &WITH_VAULT).exits(0);
    // Two rooms that have a policy, a lease and half of the records; the vault is not there.
    let halves = [&corpus[..middle], &corpus[middle..]].map(|half| {
        let worker = Room::new()
            .with("in.jsonl", half)
            .with("policy.toml", POLICY);
        fs::copy(room.path("crm.lease"), worker.path("crm.lease")).unwrap();
        fs::create_dir(worker.path("segments")).unwrap();
        let mut command = without_network(&worker);
        command
            .args(["scrub", "in.jsonl", "--out", "out.jsonl", "--quiet"])
            .args(WITH_LEASE);
        (worker, command.stdin(Stdio::null()).spawn().unwrap())
    });
    let mut joined = String::new();
    for (worker, mut child) in halves {
        assert!(child.wait().unwrap().success());
        joined += &worker.read("out.jsonl");
        assert!(!worker.path("v").exists());
        for name in worker.tree("segments") {
            fs::copy(
                worker.path("segments").join(&name),
                room.path("segments").join(&name),
            )
            .unwrap();
        }
    }
    assert!(
        joined == room.read("all.out"),
        "the halves are those of one run"
    );
    assert!(tokens(&joined).len() > 300);
    assert_eq!(folded(&revealed(&room, &joined)), folded(&corpus));
}

/// The binary in a network of its own, as root or in a user namespace of its own; where the system gives neither
/// to a test, with the network that it has, which it does not need.
fn without_network(room: &Room) -> Command {
    let inner = room.command(&[] as &[&str]);
    let may = |flags: &str| {
        let tried = Command::new("unshare").args([flags, "true"]).output();
        tried.is_ok_and(|tried| tried.status.success())
    };
    let mut command = match ["-n", "-rn"].into_iter().find(|flags| may(flags)) {
        Some(flags) => {
            let mut command = Command::new("unshare");
            command.arg(flags).arg(inner.get_program());
            command
        }
        None => Command::new(inner.get_program()),
    };
    command.current_dir(room.path(""));
    command
}

#[test]
fn eight_processes_on_one_input_write_the_same_bytes_and_lose_nothing() {
    let room = room();
    room.write("in.jsonl", corpus(300));
    let children: Vec<Child> = (0..8)
        .map(|n| {
            let out = format!("out{n}.jsonl");
            let arguments = [
                &["scrub", "in.jsonl", "--out", &out, "--quiet"][..],
                &WITH_LEASE,
            ]
            .concat();
            room.command(&arguments).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let outputs: BTreeSet<_> = (0..8)
        .map(|n| room.read(&format!("out{n}.jsonl")))
        .collect();
    assert_eq!(outputs.len(), 1);
    let text = outputs.first().unwrap();
    assert_eq!(
        folded(&revealed(&room, text)),
        folded(&room.read("in.jsonl"))
    );
    let inbox = room.tree("segments");
    let reports = (0..8).flat_map(|n| segments(&room, &format!("out{n}.jsonl.report.json")));
    for id in reports {
        assert!(
            inbox.iter().any(|name| name.contains(&id)),
            "{id} is not there"
        );
    }
}

/// The segments that a report names.
fn segments(room: &Room, report: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&room.read(report)).unwrap();
    let ids = report["vault"]["segments"]
        .as_array()
        .expect("segments")
        .iter();
    ids.map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let room = room();
    room.write("in.jsonl", corpus(4_000));
    let mut outputs = BTreeSet::new();
    for threads in ["1", "2", "8"] {
        let out = format!("out{threads}.jsonl");
        scrub(
            &room,
            "in.jsonl",
            &out,
            &[&WITH_LEASE[..], &["--threads", threads]].concat(),
        )
        .exits(0);
        outputs.insert(room.read(&out));
    }
    assert_eq!(outputs.len(), 1);
}

#[test]
fn rows_of_parquet_and_lines_have_the_same_tokens() {
    let room = room();
    let mails: Vec<_> = (0..50)
        .map(|n| format!("write to person.{n}@example.com"))
        .collect();
    parquet(&room.path("in.parquet"), &mails);
    let lines: String = mails
        .iter()
        .map(|mail| format!("{{\"text\":\"{mail}\"}}\n"))
        .collect();
    room.write("in.jsonl", lines);
    scrub(&room, "in.parquet", "out.parquet", &WITH_LEASE).exits(0);
    scrub(&room, "in.jsonl", "out.jsonl", &WITH_LEASE).exits(0);
    let file = fs::File::open(room.path("out.parquet")).unwrap();
    let rows = SerializedFileReader::new(file).unwrap();
    let rows: Vec<_> = rows
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_string(0).unwrap().clone())
        .collect();
    let out = room.read("out.jsonl");
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let lines: Vec<_> = lines
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(rows, lines);
    assert_eq!(tokens(&rows.join("\n")).len(), 50);
    assert_eq!(revealed(&room, &rows.join("\n")), mails.join("\n"));
}

/// A file with one column of texts.
fn parquet(path: &Path, texts: &[String]) {
    let schema = parse_message_type("message m { required binary text (utf8); }").unwrap();
    let mut writer = SerializedFileWriter::new(
        fs::File::create(path).unwrap(),
        schema.into(),
        Default::default(),
    )
    .unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let texts: Vec<_> = texts
        .iter()
        .map(|text| ByteArray::from(text.as_str()))
        .collect();
    column
        .typed::<ByteArrayType>()
        .write_batch(&texts, None, None)
        .unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
}

/// Whatever step of the disk it dies at: what has its name resolves, and a rerun completes.
#[test]
fn crash_at_each_step_of_the_disk_leaves_no_token_that_nobody_resolves() {
    let room = room();
    for shard in 0..3 {
        room.write(&format!("in/{shard}.jsonl"), corpus(40 + shard));
    }
    scrub(&room, "in", "whole", &WITH_LEASE).exits(0);
    let whole = |room: &Room, folder: &str| -> Vec<String> {
        (0..3)
            .map(|shard| {
                fs::read_to_string(room.path(folder).join(format!("{shard}.jsonl")))
                    .unwrap_or_default()
            })
            .collect()
    };
    let mut crashes = 0;
    for step in 1.. {
        assert!(step < 500, "it never ends well");
        let arguments = [
            &["scrub", "in", "--out", "out", "--quiet", "--resume"][..],
            &WITH_LEASE,
        ]
        .concat();
        let status = room
            .command(&arguments)
            .env("PUMICE_DIE_AT_STEP", step.to_string())
            .output()
            .unwrap()
            .status;
        for text in whole(&room, "out").iter().filter(|text| !text.is_empty()) {
            resolve(&room, text);
        }
        if status.success() {
            break;
        }
        crashes += 1;
        assert_eq!(status.code(), None, "it was killed, not refused");
        assert!(!room.path("out/_SUCCESS").exists());
        room.run(&arguments.iter().map(|it| &**it).collect::<Vec<_>>())
            .exits(0);
        assert_eq!(whole(&room, "out"), whole(&room, "whole"), "step {step}");
        fs::remove_dir_all(room.path("out")).unwrap();
        fs::remove_file(room.path("out.manifest")).unwrap();
    }
    assert!(crashes > 5, "{crashes}");
    assert_eq!(whole(&room, "out"), whole(&room, "whole"));
}

#[test]
fn crash_at_any_time_and_a_rerun_goes_on() {
    let room = room();
    room.write("in.jsonl", corpus(scale(12_000, 60_000)));
    scrub(&room, "in.jsonl", "whole.jsonl", &WITH_LEASE).exits(0);
    let mut rng = Rng::new(200);
    let arguments = [
        &[
            "scrub",
            "in.jsonl",
            "--out",
            "out.jsonl",
            "--quiet",
            "--resume",
        ][..],
        &WITH_LEASE,
    ]
    .concat();
    let mut kills = 0;
    for _ in 0..scale(12, 200) {
        let mut child = room
            .command(&arguments)
            .env("PUMICE_UNIT_BYTES", "1000000")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(rng.below(1_500).into()));
        kills += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        if let Ok(text) = fs::read_to_string(room.path("out.jsonl")) {
            assert!(text == room.read("whole.jsonl"));
            fs::remove_file(room.path("out.jsonl")).unwrap();
        }
    }
    assert!(kills > 0);
    let ran = room
        .command(&arguments)
        .env("PUMICE_UNIT_BYTES", "1000000")
        .output()
        .unwrap();
    Ran::new(ran).exits(0);
    let out = room.read("out.jsonl");
    assert!(
        out == room.read("whole.jsonl"),
        "the same bytes as in one piece"
    );
    assert_eq!(
        folded(&revealed(&room, &out)),
        folded(&room.read("in.jsonl"))
    );
    // What the manifest has noted of earlier processes is in the report too.
    let named = segments(&room, "out.jsonl.report.json");
    assert!(!named.is_empty());
    let inbox = room.tree("segments");
    assert!(
        named
            .iter()
            .all(|id| inbox.iter().any(|name| name.contains(id)))
    );
}

#[test]
fn token_injection_reveals_the_attackers_own_text_alone() {
    let room = room();
    room.write("victim.jsonl", "{\"text\":\"mail ceo@example.com\"}\n");
    scrub(&room, "victim.jsonl", "victim.out", &WITH_LEASE).exits(0);
    let stolen = tokens(&room.read("victim.out"))
        .first()
        .copied()
        .unwrap()
        .to_owned();
    let attack = format!(
        "{{\"text\":\"please tell me [{stolen}]\",\"more\":\"{}\"}}\n",
        stolen.to_lowercase()
    );
    room.write("attack.jsonl", &attack);
    scrub(&room, "attack.jsonl", "attack.out", &WITH_LEASE).exits(0);
    let out = room.read("attack.out");
    assert!(
        !out.contains(&stolen) && !out.contains(&stolen.to_lowercase()),
        "{out}"
    );
    assert_eq!(revealed(&room, &out), attack, "his own text and no more");
    // Where somebody says that the input is ours, tokens stay.
    scrub(
        &room,
        "attack.jsonl",
        "again.out",
        &[&WITH_LEASE[..], &["--rescrub"]].concat(),
    )
    .exits(0);
    assert!(room.read("again.out").contains(&stolen));
}

#[test]
fn a_second_pass_over_an_output_changes_nothing() {
    let room = room();
    room.write("in/a.jsonl", corpus(50));
    scrub(&room, "in", "once", &WITH_LEASE).exits(0);
    // The manifest beside it knows it, byte for byte.
    scrub(&room, "once", "twice", &WITH_LEASE).exits(0);
    assert_eq!(room.read("once/a.jsonl"), room.read("twice/a.jsonl"));
    // One that was changed it does not.
    let forged = room.read("once/a.jsonl") + "{\"text\":\"mine\"}\n";
    room.write("once/a.jsonl", forged);
    scrub(&room, "once", "thrice", &WITH_LEASE).exits(0);
    assert!(room.read("thrice/a.jsonl").contains("[TOKENLIKE_"));
    scrub(
        &room,
        "once",
        "fourth",
        &[&WITH_LEASE[..], &["--rescrub"]].concat(),
    )
    .exits(0);
    assert_eq!(room.read("once/a.jsonl"), room.read("fourth/a.jsonl"));
}

#[test]
fn cross_domain_outputs_share_no_token() {
    let room = room();
    room.write("in.jsonl", corpus(100));
    scrub(&room, "in.jsonl", "crm.jsonl", &WITH_VAULT).exits(0);
    let sales = WITH_VAULT.map(|it| if it == "crm" { "sales" } else { it });
    scrub(&room, "in.jsonl", "sales.jsonl", &sales).exits(0);
    let (crm, sales) = (room.read("crm.jsonl"), room.read("sales.jsonl"));
    let (crm, sales) = (tokens(&crm), tokens(&sales));
    assert!(crm.len() > 50 && crm.is_disjoint(&sales));
}

#[test]
fn what_cannot_be_kept_is_refused_before_anything_is_written() {
    let room = room();
    room.write("in.jsonl", corpus(5));
    let policy = ["--policy", "policy.toml"];
    scrub(&room, "in.jsonl", "out.jsonl", &policy)
        .exits(1)
        .says(&["there is no vault to keep the values"]);
    scrub(&room, "in.jsonl", "-", &WITH_LEASE)
        .exits(1)
        .says(&["would see tokens before their values are in the vault"]);
    let mut nowhere = WITH_LEASE;
    nowhere[5] = "nowhere";
    scrub(&room, "in.jsonl", "out.jsonl", &nowhere)
        .exits(1)
        .says(&["nowhere: is no folder that values could go to"]);
    let few = [
        "vault",
        "lease",
        "create",
        "v",
        "--domain",
        "crm",
        "--expires",
        "1h",
        "--entities",
        "US_SSN",
    ];
    room.run(&[&few[..], &["--out", "few.lease"], &KEY].concat())
        .exits(0);
    let few = WITH_LEASE.map(|it| if it == "crm.lease" { "few.lease" } else { it });
    scrub(&room, "in.jsonl", "out.jsonl", &few)
        .exits(1)
        .says(&["the lease has no key for it"]);
    assert!(!room.path("out.jsonl").exists());
    assert!(room.tree("segments").is_empty());
}

/// The vault's disk is gone while the run is under way.
#[test]
fn an_output_whose_values_cannot_be_kept_does_not_appear() {
    let room = room();
    room.write("in.jsonl", corpus(2_000));
    let mut arguments = [
        &["scrub", "in.jsonl", "--out", "out.jsonl", "--quiet"][..],
        &WITH_LEASE,
    ]
    .concat();
    fs::create_dir(room.path("gone")).unwrap();
    *arguments.last_mut().unwrap() = "gone";
    // Once the run has begun.
    let child = room
        .command(&arguments)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    fs::remove_dir(room.path("gone")).unwrap();
    Ran::new(child.wait_with_output().unwrap())
        .exits(1)
        .says(&["gone"]);
    assert!(!room.path("out.jsonl").exists());
    assert!(!room.path("out.jsonl.report.json").exists());
}

#[test]
fn a_dry_run_counts_and_keeps_nothing() {
    let room = room();
    room.write("in.jsonl", corpus(30));
    let arguments = ["scrub", "in.jsonl", "--dry-run", "--report", "dry.json"];
    room.run(&[&arguments[..], &WITH_LEASE].concat()).exits(0);
    scrub(&room, "in.jsonl", "out.jsonl", &WITH_LEASE).exits(0);
    let counts = |name: &str| -> serde_json::Value {
        let report: serde_json::Value = serde_json::from_str(&room.read(name)).unwrap();
        report["counts"].clone()
    };
    assert_eq!(counts("dry.json"), counts("out.jsonl.report.json"));
    let dry: serde_json::Value = serde_json::from_str(&room.read("dry.json")).unwrap();
    assert_eq!(dry.get("vault"), None);
}

#[test]
fn reports_say_which_vault_and_how_many_values_were_spelled_otherwise() {
    let room = room();
    let text = "Jane@Example.com, jane@example.com, joe@example.com";
    room.write("in.jsonl", format!("{{\"text\":\"{text}\"}}\n"));
    scrub(&room, "in.jsonl", "out.jsonl", &WITH_LEASE).exits(0);
    let report: serde_json::Value =
        serde_json::from_str(&room.read("out.jsonl.report.json")).unwrap();
    assert_eq!(report["counts"]["respelled"], 1);
    assert_eq!(report["vault"]["domain"], "crm");
    assert_eq!(report["vault"]["epoch"], 1);
    let manifest = room.read("out.jsonl.manifest");
    for id in segments(&room, "out.jsonl.report.json") {
        assert!(manifest.contains(&id));
    }
    for file in ["out.jsonl", "out.jsonl.report.json", "out.jsonl.manifest"] {
        assert!(!room.read(file).to_lowercase().contains("jane@"), "{file}");
    }
    // The smaller spelling comes back for both.
    let revealed = revealed(&room, &room.read("out.jsonl"));
    assert!(revealed.contains("Jane@Example.com, Jane@Example.com, joe@example.com"));
    assert_eq!(
        normalize("EMAIL_ADDRESS", b"Jane@Example.com"),
        normalize("EMAIL_ADDRESS", b"jane@example.com")
    );
}

#[test]
fn a_segment_is_not_made_for_each_of_many_small_inputs() {
    let room = room();
    for shard in 0..150 {
        room.write(&format!("in/{shard:03}.jsonl"), corpus(2));
    }
    scrub(&room, "in", "out", &WITH_LEASE).exits(0);
    assert_eq!(room.tree("out").len(), 151);
    let commits = room
        .tree("segments")
        .iter()
        .filter(|name| name.ends_with(".commit"))
        .count();
    assert!(commits <= 8, "{commits} segments");
}
