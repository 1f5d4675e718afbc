//! Slots, domains, epochs and leases, and what of them may be seen.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use crate::util::{Ran, Room, root};

/// 32 bytes as a key file has them.
fn key(seed: u8) -> String {
    (0..32)
        .map(|byte: u8| format!("{:02x}", byte.wrapping_mul(7) ^ seed))
        .collect()
}

fn private(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A room with two key files and a vault `v` that they open, slots `ops` and `rec`, domain `crm`.
fn vault() -> Room {
    let room = keys();
    room.run(&[
        "vault",
        "init",
        "v",
        "--new-slot",
        "ops=key-file:ops.key",
        "--new-slot",
        "rec=key-file:rec.key",
        "--domain",
        "crm",
    ])
    .exits(0)
    .says(&["was made; slots ops, rec"]);
    room
}

fn keys() -> Room {
    let room = Room::new().with("ops.key", key(1)).with("rec.key", key(2));
    private(&room.path("ops.key"), 0o600);
    private(&room.path("rec.key"), 0o600);
    room
}

/// Runs a command of the vault with a key file.
fn with_key(room: &Room, arguments: &[&str], key: &str) -> Ran {
    let arguments = [&["vault"], arguments, &["--vault-key-file", key]].concat();
    room.run(&arguments)
}

fn ops(room: &Room, arguments: &[&str]) -> Ran {
    with_key(room, arguments, "ops.key")
}

fn json(ran: &Ran) -> serde_json::Value {
    serde_json::from_str(&ran.stdout).unwrap()
}

/// Every file of the vault, with its bytes.
fn files(room: &Room) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = room
        .tree("v")
        .into_iter()
        .map(|name| room.path("v").join(name));
    paths
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

#[test]
fn a_vault_wants_two_ways_in_or_a_word_of_its_owner() {
    let room = keys();
    let one = ["vault", "init", "v", "--new-slot", "ops=key-file:ops.key"];
    room.run(&one).exits(1).says(&["two slots", "lost vault"]);
    assert!(!room.path("v").exists());
    room.run(&[&one[..], &["--i-accept-loss"]].concat())
        .exits(0);
    room.run(&[&one[..], &["--i-accept-loss"]].concat())
        .exits(1)
        .says(&["v: is not empty"]);
    room.run(&[
        "vault",
        "init",
        "w",
        "--new-slot",
        "a=key-file:ops.key",
        "--new-slot",
        "b=key-file:ops.key",
    ])
    .exits(1)
    .says(&["one secret"]);
}

#[test]
fn passphrases_key_files_and_variables_open_it_and_nothing_else_does() {
    let room = keys().with("pass.txt", "six random words are enough\n");
    private(&room.path("pass.txt"), 0o600);
    let made = room
        .command(&[
            "vault",
            "init",
            "v",
            "--new-slot",
            "people=passphrase:pass.txt",
            "--new-slot",
            "ci=variable:CI_KEY",
            "--new-slot",
            "new=key-file:made.key",
        ])
        .env("CI_KEY", key(3))
        .output()
        .unwrap();
    Ran::new(made)
        .exits(0)
        .says(&["made.key: a new key was made"]);
    let mode = fs::metadata(room.path("made.key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);

    let test = |flags: &[&str], variables: &[(&str, &str)]| {
        let mut command = room.command(&[&["vault", "slot", "test", "v"], flags].concat());
        command.envs(variables.iter().copied());
        Ran::new(command.output().unwrap())
    };
    let words = "six random words are enough";
    test(&["--vault-passphrase-file", "pass.txt"], &[])
        .exits(0)
        .says(&["slot people opens it"]);
    test(&[], &[("PUMICE_VAULT_PASSPHRASE", words)])
        .exits(0)
        .says(&["slot people"]);
    test(&[], &[("PUMICE_VAULT_KEY", &key(3))])
        .exits(0)
        .says(&["slot ci"]);
    test(&["--vault-key-file", "made.key"], &[])
        .exits(0)
        .says(&["slot new"]);
    test(&[], &[("PUMICE_VAULT_KEY_FILE", "made.key")]).exits(0);

    for ran in [
        test(&["--vault-key-file", "ops.key"], &[]),
        test(
            &[],
            &[("PUMICE_VAULT_PASSPHRASE", "six random words are enougH")],
        ),
        test(&[], &[("PUMICE_VAULT_KEY", &key(9))]),
        // The right key, for a slot of another kind or name.
        test(&["--vault-slot", "new"], &[("PUMICE_VAULT_KEY", &key(3))]),
    ] {
        let ran = ran.exits(1);
        assert!(ran.stdout.is_empty());
        assert!(!ran.stderr.contains("six random") && !ran.stderr.contains(&key(9)));
    }
    test(&[], &[])
        .exits(1)
        .says(&["no key was given", "--vault-key-file"]);
    test(
        &["--vault-slot", "nobody", "--vault-key-file", "made.key"],
        &[],
    )
    .exits(1)
    .says(&["no slot \"nobody\""]);
    test(
        &[],
        &[
            ("PUMICE_VAULT_KEY", &key(3)),
            ("PUMICE_VAULT_PASSPHRASE", words),
        ],
    )
    .exits(1)
    .says(&["both given"]);
}

#[test]
fn secrets_that_others_can_read_or_guess_are_refused_and_not_repeated() {
    let room = vault();
    private(&room.path("ops.key"), 0o644);
    ops(&room, &["status", "v"])
        .exits(1)
        .says(&["ops.key", "chmod 600"]);
    for (file, text) in [
        ("short.txt", "hunter2hunt"),
        ("weak.key", &*"ab".repeat(32)),
        ("none.key", "not a key at all"),
    ] {
        fs::write(room.path(file), text).unwrap();
        private(&room.path(file), 0o600);
        let kind = if file.ends_with("txt") {
            "passphrase"
        } else {
            "key-file"
        };
        let slot = format!("new={kind}:{file}");
        let ran = with_key(&room, &["slot", "add", "v", &slot], "rec.key")
            .exits(1)
            .says(&[file]);
        assert!(!ran.stderr.contains(text), "{}", ran.stderr);
    }
    // Not on the command line either: there is no flag that takes one.
    let help = room
        .run(&["vault", "slot", "add", "--help"])
        .exits(0)
        .stdout;
    assert!(!help.contains("--passphrase ") && !help.contains("--vault-passphrase "));
}

#[test]
fn domains_epochs_slots_and_the_root_change_and_a_drill_restores() {
    let room = vault();
    ops(&room, &["domain", "add", "v", "acme/mails/finetune"]).exits(0);
    ops(&room, &["domain", "add", "v", "crm"])
        .exits(1)
        .says(&["already"]);
    ops(&room, &["domain", "add", "v", "../crm"])
        .exits(1)
        .says(&["no name of a domain"]);
    ops(&room, &["epoch", "rotate", "v", "crm"])
        .exits(0)
        .says(&["epoch 2"]);
    ops(&room, &["slot", "add", "v", "third=key-file:third.key"]).exits(0);
    ops(&room, &["rekey", "v"]).exits(0);
    let old = fs::read(room.path("v/slots/ops.slot")).unwrap();
    with_key(&room, &["slot", "remove", "v", "ops"], "third.key").exits(0);
    ops(&room, &["status", "v"])
        .exits(1)
        .says(&["no slot is opened"]);
    // Its file from a backup opens nothing.
    room.write("v/slots/ops.slot", old);
    ops(&room, &["status", "v"])
        .exits(1)
        .says(&["it was removed"]);
    fs::remove_file(room.path("v/slots/ops.slot")).unwrap();
    with_key(&room, &["slot", "remove", "v", "third"], "rec.key")
        .exits(1)
        .says(&["one slot left"]);

    for key in ["rec.key", "third.key"] {
        with_key(
            &room,
            &["slot", "test", "v", "--drill", "--scratch", "."],
            key,
        )
        .exits(0)
        .says(&["alone", "2 domains"]);
        let status = json(&with_key(&room, &["status", "v", "--json"], key).exits(0));
        assert_eq!(status["domains"][1]["domain"], "crm");
        assert_eq!(status["domains"][1]["epochs"], serde_json::json!([1, 2]));
        assert_eq!(status["notices"], serde_json::json!([]));
        assert_eq!(status["slots"].as_array().unwrap().len(), 2);
    }
    assert!(
        !room
            .names()
            .iter()
            .any(|name| name.starts_with("pumice-drill"))
    );
    // Without a key: no domain is named.
    let outside = room.run(&["vault", "status", "v"]).exits(0).stdout;
    assert!(
        outside.contains("rec  key-file") && !outside.contains("crm"),
        "{outside}"
    );
}

#[test]
fn a_leased_epoch_is_kept_and_a_forgotten_one_is_gone() {
    let room = vault();
    let lease = [
        "lease",
        "create",
        "v",
        "--domain",
        "crm",
        "--expires",
        "1m",
        "--out",
        "a.lease",
    ];
    ops(&room, &lease).exits(0).says(&["epoch 1 of domain crm"]);
    ops(&room, &["epoch", "retire", "v", "crm", "1"])
        .exits(1)
        .says(&["rotate"]);
    ops(&room, &["epoch", "rotate", "v", "crm"]).exits(0);
    ops(&room, &["epoch", "retire", "v", "crm", "1"])
        .exits(1)
        .says(&["is leased"]);
    ops(&room, &["domain", "add", "v", "hr"]).exits(0);
    ops(&room, &["epoch", "rotate", "v", "hr"]).exits(0);
    ops(&room, &["epoch", "retire", "v", "hr", "1"]).exits(0);
    let list = json(&ops(&room, &["domain", "list", "v", "--json"]).exits(0));
    assert_eq!(
        list,
        serde_json::json!([
            {"domain": "crm", "epochs": [1, 2]}, {"domain": "hr", "epochs": [2]}
        ])
    );
    assert_eq!(
        room.tree("v/keyring").len(),
        2,
        "one generation and the head"
    );
}

#[test]
fn a_lease_shows_no_key_and_is_refused_where_it_should_be() {
    let room = vault();
    fs::write(room.path("seal.key"), key(5)).unwrap();
    private(&room.path("seal.key"), 0o600);
    let create = |out: &str, more: &[&str]| {
        let lease = [
            "lease",
            "create",
            "v",
            "--domain",
            "crm",
            "--expires",
            "30d",
            "--out",
            out,
        ];
        ops(&room, &[&lease[..], more].concat())
    };
    create("plain.lease", &["--entities", "US_SSN,PERSON"]).exits(0);
    create("plain.lease", &[])
        .exits(1)
        .says(&["exists already"]);
    create("sealed.lease", &["--seal-key-file", "seal.key"]).exits(0);
    create("x.lease", &["--entities", "us_ssn"])
        .exits(1)
        .says(&["no name of an entity"]);
    let show = |file: &str, more: &[&str]| {
        room.run(&[&["vault", "lease", "show", file, "--json"], more].concat())
    };
    let shown = json(&show("plain.lease", &[]).exits(0));
    assert_eq!(
        shown["entities"],
        serde_json::json!(["PERSON", "TOKENLIKE", "US_SSN"])
    );
    assert_eq!(shown["is_expired"], false);
    assert!(Path::new(shown["inbox"].as_str().unwrap()).ends_with("v/inbox"));
    let sealed = json(&show("sealed.lease", &[]).exits(0));
    assert_eq!(sealed.get("entities"), None);
    let opened = json(&show("sealed.lease", &["--seal-key-file", "seal.key"]).exits(0));
    assert!(opened["entities"].as_array().unwrap().len() > 100);
    show("sealed.lease", &["--seal-key-file", "ops.key"])
        .exits(1)
        .says(&["not opened by this key"]);

    // What the file of the lease holds is not shown.
    let file: serde_json::Value = serde_json::from_str(&room.read("plain.lease")).unwrap();
    let keys = file["body"]["keys"].as_str().unwrap();
    let text = room
        .run(&["vault", "lease", "show", "plain.lease"])
        .exits(0)
        .stdout;
    assert!(!text.contains(&keys[..20]) && !shown.to_string().contains(&keys[..20]));

    let changed = room
        .read("plain.lease")
        .replace("\"epoch\": 1", "\"epoch\": 2");
    fs::write(room.path("plain.lease"), changed).unwrap();
    show("plain.lease", &[])
        .exits(1)
        .says(&["plain.lease", "was changed"]);
    private(&room.path("sealed.lease"), 0o604);
    show("sealed.lease", &[])
        .exits(1)
        .says(&["sealed.lease", "chmod 600"]);
}

/// Row "stolen vault": nothing that is written holds a key or a passphrase, in any of its spellings, nor the
/// name of a domain.
#[test]
fn a_stolen_vault_shows_no_key_and_a_wrong_one_opens_nothing() {
    let room = vault();
    ops(&room, &["domain", "add", "v", "acme/secret-project/x"]).exits(0);
    let bytes: Vec<u8> = (0..32).map(|byte: u8| byte.wrapping_mul(7) ^ 1).collect();
    let base64 = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, &bytes);
    for (path, content) in files(&room) {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{path:?}");
        for secret in [&bytes[..], key(1).as_bytes(), base64.as_bytes()] {
            let holds = content.windows(secret.len()).any(|it| it == secret);
            assert!(!holds, "{path:?}");
        }
        // The audit log names domains; keyring and slots do not.
        let is_log = path.components().any(|part| part.as_os_str() == "audit");
        let name = b"secret-project";
        assert!(
            is_log || !content.windows(name.len()).any(|it| it == name),
            "{path:?}"
        );
    }
    fs::write(room.path("other.key"), key(77)).unwrap();
    private(&room.path("other.key"), 0o600);
    for command in [
        &["status", "v"][..],
        &["domain", "list", "v"],
        &["rekey", "v"],
        &[
            "lease",
            "create",
            "v",
            "--domain",
            "crm",
            "--expires",
            "1d",
            "--out",
            "stolen.lease",
        ],
    ] {
        let before = files(&room);
        let ran = with_key(&room, command, "other.key").exits(1);
        assert!(ran.stdout.is_empty(), "{command:?}");
        assert_eq!(files(&room), before, "{command:?}");
    }
    assert!(!room.path("stolen.lease").exists());
}

/// Row "tamper": each changed byte of what keys hang on is noticed, and no other vault is opened.
#[test]
fn a_changed_byte_of_header_slot_or_keyring_opens_nothing_else() {
    let room = vault();
    let was = json(&ops(&room, &["status", "v", "--json"]).exits(0));
    let mut tried = 0;
    for (path, content) in files(&room) {
        let folder = path
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap();
        // The first generation is older than what is opened.
        if folder == "audit"
            || path.ends_with("00000001.keys")
            || path.file_name().unwrap() == "lock"
            || folder == "slots" && path.ends_with("rec.slot")
        {
            continue;
        }
        // All of them are in the unit tests of the layouts; here some, through the command.
        for at in (3..content.len()).step_by(content.len() / 5 + 1) {
            let mut changed = content.clone();
            changed[at] ^= 1;
            fs::write(&path, &changed).unwrap();
            let ran = ops(&room, &["status", "v", "--json"]);
            let is_head = path.ends_with("keyring/head");
            match ran.status.code() {
                // An older generation, and it is said; the head is only a hint.
                Some(0) => {
                    let status = json(&ran);
                    assert!(is_head || status["notices"][0].is_string(), "{path:?} {at}");
                    assert_eq!(status["vault"], was["vault"]);
                }
                code => assert_eq!(code, Some(1), "{path:?} {at}"),
            }
            tried += 1;
        }
        fs::write(&path, &content).unwrap();
    }
    assert!(tried >= 16, "{tried}");
    assert_eq!(json(&ops(&room, &["status", "v", "--json"]).exits(0)), was);
}

/// Row "rollback", as far as the keyring goes: yesterday's file in the place of today's is noticed.
#[test]
fn a_keyring_of_yesterday_is_noticed_and_not_built_upon() {
    let room = vault();
    let today = room.path("v/keyring/00000003.keys");
    ops(&room, &["domain", "add", "v", "hr"]).exits(0);
    fs::remove_file(&today).unwrap();
    ops(&room, &["domain", "list", "v"])
        .exits(0)
        .says(&["generation 3", "is gone"]);
    ops(&room, &["domain", "add", "v", "new"])
        .exits(1)
        .says(&["--i-accept-loss"]);
    ops(&room, &["rekey", "v", "--i-accept-loss"])
        .exits(0)
        .says(&["generation 4"]);
    ops(&room, &["domain", "add", "v", "new"]).exits(0);
}

/// Row "leaks": no core is dumped, and nobody of the same user looks into the process.
#[test]
#[cfg(target_os = "linux")]
fn a_process_with_keys_leaves_no_core() {
    let room = vault();
    // It waits for its key in a pipe, hardened already.
    let pipe = room.path("pipe");
    assert!(
        Command::new("mkfifo")
            .args(["-m", "600"])
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut child = room
        .command(&["vault", "status", "v", "--vault-key-file", "pipe"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let proc = PathBuf::from(format!("/proc/{}", child.id()));
    let limits = || fs::read_to_string(proc.join("limits")).unwrap_or_default();
    let is_hard = |text: &str| {
        let line = text
            .lines()
            .find(|line| line.starts_with("Max core file size"));
        line.is_some_and(|line| line.split_whitespace().skip(4).take(2).all(|it| it == "0"))
    };
    let mut tries = 0;
    while !is_hard(&limits()) {
        tries += 1;
        assert!(tries < 500, "{}", limits());
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    // It would dump core; unlike SIGQUIT no shell starts a background job with it ignored.
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-ABRT", &pid])
            .status()
            .unwrap()
            .success()
    );
    let status = child.wait().unwrap();
    assert!(
        !std::os::unix::process::ExitStatusExt::core_dumped(&status),
        "{status:?}"
    );
    assert!(
        !room.names().iter().any(|name| name.starts_with("core")),
        "{:?}",
        room.names()
    );
}

/// Row "crash", for changes of keys: whatever step of the disk one dies at, the vault opens by every slot and
/// with every domain, and the change can be made again.
#[test]
fn a_change_that_dies_at_any_step_leaves_a_vault_that_opens() {
    let changes: [&[&str]; 5] = [
        &["domain", "add", "v", "hr"],
        &["epoch", "rotate", "v", "crm"],
        &["slot", "add", "v", "third=key-file:third.key"],
        &["slot", "remove", "v", "spare"],
        &["rekey", "v"],
    ];
    let whole = vault();
    ops(&whole, &["slot", "add", "v", "spare=key-file:spare.key"]).exits(0);
    whole.write("third.key", key(3));
    private(&whole.path("third.key"), 0o600);
    let mut deaths = 0;
    for change in changes {
        for step in 1.. {
            let room = copy(&whole);
            let arguments = [&["vault"], change, &["--vault-key-file", "ops.key"]].concat();
            let mut command = room.command(&arguments);
            command.env("PUMICE_DIE_AT_STEP", step.to_string());
            let ran = Ran::new(command.output().unwrap());
            let died = ran.status.code().is_none();
            for key in ["ops.key", "rec.key"] {
                let status = json(&with_key(&room, &["status", "v", "--json"], key).exits(0));
                assert_eq!(
                    status["notices"],
                    serde_json::json!([]),
                    "{change:?} {step}"
                );
                assert_eq!(status["domains"][0]["domain"], "crm", "{change:?} {step}");
                assert_eq!(status["domains"][0]["epochs"][0], 1, "{change:?} {step}");
            }
            if !died {
                assert_eq!(ran.status.code(), Some(0), "{ran:?}");
                break;
            }
            deaths += 1;
            // Either it was made or it was not, and then it can be.
            let again = ops(&room, change);
            let was_made = ["already", "no slot"]
                .iter()
                .any(|words| again.stderr.contains(words));
            assert!(
                again.status.code() == Some(0) || was_made,
                "{change:?} {step}: {again:?}"
            );
        }
    }
    assert!(deaths > 30, "{deaths}");
}

/// Another room with the same files, the owner's alone.
fn copy(room: &Room) -> Room {
    let to = Room::new();
    let folders = [
        "slots",
        "keyring",
        "policies",
        "audit",
        "inbox",
        "merged",
        "manifests",
        "quarantine",
    ];
    for folder in folders {
        fs::create_dir_all(to.path("v").join(folder)).unwrap();
    }
    for name in room.tree(".") {
        fs::copy(room.path(&name), to.path(&name)).unwrap();
    }
    to
}

/// A vault of this version, kept: later programs open it.
#[test]
fn a_kept_vault_of_layout_1_is_opened() {
    let kept = root().join("fixtures/vault/keys-1");
    let room = Room::new();
    // Files of a checkout are readable for others, and hold no secret here.
    for name in ["ops.key", "crm.lease", "sealed.lease", "pass.txt"] {
        room.write(name, fs::read(kept.join(name)).unwrap());
        private(&room.path(name), 0o600);
    }
    let v = kept.join("v");
    let v = v.to_str().unwrap();
    let status = json(&ops(&room, &["status", v, "--json"]).exits(0));
    assert_eq!(
        status["domains"],
        serde_json::json!([
            {"domain": "acme/mails/finetune", "epochs": [1]}, {"domain": "crm", "epochs": [1, 2]}
        ])
    );
    let by_passphrase = room
        .run(&[
            "vault",
            "status",
            v,
            "--vault-passphrase-file",
            "pass.txt",
            "--json",
        ])
        .exits(0);
    assert_eq!(json(&by_passphrase), status);
    for (lease, more) in [
        ("crm.lease", &[][..]),
        ("sealed.lease", &["--seal-key-file", "ops.key"]),
    ] {
        let arguments = [&["vault", "lease", "show", lease, "--json"], more].concat();
        let shown = json(&room.run(&arguments).exits(0));
        assert_eq!(shown["vault"], status["vault"]);
        assert_eq!(
            shown["entities"],
            serde_json::json!(["PERSON", "TOKENLIKE", "US_SSN"])
        );
    }
}
