//! Roles, levels, quotas and the audit log.

use std::os::unix::fs::PermissionsExt;

use super::*;

const RECORD: &str =
    r#"{"text":"SSN 536-90-4399, card 4111111111111111, jane@example.com, joe@example.com"}"#;

fn scrubbed() -> (Room, String) {
    let room = vault().with("in.jsonl", format!("{RECORD}\n"));
    scrub(&room, "in.jsonl", "clean.jsonl", "crm");
    let clean = room.read("clean.jsonl");
    (room, clean)
}

#[test]
fn a_role_sees_what_the_policy_says_and_no_more() {
    let (room, clean) = scrubbed();
    assert_eq!(tokens_in(&clean).len(), 4, "{clean}");
    reveal(
        &room,
        "clean.jsonl",
        "plain.jsonl",
        "support",
        &["--fail-on", "over_quota"],
    )
    .exits(3);
    let plain = room.read("plain.jsonl");
    // Three values a day: the fourth one stays.
    let joe = tokens_in(&clean)[3];
    let expected = format!(
        "{{\"text\":\"SSN ***-**-4399, card 411111******1111, jane@example.com, {joe}\"}}\n"
    );
    assert_eq!(plain, expected);
    let counts = tokens(&room, "plain.jsonl.report.json");
    assert_eq!(counts["resolved_by_entity"]["US_SSN"], 1);
    assert_eq!(
        (&counts["over_quota"], &counts["values"]),
        (&1.into(), &3.into())
    );
    let mode = fs::metadata(room.path("plain.jsonl"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    // On the same day nothing is left of the quota; what another role may see is not touched.
    reveal(&room, "clean.jsonl", "later.jsonl", "support", &[])
        .exits(0)
        .says(&["4 over quota"]);
    assert_eq!(room.read("later.jsonl"), clean);
    reveal(&room, "clean.jsonl", "all.jsonl", "admin", &[]).exits(0);
    assert_eq!(room.read("all.jsonl"), format!("{RECORD}\n"));
}

#[test]
fn nothing_is_revealed_without_a_policy_a_role_a_reason_or_a_key() {
    let (room, _) = scrubbed();
    let refused = |ran: Ran, words: &[&str]| {
        ran.exits(1).says(words);
        assert!(!room.path("plain.jsonl").exists());
    };
    refused(
        reveal(&room, "clean.jsonl", "plain.jsonl", "boss", &[]),
        &["admin, support"],
    );
    let command = [
        "reveal",
        "clean.jsonl",
        "--out",
        "plain.jsonl",
        "--vault",
        "vault",
    ];
    let role = ["--role", "admin"];
    refused(
        room.run(&[&command[..], &role, KEY].concat()),
        &["--reason"],
    );
    let blank = room.run(&[&command[..], &role, &["--reason", " "], KEY].concat());
    refused(blank, &["--reason"]);
    refused(
        room.run(&[&command[..], &role, &["--reason", "x"]].concat()),
        &["--vault-key-file"],
    );
    room.write("other.key", format!("{}\n", "ab".repeat(32)));
    fs::set_permissions(room.path("other.key"), PermissionsExt::from_mode(0o600)).unwrap();
    let other = ["--reason", "x", "--vault-key-file", "other.key"];
    refused(room.run(&[&command[..], &role, &other].concat()), &[]);
    fs::remove_file(room.path("vault/policies/1.json")).unwrap();
    let ran = reveal(&room, "clean.jsonl", "plain.jsonl", "admin", &[]);
    refused(ran, &["no policy", "pumice vault policy set"]);
}

#[test]
fn a_policy_is_checked_signed_and_shown() {
    let room = vault();
    for (from, to, says) in [
        ("contact = \"full\"", "contact = \"all\"", "all"),
        (
            "contact = \"full\"",
            "mail = \"full\"",
            "roles.admin.reveal.mail",
        ),
        ("version = 1", "version = 2", "version 2"),
        ("[roles.support]", "[roles.Support]", "Support"),
    ] {
        room.write("wrong.toml", RIGHTS.replacen(from, to, 1));
        let set = room.run(&[&["vault", "policy", "set", "vault", "wrong.toml"], KEY].concat());
        set.exits(1).says(&["wrong.toml", says]);
    }
    let shown = room
        .run(&[&["vault", "policy", "show", "vault"], KEY].concat())
        .exits(0);
    assert_eq!(json(&shown.stdout)["roles"]["support"]["values_per_day"], 3);
    let file = room.path("vault/policies/1.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("\"values_per_day\":3", "\"values_per_day\":9"),
    )
    .unwrap();
    let shown = room.run(&[&["vault", "policy", "show", "vault"], KEY].concat());
    shown.exits(1).says(&["1.json", "signed"]);
}

#[test]
fn without_a_log_nothing_is_revealed() {
    let (room, _) = scrubbed();
    let log = room.path("vault/audit/log.jsonl");
    let bytes = fs::read(&log).unwrap();
    let refused = || {
        reveal(&room, "clean.jsonl", "plain.jsonl", "admin", &[])
            .exits(1)
            .says(&["log.jsonl"]);
        assert!(!room.path("plain.jsonl").exists());
    };
    fs::remove_file(&log).unwrap();
    refused();
    // A folder is no log, whoever runs the test.
    fs::create_dir(&log).unwrap();
    refused();
    fs::remove_dir(&log).unwrap();
    fs::write(&log, &bytes[..bytes.len() / 2]).unwrap();
    refused();
    fs::write(&log, bytes).unwrap();
    reveal(&room, "clean.jsonl", "plain.jsonl", "admin", &[]).exits(0);
}

#[test]
fn an_audit_log_that_was_cut_changed_or_reordered_is_told() {
    let (room, _) = scrubbed();
    reveal(&room, "clean.jsonl", "plain.jsonl", "admin", &[]).exits(0);
    let verify =
        |more: &[&str]| room.run(&[&["vault", "audit", "verify", "vault"], KEY, more].concat());
    let ran = verify(&["--checkpoint", "plain.jsonl.report.json"]).exits(0);
    assert!(ran.stdout.contains("entries"), "{}", ran.stdout);
    let path = room.path("vault/audit/log.jsonl");
    let log = fs::read_to_string(&path).unwrap();
    for event in [
        "reveal_begun",
        "revealing",
        "reveal_ended",
        "ticket 4711",
        "\"role\":\"admin\"",
    ] {
        assert!(log.contains(event), "{event}: {log}");
    }
    let lines: Vec<_> = log.split_inclusive('\n').collect();
    let last = lines.len() - 1;
    let swapped: Vec<_> = (0..=last)
        .map(|at| {
            lines[if at == 1 {
                2
            } else if at == 2 {
                1
            } else {
                at
            }]
        })
        .collect();
    for (changed, says) in [
        (log.replace("ticket 4711", "ticket 4712"), "was changed"),
        (lines[..last].concat(), "cut off its end"),
        (lines[1..].concat(), "line 1"),
        (swapped.concat(), "line 2"),
        ([&lines[..2], &lines[1..]].concat().concat(), "line 3"),
    ] {
        fs::write(&path, changed).unwrap();
        verify(&[]).exits(1).says(&["log.jsonl", says]);
    }
    // Cut together with its checkpoints: what was kept elsewhere tells.
    let checkpoints = room.path("vault/audit/checkpoints.jsonl");
    let kept = fs::read_to_string(&checkpoints).unwrap();
    let first = kept.split_inclusive('\n').next().unwrap();
    let entries = json(first)["count"].as_u64().unwrap() as usize;
    fs::write(&path, lines[..entries].concat()).unwrap();
    fs::write(&checkpoints, first).unwrap();
    verify(&["--checkpoint", "plain.jsonl.report.json"])
        .exits(1)
        .says(&["cut off its end"]);
}

#[test]
fn a_record_that_is_not_well_formed_ends_a_reveal_of_records() {
    let (room, clean) = scrubbed();
    room.write("broken.jsonl", format!("{clean}{{\"a\":\n"));
    let ran = reveal(&room, "broken.jsonl", "plain.jsonl", "admin", &[]);
    ran.exits(1)
        .says(&["broken.jsonl, line 2", "--format text"]);
    assert!(!room.path("plain.jsonl").exists());
    reveal(
        &room,
        "broken.jsonl",
        "plain.jsonl",
        "admin",
        &["--format", "text"],
    )
    .exits(0);
    assert_eq!(room.read("plain.jsonl"), format!("{RECORD}\n{{\"a\":\n"));
}
