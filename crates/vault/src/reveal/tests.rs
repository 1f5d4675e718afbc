use std::fs;

use proptest::prelude::*;

use super::*;
use crate::{Mode, VaultId, policy::RevealPolicy};

/// A vault of a few values.
struct Few(Vec<(String, Known)>);

impl Values for Few {
    fn values(&mut self, tokens: &[Token<'_>]) -> Result<Vec<Option<Known>>, VaultError> {
        let found = tokens.iter().map(|token| {
            let text = text_of(token);
            let known = self.0.iter().find(|(known, _)| *known == text);
            known.map(|(_, known)| known.clone())
        });
        Ok(found.collect())
    }
}

fn text_of(token: &Token<'_>) -> String {
    let mut text = vec![];
    token.write(&mut text);
    String::from_utf8(text).unwrap()
}

fn token(entity: &str, number: u8) -> String {
    text_of(&Token {
        entity,
        head: Head::new(Mode::Domain, 1),
        tag: [number; 12],
    })
}

struct Folder {
    _folder: tempfile::TempDir,
    layout: Layout,
    keyring: Keyring,
}

fn folder(policy: &str) -> Folder {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path());
    for folder in layout.folders() {
        fs::create_dir(folder).unwrap();
    }
    let keyring = Keyring::random(VaultId::random());
    Log::create(&layout, &keyring).unwrap();
    let policy: RevealPolicy = serde_json::from_str(policy).unwrap();
    SignedPolicy::set(&layout, &keyring, policy).unwrap();
    Folder {
        _folder: folder,
        layout,
        keyring,
    }
}

impl Folder {
    fn begin(&self, role: &str) -> Result<Revealer<'_, Few>, VaultError> {
        let known = |domain: &str, value: &str| Known {
            domain: domain.into(),
            value: Revealed::new(value.into()),
        };
        let values = Few(vec![
            (token("EMAIL_ADDRESS", 1), known("crm", "jane@example.com")),
            (token("EMAIL_ADDRESS", 2), known("crm", "joe@example.com")),
            (token("EMAIL_ADDRESS", 3), known("sales", "ann@example.com")),
            (token("US_SSN", 1), known("crm", "536-90-4399")),
            (token("PERSON", 1), known("crm", "Jane Doe")),
        ]);
        let request = Request {
            role: role.into(),
            reason: Reason::new("ticket 7").unwrap(),
        };
        Revealer::begin(&self.layout, &self.keyring, values, &request)
    }
}

const POLICY: &str = r#"{"version":1,"roles":{
    "support":{"domains":["crm"],"values_per_day":3,"reveal":{"contact":"full","US_SSN":"last4"}},
    "names":{"domains":["*"],"values_per_day":9,"reveal":{"person":"initial","contact":"year"}}}}"#;

fn reveal(revealer: &mut Revealer<'_, Few>, text: &str) -> String {
    let (mut stream, mut out) = (TextStream::default(), vec![]);
    stream.push(text.as_bytes(), revealer, &mut out).unwrap();
    stream.finish(revealer, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_role_sees_what_its_policy_says_and_the_rest_stays() {
    let folder = folder(POLICY);
    let mut revealer = folder.begin("support").unwrap();
    let [jane, ann, nobody] = [1, 3, 9].map(|number| token("EMAIL_ADDRESS", number));
    let (ssn, person) = (token("US_SSN", 1), token("PERSON", 1));
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
        mangled: 1,
        resolved_by_entity: [("EMAIL_ADDRESS".to_owned(), 2), ("US_SSN".to_owned(), 1)].into(),
        denied_by_class: [("person", 1)].into(),
        values: 2,
    };
    assert_eq!(counts, expected);
    assert_eq!(counts.unresolved(), 4);

    let verdict = Log::verify(&folder.layout, &folder.keyring, Some(&checkpoint)).unwrap();
    assert_eq!(verdict.entries, 5);
    let log = fs::read_to_string(folder.layout.audit().join("log.jsonl")).unwrap();
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
    let folder = folder(POLICY);
    let mut revealer = folder.begin("names").unwrap();
    let (jane, person) = (token("EMAIL_ADDRESS", 1), token("PERSON", 1));
    let shown = reveal(&mut revealer, &format!("{jane} {person}"));
    assert_eq!(shown, format!("{jane} J. D."));
    assert_eq!(revealer.counts().denied, 1);
}

#[test]
fn quotas_hold_over_runs_and_what_is_over_stays() {
    let folder = folder(POLICY);
    let tokens = [token("EMAIL_ADDRESS", 1), token("EMAIL_ADDRESS", 2)];
    let [one, two] = &tokens;
    let mut revealer = folder.begin("support").unwrap();
    reveal(&mut revealer, &tokens.concat());
    revealer.end().unwrap();
    let mut revealer = folder.begin("support").unwrap();
    let shown = reveal(&mut revealer, &format!("{one}{two}{one}"));
    assert_eq!(shown, format!("jane@example.com{two}jane@example.com"));
    assert_eq!(revealer.counts().over_quota, 1);
    // Another role has its own.
    let mut revealer = folder.begin("names").unwrap();
    assert_eq!(reveal(&mut revealer, &token("PERSON", 1)), "J. D.");
}

#[test]
fn without_policy_or_role_nothing_is_revealed() {
    let folder = folder(POLICY);
    let error = folder.begin("admin").unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Refused);
    assert!(error.to_string().contains("names, support"), "{error}");
    fs::remove_file(folder.layout.policies().join("1.json")).unwrap();
    let error = folder.begin("support").unwrap_err();
    assert_eq!(error.kind(), VaultErrorKind::Refused);
}

#[test]
fn without_a_log_nothing_is_revealed() {
    let folder = folder(POLICY);
    let mut revealer = folder.begin("support").unwrap();
    let log = folder.layout.audit().join("log.jsonl");
    let file = fs::OpenOptions::new().write(true).open(&log).unwrap();
    file.set_len(10).unwrap();
    let text = token("EMAIL_ADDRESS", 1);
    let (mut stream, mut out) = (TextStream::default(), vec![]);
    let pushed = stream.push(format!("{text} ").as_bytes(), &mut revealer, &mut out);
    assert_eq!(pushed.unwrap_err().kind(), VaultErrorKind::Damaged);
    assert!(out.is_empty());
    // Nor afterwards, from what was remembered.
    assert!(stream.finish(&mut revealer, &mut out).is_err());
    assert!(out.is_empty());
    assert!(folder.begin("support").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn a_text_in_pieces_is_revealed_as_a_whole_one(
        cuts in proptest::collection::vec(0..200_usize, 0..30),
    ) {
        let folder = folder(POLICY);
        let (jane, ssn) = (token("EMAIL_ADDRESS", 1), token("US_SSN", 1).to_lowercase());
        let text = format!("é [{jane}]{jane}\\u005b{}\\u005d, {ssn}_x", &jane[1..jane.len() - 1]);
        let mut revealer = folder.begin("support").unwrap();
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
