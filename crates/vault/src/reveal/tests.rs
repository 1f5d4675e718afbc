use std::fs;

use proptest::prelude::*;

use super::*;
use crate::{
    Matching, Recorder, Scope,
    policy::RevealPolicy,
    testing::{TestVault, Worker},
};

fn text_of(token: &Token<'_>) -> String {
    let mut text = vec![];
    token.write(&mut text);
    String::from_utf8(text).unwrap()
}

/// A vault of a few values, with a log and a policy.
struct Few {
    vault: TestVault,
    jane: String,
    joe: String,
    /// Of another domain.
    ann: String,
    ssn: String,
    person: String,
    /// Of another vault.
    nobody: String,
}

/// Writes values, and gives their tokens.
fn write(vault: &TestVault, domain: &str, values: &[(&'static str, &str)]) -> Vec<String> {
    let mut worker = Worker::new(vault.lease_of(domain));
    let tokens: Vec<_> = values
        .iter()
        .map(|(entity, value)| {
            let matching = Matching::Exact;
            text_of(&worker.tokenize(entity, matching, Scope::Domain, value.as_bytes()))
        })
        .collect();
    let recorder = Recorder::start(worker.lease.clone(), vault.layout.inbox());
    recorder.send(worker.take());
    recorder.close().unwrap();
    tokens
}

fn few() -> Few {
    let mut vault = TestVault::new();
    vault.keyring.add_domain("sales");
    Log::create(&vault.layout, &vault.keyring).unwrap();
    let policy: RevealPolicy = serde_json::from_str(POLICY).unwrap();
    SignedPolicy::set(&vault.layout, &vault.keyring, policy).unwrap();
    let crm = [
        ("EMAIL_ADDRESS", "jane@example.com"),
        ("EMAIL_ADDRESS", "joe@example.com"),
        ("US_SSN", "536-90-4399"),
        ("PERSON", "Jane Doe"),
    ];
    let [jane, joe, ssn, person] = write(&vault, "crm", &crm).try_into().unwrap();
    let ann = write(&vault, "sales", &[("EMAIL_ADDRESS", "ann@example.com")]).remove(0);
    let other = TestVault::new();
    let nobody = write(&other, "crm", &[("EMAIL_ADDRESS", "jane@example.com")]).remove(0);
    Few {
        vault,
        jane,
        joe,
        ann,
        ssn,
        person,
        nobody,
    }
}

impl Few {
    fn begin(&self, role: &str) -> Result<Revealer<'_>, VaultError> {
        let request = Request {
            role: role.into(),
            reason: Reason::new("ticket 7").unwrap(),
        };
        let TestVault {
            layout, keyring, ..
        } = &self.vault;
        let lookup = Lookup::open(keyring, layout).unwrap();
        Revealer::begin(layout, keyring, lookup, &request)
    }

    fn log(&self) -> std::path::PathBuf {
        self.vault.layout.audit().join("log.jsonl")
    }
}

const POLICY: &str = r#"{"version":1,"roles":{
    "support":{"domains":["crm"],"values_per_day":3,"reveal":{"contact":"full","US_SSN":"last4"}},
    "names":{"domains":["*"],"values_per_day":9,"reveal":{"person":"initial","contact":"year"}}}}"#;

fn reveal(revealer: &mut Revealer<'_>, text: &str) -> String {
    let (mut stream, mut out) = (TextStream::default(), vec![]);
    stream.push(text.as_bytes(), revealer, &mut out).unwrap();
    stream.finish(revealer, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_role_sees_what_its_policy_says_and_the_rest_stays() {
    let few = few();
    let mut revealer = few.begin("support").unwrap();
    let Few {
        jane,
        ann,
        nobody,
        ssn,
        person,
        ..
    } = &few;
    let mangled = person.replace("PERSON", "PERSONS");
    let text = format!("{jane} {jane} {ssn} {person} {ann} {nobody} {mangled}.");
    let shown = reveal(&mut revealer, &text);
    let expected =
        format!("jane@example.com jane@example.com ***-**-4399 {person} {ann} {nobody} {mangled}.");
    assert_eq!(shown, expected);
    let (counts, checkpoint) = revealer.end().unwrap();
    let expected = Counts {
        resolved: 3,
        denied: 1,
        over_quota: 0,
        unknown: 1,
        foreign: 1,
        refused: 0,
        mangled: 1,
        resolved_by_entity: [("EMAIL_ADDRESS".to_owned(), 2), ("US_SSN".to_owned(), 1)].into(),
        denied_by_class: [("person", 1)].into(),
        values: 2,
    };
    assert_eq!(counts, expected);
    assert_eq!(counts.unresolved(), 4);

    let verdict = Log::verify(&few.vault.layout, &few.vault.keyring, Some(&checkpoint)).unwrap();
    assert_eq!(verdict.entries, 5);
    let log = fs::read_to_string(few.log()).unwrap();
    assert!(
        log.contains(r#""tokens":2,"classes":{"contact":1,"identity":1}"#),
        "{log}"
    );
    for secret in ["jane", "4399", "Doe", &jane[1..20]] {
        assert!(!log.contains(secret), "{log}");
    }
}

#[test]
fn levels_that_do_not_fit_leave_the_token() {
    let few = few();
    let mut revealer = few.begin("names").unwrap();
    let (jane, person) = (&few.jane, &few.person);
    let shown = reveal(&mut revealer, &format!("{jane} {person}"));
    assert_eq!(shown, format!("{jane} J. D."));
    assert_eq!(revealer.counts().denied, 1);
}

#[test]
fn quotas_hold_over_runs_and_what_is_over_stays() {
    let few = few();
    let (one, two) = (&few.jane, &few.joe);
    let mut revealer = few.begin("support").unwrap();
    reveal(&mut revealer, &format!("{one}{two}"));
    revealer.end().unwrap();
    let mut revealer = few.begin("support").unwrap();
    let shown = reveal(&mut revealer, &format!("{one}{two}{one}"));
    assert_eq!(shown, format!("jane@example.com{two}jane@example.com"));
    assert_eq!(revealer.counts().over_quota, 1);
    // Another role has its own.
    let mut revealer = few.begin("names").unwrap();
    assert_eq!(reveal(&mut revealer, &few.person), "J. D.");
}

#[test]
fn without_policy_or_role_nothing_is_revealed() {
    let few = few();
    let error = few.begin("admin").unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Refused);
    assert!(error.to_string().contains("names, support"), "{error}");
    fs::remove_file(few.vault.layout.policies().join("1.json")).unwrap();
    let error = few.begin("support").unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Refused);
}

#[test]
fn without_a_log_nothing_is_revealed() {
    let few = few();
    let mut revealer = few.begin("support").unwrap();
    let file = fs::OpenOptions::new().write(true).open(few.log()).unwrap();
    file.set_len(10).unwrap();
    let (mut stream, mut out) = (TextStream::default(), vec![]);
    let pushed = stream.push(format!("{} ", few.jane).as_bytes(), &mut revealer, &mut out);
    assert_eq!(pushed.unwrap_err().kind(), VaultErrorKind::Damaged);
    assert!(out.is_empty());
    // Nor afterwards, from what was remembered.
    assert!(stream.finish(&mut revealer, &mut out).is_err());
    assert!(out.is_empty());
    assert!(few.begin("support").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn a_text_in_pieces_is_revealed_as_a_whole_one(
        cuts in proptest::collection::vec(0..200_usize, 0..30),
    ) {
        let few = few();
        let (jane, ssn) = (&few.jane, few.ssn.to_lowercase());
        let text = format!("é [{jane}]{jane}\\u005b{}\\u005d, {ssn}_x", &jane[1..jane.len() - 1]);
        let mut revealer = few.begin("support").unwrap();
        let whole = reveal(&mut revealer, &text);
        prop_assert_eq!(
            &whole,
            "é [jane@example.com]jane@example.comjane@example.com, ***-**-4399_x"
        );
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(text.len())).collect();
        cuts.sort_unstable();
        let (mut stream, mut out, mut from) = (TextStream::default(), vec![], 0);
        for cut in cuts {
            stream.push(&text.as_bytes()[from..cut], &mut revealer, &mut out).unwrap();
            from = cut;
        }
        stream.push(&text.as_bytes()[from..], &mut revealer, &mut out).unwrap();
        stream.finish(&mut revealer, &mut out).unwrap();
        prop_assert_eq!(String::from_utf8(out).unwrap(), whole);
    }
}
