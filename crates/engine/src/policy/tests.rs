//! Policies are tested as data: `fixtures/policies/bad` says in its first lines what is wrong.

use std::{fs, path::PathBuf};

use super::*;

fn fixtures(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/policies")
        .join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        (path, text)
    });
    files.collect()
}

fn everything() -> Policy {
    let files = fixtures("good");
    let (_, text) = files
        .iter()
        .find(|(path, _)| path.ends_with("everything.toml"))
        .unwrap();
    Policy::parse(text).unwrap()
}

fn rule<'a>(policy: &'a Policy, set: usize, entity: &str) -> &'a EntityPolicy {
    let at = policy.entities.iter().position(|name| name == entity);
    &policy.sets[set][at.unwrap()]
}

/// Defaults for all entities turn none on that the catalogue leaves off; its own table does.
#[test]
fn what_is_off_by_default_is_turned_on_by_name() {
    let on = |text: &str| {
        let policy = Policy::parse(&format!("version = 1\n{text}")).unwrap();
        (
            rule(&policy, 0, "UUID").enabled,
            rule(&policy, 0, "EMAIL_ADDRESS").enabled,
        )
    };
    assert_eq!(on(""), (false, true));
    assert_eq!(on("[defaults]\nthreshold = 0.1"), (false, true));
    assert_eq!(on("[entities.UUID]\nenabled = true"), (true, true));
}

#[test]
fn bad_policies_are_refused_with_their_line() {
    let files = fixtures("bad");
    assert!(files.len() >= 30);
    for (path, text) in files {
        let name = path.display();
        let expected = text.lines().next().unwrap();
        let expected = expected.strip_prefix("# expect: ").unwrap();
        let Err(error) = Policy::parse(&text) else {
            panic!("{name} is accepted");
        };
        let message = error.to_string();
        assert!(message.starts_with(expected), "{name}: {message}");
        assert!(!message.ends_with('.') && !message.contains('\n'), "{name}");
    }
}

#[test]
fn the_built_in_policy_replaces_everything() {
    let policy = Policy::builtin();
    let catalogue = pumice_detect::DetectorBuilder::new();
    let replaces = TransformSpec::Replace { with: None };
    assert_eq!(policy.sets.len(), 1);
    assert!(!policy.sets[0].is_empty());
    for (name, rule) in policy.entities.iter().zip(&policy.sets[0]) {
        assert_eq!(rule.transform, replaces);
        assert_eq!(rule.threshold, Score::DEFAULT_THRESHOLD);
        assert_eq!(rule.enabled, catalogue.is_default_on(name), "{name}");
    }
    assert_eq!(policy.invalid(), Invalid::Quarantine);
    assert_eq!(policy.numbers(), Numbers::Null);
    assert_eq!(policy.specimens, SpecimenPolicy::Treat);
    assert!(policy.regions.is_empty());
}

/// Who does not speak of specimens wants them treated.
#[test]
fn specimens_are_treated_unless_a_policy_keeps_them() {
    let policy = Policy::parse("version = 1\n").unwrap();
    assert_eq!(policy.specimens, SpecimenPolicy::Treat);
}

#[test]
fn every_key_of_a_policy_counts() {
    let policy = everything();
    assert_eq!(policy.invalid(), Invalid::Fail);
    assert_eq!(policy.numbers(), Numbers::String);
    assert_eq!(policy.specimens, SpecimenPolicy::Keep);
    assert_eq!(policy.regions.iter().collect::<Vec<_>>(), ["GB", "US"]);
    assert_eq!(policy.allow.len(), 2);
    assert_eq!(policy.allow_hashes_file(), Some("allow.hashes"));
    assert_eq!(policy.deny.len(), 2);

    let email = rule(&policy, 0, "EMAIL_ADDRESS");
    assert_eq!(email.transform, TransformSpec::Mask { keep_last: 4 });
    assert_eq!(email.threshold, Score::from_thousandths(600));
    assert!(!rule(&policy, 0, "URL").enabled);
    let other = rule(&policy, 0, "US_SSN");
    assert_eq!(other.transform, TransformSpec::Redact);
    assert_eq!(other.threshold, Score::MAX);
    let with = Some("(a project)".to_owned());
    let project = &rule(&policy, 0, "PROJECT").transform;
    assert_eq!(*project, TransformSpec::Replace { with });
}

#[test]
fn field_rules_override_what_holds_elsewhere() {
    let policy = everything();
    let [ssn, metadata, kept, role] = &policy.fields[..] else {
        panic!("four field rules");
    };
    assert_eq!(ssn.treat, Some(FieldTreat::Whole("US_SSN".into())));
    let hashed = rule(&policy, usize::from(ssn.set.0), "US_SSN");
    assert_eq!(hashed.transform, TransformSpec::Hash);

    assert_eq!(metadata.treat, None);
    let masked = rule(&policy, usize::from(metadata.set.0), "EMAIL_ADDRESS");
    assert_eq!(masked.transform, TransformSpec::Mask { keep_last: 0 });
    assert_eq!(masked.threshold, Score::from_thousandths(250));

    assert_eq!(kept.treat, Some(FieldTreat::Keep));
    assert_eq!(role.treat, Some(FieldTreat::Scan));
    assert_eq!((kept.set, role.set), (RuleSetId(0), RuleSetId(0)));
}

/// FIPS 180-2, appendix B.1.
#[test]
fn the_hash_is_that_of_the_text() {
    assert_eq!(
        text_hash("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(Policy::builtin().hash(), text_hash(Policy::BUILTIN));
}

#[test]
fn debug_output_holds_no_terms() {
    let shown = format!("{:?}", everything());
    assert!(
        !shown.contains("Heron") && !shown.contains("contoso"),
        "{shown}"
    );
}
