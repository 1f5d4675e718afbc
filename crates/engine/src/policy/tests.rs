//! Policies are tested as data, by the real command too: `tests/cli/policies.rs` reads
//! `fixtures/policies/bad`.

use std::{collections::BTreeMap, fs, path::Path};

use pumice_detect::Disguise;

use super::*;

fn everything() -> Policy {
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/policies/good");
    let path = good.join("everything.toml");
    let text = fs::read(&path).unwrap();
    Policy::load(&path, &text, &mut |path| fs::read(path)).unwrap()
}

/// Loads `top.toml` of some files that are in memory; how often each was read comes with it.
fn load(files: &[(&str, &str)]) -> (Result<Policy, PolicyErrors>, BTreeMap<String, usize>) {
    let mut reads = BTreeMap::new();
    let find = |path: &Path| {
        let file = files.iter().find(|(name, _)| Path::new(name) == path);
        file.map(|(_, text)| text.as_bytes().to_vec())
    };
    let top = Path::new("top.toml");
    let text = find(top).unwrap();
    let policy = Policy::load(top, &text, &mut |path| {
        *reads.entry(path.display().to_string()).or_default() += 1;
        find(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    });
    (policy, reads)
}

fn rule<'a>(policy: &'a Policy, set: usize, entity: &str) -> &'a EntityPolicy {
    let at = policy.entities.iter().position(|name| name == entity);
    &policy.sets[set].rules[at.unwrap()]
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
fn the_built_in_policy_replaces_everything() {
    let policy = Policy::builtin();
    let catalogue = pumice_detect::DetectorBuilder::new();
    let replaces = TransformSpec::Replace { with: None };
    assert_eq!(policy.sets.len(), 1);
    assert!(!policy.sets[0].rules.is_empty());
    for (name, rule) in policy.entities.iter().zip(&policy.sets[0].rules) {
        assert_eq!(rule.transform, replaces);
        assert_eq!(rule.threshold, Score::DEFAULT_THRESHOLD);
        assert_eq!(rule.enabled, catalogue.is_default_on(name), "{name}");
    }
    assert_eq!(policy.invalid(), Invalid::Quarantine);
    assert_eq!(policy.numbers(), Numbers::Null);
    assert_eq!(policy.specimens, SpecimenPolicy::Treat);
    assert_eq!(policy.disguises, Disguises::ALL);
    assert!(policy.sets[0].regions.is_empty());
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
    let some = [Disguise::Digits, Disguise::QuotedPrintable];
    let some = some.into_iter().fold(Disguises::NONE, Disguises::with);
    assert_eq!(policy.disguises, some);
    let regions = policy.sets[0].regions.iter();
    assert_eq!(regions.collect::<Vec<_>>(), ["GB", "US"]);
    assert_eq!(policy.allow.len(), 2);
    let hashes = policy.allow_hashes().map(AllowHashes::key_id);
    assert_eq!(hashes, Some("2841d37f"));
    assert_eq!(policy.recognizers.len(), 5);

    let email = rule(&policy, 0, "EMAIL_ADDRESS");
    assert_eq!(email.transform, TransformSpec::Mask { keep_last: 4 });
    assert_eq!(email.threshold, Score::from_thousandths(600));
    assert!(!rule(&policy, 0, "URL").enabled);
    assert!(rule(&policy, 0, "UUID").enabled);
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
    let [ssn, number, metadata, kept, role, content, below, notes] = &policy.fields[..] else {
        panic!("six field rules, and two of the file below");
    };
    assert_eq!(ssn.treat, Some(FieldTreat::Whole("US_SSN".into())));
    let hashed = rule(&policy, usize::from(ssn.set.0), "US_SSN");
    assert_eq!(hashed.transform, TransformSpec::Hash);

    assert_eq!(number.treat, Some(FieldTreat::Whole("US_ITIN".into())));
    let alike = rule(&policy, usize::from(number.set.0), "US_ITIN");
    let fpe = TransformSpec::Fpe {
        accepts_dictionary_risk: true,
    };
    assert_eq!(alike.transform, fpe);

    assert_eq!(metadata.treat, None);
    let masked = rule(&policy, usize::from(metadata.set.0), "EMAIL_ADDRESS");
    assert_eq!(masked.transform, TransformSpec::Mask { keep_last: 0 });
    assert_eq!(masked.threshold, Score::from_thousandths(250));

    assert_eq!(kept.treat, Some(FieldTreat::Keep));
    assert_eq!(role.treat, Some(FieldTreat::Scan));
    assert_eq!((kept.set, role.set), (RuleSetId(0), RuleSetId(0)));

    assert_eq!(content.role, Some(Role::User));
    let regions = policy.sets[usize::from(content.set.0)].regions.iter();
    assert_eq!(regions.collect::<Vec<_>>(), ["DE"]);

    // Their overrides hold on what all files together say.
    assert_eq!(below.set, notes.set);
    let redacted = rule(&policy, usize::from(notes.set.0), "US_SSN");
    assert_eq!(redacted.transform, TransformSpec::Redact);
    assert_eq!(redacted.threshold, Score::from_thousandths(750));
    assert_eq!(policy.notes.len(), 1, "metadata is covered from above");
}

/// A list is taken as it is: it neither adds to one of a file below nor to all.
#[test]
fn the_strongest_list_of_disguises_holds() {
    let none = "disguises = []\n";
    let digits = "disguises = [\"digits\"]\n";
    let digits_alone = Disguises::NONE.with(Disguise::Digits);
    for (top, base, expected) in [
        ("", "", Disguises::ALL),
        ("", none, Disguises::NONE),
        (none, digits, Disguises::NONE),
        (digits, none, digits_alone),
        (digits, "disguises = [\"apart\"]\n", digits_alone),
    ] {
        let top = format!("version = 1\ninclude = [\"base.toml\"]\n{top}");
        let base = format!("version = 1\n{base}");
        let (policy, _) = load(&[("top.toml", &top), ("base.toml", &base)]);
        assert_eq!(policy.unwrap().disguises, expected, "{top}{base}");
    }
}

#[test]
fn the_last_word_counts_key_by_key() {
    let (policy, _) = load(&[
        (
            "top.toml",
            "version = 1\ninclude = [\"a.toml\", \"b.toml\"]\nnumbers = \"string\"\n\
             [entities.URL]\nthreshold = 0.1\n[entities.US_SSN]\ntransform = \"redact\"\n",
        ),
        (
            "a.toml",
            "version = 1\nnumbers = \"null\"\ninvalid = \"fail\"\nallow = [\"one\"]\n\
             [defaults]\nthreshold = 0.7\n[entities.URL]\ntransform = \"mask\"\nkeep_last = 2\n\
             [entities.US_SSN]\nthreshold = 0.3\n",
        ),
        (
            "b.toml",
            "version = 1\nallow = [\"two\"]\n[defaults]\ntransform = \"keep\"\n\
             [entities.URL]\nthreshold = 0.2\nkeep_last = 3\n",
        ),
    ]);
    let policy = policy.unwrap();
    assert_eq!(
        (policy.numbers(), policy.invalid()),
        (Numbers::String, Invalid::Fail)
    );
    assert_eq!(policy.allow, ["one", "two"]);
    let of = |entity| {
        let EntityPolicy {
            transform,
            threshold,
            ..
        } = rule(&policy, 0, entity).clone();
        (transform, threshold.thousandths())
    };
    assert_eq!(of("URL"), (TransformSpec::Mask { keep_last: 3 }, 100));
    assert_eq!(of("US_SSN"), (TransformSpec::Redact, 300));
    assert_eq!(of("EMAIL_ADDRESS"), (TransformSpec::Keep, 700));
}

/// Two files that build on a third are no circle, and it counts once.
#[test]
fn a_file_that_is_named_twice_is_read_once() {
    let (policy, reads) = load(&[
        (
            "top.toml",
            "version = 1\ninclude = [\"x/a.toml\", \"x/b.toml\"]\n",
        ),
        ("x/a.toml", "version = 1\ninclude = [\"../base.toml\"]\n"),
        (
            "x/../base.toml",
            "version = 1\n[[recognizer]]\nid = \"badge\"\nentity = \"BADGE\"\n\
                            dictionary = \"terms.txt\"\n[[recognizer]]\nid = \"other\"\n\
                            entity = \"BADGE\"\ndictionary = \"./terms.txt\"\n",
        ),
        ("x/../terms.txt", "B-12345\n"),
        ("x/b.toml", "version = 1\ninclude = [\"./../base.toml\"]\n"),
    ]);
    let policy = policy.unwrap();
    assert_eq!(policy.recognizers.len(), 2);
    assert!(reads.values().all(|&count| count == 1), "{reads:?}");
    let files: Vec<_> = policy
        .files()
        .map(|file| file.display().to_string())
        .collect();
    assert_eq!(
        files,
        [
            "top.toml",
            "x/a.toml",
            "x/../base.toml",
            "x/b.toml",
            "x/../terms.txt"
        ]
    );
}

/// Each file names its list from its own folder, and the last one that is named holds: no other is read.
#[test]
fn the_strongest_list_of_hashes_holds() {
    let list = |id: &str| format!("pumice-allow-hashes version=1 key={id}\n");
    let (above, below) = (list("aaaaaaaa"), list("bbbbbbbb"));
    let loaded = |top: &str| {
        load(&[
            ("top.toml", top),
            (
                "x/base.toml",
                "version = 1\nallow_hashes = \"../lists/below\"\n",
            ),
            ("x/../lists/below", &below),
            ("lists/above", &above),
        ])
    };
    let include = "version = 1\ninclude = [\"x/base.toml\"]\n";
    for (more, id, file) in [
        ("", "bbbbbbbb", "x/../lists/below"),
        (
            "allow_hashes = \"lists/above\"\n",
            "aaaaaaaa",
            "lists/above",
        ),
    ] {
        let (policy, reads) = loaded(&format!("{include}{more}"));
        let policy = policy.unwrap();
        assert_eq!(policy.allow_hashes().map(AllowHashes::key_id), Some(id));
        let last = policy.files().last();
        assert_eq!(last.map(PathBuf::as_path), Some(Path::new(file)));
        assert_eq!(reads.len(), 2, "{reads:?}");
    }
}

/// What is found depends on every file, and the report must tell.
#[test]
fn the_hash_covers_every_file() {
    let hash_of = |base: &str, terms: &str, allowed: &str| {
        let top = "version = 1\ninclude = [\"base.toml\"]\nallow_hashes = \"allow.hashes\"\n";
        let base = format!(
            "version = 1\n{base}[[recognizer]]\nid = \"badge\"\nentity = \"BADGE\"\n\
             dictionary = \"terms.txt\"\n"
        );
        let (policy, _) = load(&[
            ("top.toml", top),
            ("base.toml", &base),
            ("terms.txt", terms),
            (
                "allow.hashes",
                &format!("pumice-allow-hashes version=1 key=1a2b3c4d\n{allowed}"),
            ),
        ]);
        policy.unwrap().hash().to_owned()
    };
    let hash = |base: &str, terms: &str| hash_of(base, terms, "");
    let one = hash("", "B-12345\n");
    assert_eq!(one.len(), 64);
    assert_eq!(one, hash("", "B-12345\n"));
    assert_ne!(one, hash("", "B-12346\n"));
    assert_ne!(one, hash("numbers = \"string\"\n", "B-12345\n"));
    assert_ne!(one, hash_of("", "B-12345\n", &"0".repeat(32)));
}

#[test]
fn a_policy_that_is_no_file_names_none() {
    let error = Policy::parse("version = 1\ninclude = [\"base.toml\"]\n").unwrap_err();
    assert_eq!((error.file(), error.line()), (None, 2));
    assert!(error.message().contains("nothing beside it"), "{error}");
}

#[test]
fn debug_output_holds_no_terms() {
    let shown = format!("{:?}", everything());
    assert!(
        !shown.contains("Heron") && !shown.contains("contoso"),
        "{shown}"
    );
}
