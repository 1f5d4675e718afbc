use std::fs;

use super::*;
use crate::VaultId;

const NOON: u64 = 1_767_268_800;

struct Folder {
    _folder: tempfile::TempDir,
    layout: Layout,
    keyring: Keyring,
}

fn folder() -> Folder {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path());
    fs::create_dir(layout.audit()).unwrap();
    let keyring = Keyring::random(VaultId::random());
    Log::create(&layout, &keyring).unwrap();
    Folder {
        _folder: folder,
        layout,
        keyring,
    }
}

impl Folder {
    fn note(&self, domain: &str) -> Checkpoint {
        note(&self.layout, &self.keyring, &Event::DomainAdded { domain }).unwrap()
    }

    fn verify(&self) -> Result<Verdict, VaultError> {
        Log::verify(&self.layout, &self.keyring, None)
    }

    fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(log_path(&self.layout)).unwrap();
        text.split_inclusive('\n').map(str::to_owned).collect()
    }

    fn put(&self, lines: &[String]) {
        fs::write(log_path(&self.layout), lines.concat()).unwrap();
    }

    fn refused(&self, says: &str) {
        let error = self.verify().unwrap_err();
        assert_eq!(error.kind(), VaultErrorKind::Damaged);
        assert!(error.to_string().contains(says), "{error}");
    }
}

fn revealing(role: &str, tokens: u64) -> Event<'_> {
    Event::Revealing {
        run: "00",
        role,
        tokens,
        classes: Default::default(),
    }
}

#[test]
fn a_log_that_nobody_touched_holds() {
    let folder = folder();
    folder.note("a");
    let last = folder.note("b");
    let verdict = folder.verify().unwrap();
    assert_eq!((verdict.entries, verdict.checkpoints), (3, 3));
    assert_eq!(verdict.last, Some(last.clone()));
    assert!(Log::verify(&folder.layout, &folder.keyring, Some(&last)).is_ok());
    let other = Keyring::random(folder.keyring.vault());
    assert!(Log::verify(&folder.layout, &other, None).is_err());
}

#[test]
fn each_changed_byte_of_the_log_and_of_its_checkpoints_is_found() {
    let folder = folder();
    folder.note("a");
    for path in [log_path(&folder.layout), checkpoints_path(&folder.layout)] {
        let bytes = fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(&path, &changed).unwrap();
            assert!(folder.verify().is_err(), "byte {at}");
        }
        fs::write(&path, &bytes).unwrap();
    }
    folder.verify().unwrap();
    // The end of a line that a crash cut off is not missed: nothing came of it.
    let path = checkpoints_path(&folder.layout);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    folder.verify().unwrap();
}

#[test]
fn lines_that_are_missing_moved_repeated_or_cut_are_told() {
    let folder = folder();
    folder.note("a");
    folder.note("b");
    let lines = folder.lines();
    let [created, a, b] = <[String; 3]>::try_from(lines.clone()).unwrap();

    folder.put(&[created.clone(), b.clone(), a.clone()]);
    folder.refused("line 2 says that it is entry 2");
    folder.put(&[created.clone(), b.clone()]);
    folder.refused("line 2 says that it is entry 2");
    folder.put(&[created.clone(), a.clone(), a.clone()]);
    folder.refused("line 3 says that it is entry 1");
    folder.put(&[created.clone(), a.replace("\"a\"", "\"c\""), b.clone()]);
    folder.refused("line 2 was changed");
    folder.put(&[created.clone(), a.clone()]);
    folder.refused("has 2 entries, and a checkpoint was signed when it had 3");
    let opened = Log::open(&folder.layout, &folder.keyring).map(|_| ());
    assert_eq!(opened.unwrap_err().kind(), VaultErrorKind::Damaged);

    fs::remove_file(log_path(&folder.layout)).unwrap();
    folder.refused("is missing");
}

#[test]
fn a_log_cut_together_with_its_checkpoints_is_told_by_one_kept_elsewhere() {
    let folder = folder();
    let before = fs::read(checkpoints_path(&folder.layout)).unwrap();
    let lines = folder.lines();
    let kept = folder.note("a");
    folder.put(&lines);
    fs::write(checkpoints_path(&folder.layout), before).unwrap();
    folder.verify().unwrap();
    let error = Log::verify(&folder.layout, &folder.keyring, Some(&kept)).unwrap_err();
    assert!(
        error.to_string().contains("was signed when it had 2"),
        "{error}"
    );

    let mut forged = kept;
    forged.count = 1;
    assert!(Log::verify(&folder.layout, &folder.keyring, Some(&forged)).is_err());
}

#[test]
fn an_entry_that_a_crash_cut_short_is_taken_away_and_told() {
    let folder = folder();
    let mut file = OpenOptions::new()
        .append(true)
        .open(log_path(&folder.layout))
        .unwrap();
    file.write_all(b"{\"n\":1,\"at\":17").unwrap();
    assert_eq!(folder.verify().unwrap().torn_bytes, 14);
    folder.note("a");
    let lines = folder.lines();
    assert!(
        lines[1].contains(r#""event":"torn","bytes":14"#),
        "{}",
        lines[1]
    );
    assert_eq!(folder.verify().unwrap().entries, 3);
}

#[test]
fn two_who_write_at_once_make_one_chain() {
    let folder = folder();
    let open = || Log::open(&folder.layout, &folder.keyring).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut log = open();
                for _ in 0..25 {
                    log.write(&revealing("support", 2)).unwrap();
                }
            });
        }
    });
    assert_eq!(folder.verify().unwrap().entries, 101);
    assert_eq!(open().tokens_today("support"), 200);
    assert_eq!(open().tokens_today("nobody"), 0);
}

#[test]
fn quotas_are_counted_by_the_day_and_a_clock_that_runs_back_is_refused() {
    let folder = folder();
    // The first entry has the time of the test; what follows is later than that.
    let open = |clock| Log::open_at(&folder.layout, &folder.keyring, clock).unwrap();
    let mut log = open(|| NOON + 100 * 365 * DAY_SECONDS);
    log.write(&revealing("support", 5)).unwrap();
    log.write(&revealing("fraud", 7)).unwrap();
    log.checkpoint(&folder.keyring).unwrap();
    assert_eq!(log.tokens_today("support"), 5);
    assert_eq!(
        open(|| NOON + 100 * 365 * DAY_SECONDS).tokens_today("fraud"),
        7
    );

    let mut log = open(|| NOON + (100 * 365 + 1) * DAY_SECONDS);
    assert_eq!(log.tokens_today("support"), 0);
    log.write(&revealing("support", 1)).unwrap();
    assert_eq!(log.tokens_today("support"), 1);

    let mut log = open(|| NOON + 99 * 365 * DAY_SECONDS);
    let error = log.write(&revealing("support", 1)).unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Refused);
    assert_eq!(folder.verify().unwrap().entries, 4);
}

/// A log and a policy of layout 1, as this program has written them when it was new. Its keys are known to
/// everybody; `PUMICE_BLESS=1` writes them where they are missing.
#[test]
fn a_log_and_a_policy_of_layout_1_are_still_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/vault/audit-1");
    let layout = Layout::new(&root);
    let mut keyring = Keyring::random(VaultId::from_bytes([0x11; 16]));
    keyring.signing = crate::Key::filled(|key| (0..).zip(key).for_each(|(n, byte)| *byte = n));
    if std::env::var_os("PUMICE_BLESS").is_some() && !root.exists() {
        fs::create_dir_all(layout.audit()).unwrap();
        fs::create_dir_all(layout.policies()).unwrap();
        Log::create(&layout, &keyring).unwrap();
        let policy = r#"{"version":1,"roles":{"support":{"domains":["a/b/c"],"values_per_day":200,
            "reveal":{"contact":"full","CREDIT_CARD":"last4"}}}}"#;
        let policy = serde_json::from_str(policy).unwrap();
        crate::policy::SignedPolicy::set(&layout, &keyring, policy).unwrap();
        note(&layout, &keyring, &revealing("support", 7)).unwrap();
    }
    let verdict = Log::verify(&layout, &keyring, None).unwrap();
    assert_eq!(
        (verdict.entries, verdict.checkpoints, verdict.policy),
        (3, 3, 1)
    );
    let policy = crate::policy::SignedPolicy::newest(&layout, &keyring)
        .unwrap()
        .unwrap();
    let role = policy.policy.role("support").unwrap();
    assert_eq!(role.level("CREDIT_CARD"), crate::policy::Level::Last4);
    assert_eq!(role.values_per_day(), 200);
}
