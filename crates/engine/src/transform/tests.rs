//! Transforms are tested as data: `fixtures/transforms/*.toml`.

use std::{fs, path::Path};

use pumice_detect::{DetectorBuilder, ProfileId};
use pumice_vault::{Lease, Matching, Tokenizer};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::*;
use crate::{
    key::HashKey,
    policy::{Representation, TokenScope},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    transform: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    entity: String,
    input: String,
    output: String,
    #[serde(default)]
    pattern: PatternWord,
    #[serde(default)]
    normal: NormalWord,
    #[serde(default = "first")]
    ordinal: u32,
    #[serde(default)]
    keep_last: u8,
    with: Option<String>,
    #[serde(default)]
    scope: ScopeWord,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    representation: RepresentationWord,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ScopeWord {
    #[default]
    Domain,
    Document,
    Random,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RepresentationWord {
    #[default]
    Token,
    Ordinal,
    Type,
}

fn first() -> u32 {
    1
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PatternWord {
    #[default]
    Free,
    Name,
    Id,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum NormalWord {
    #[default]
    Exact,
    Lowercase,
    Alphanumeric,
    Digits,
}

impl Case {
    fn transform(&self, name: &str) -> Box<dyn Transform> {
        let key: Vec<u8> = (0..16).collect();
        match name {
            "redact" => Box::new(Redact),
            "replace" => Box::new(Replace::new(self.with.as_deref())),
            "mask" => Box::new(Mask::new(self.keep_last)),
            "hash" => Box::new(Hash::new(&HashKey::from_bytes(&key).unwrap())),
            "tokenize" => Box::new(Tokenize {
                // All entities are the first one here.
                places: vec![lease(&self.entity).place_of(&self.entity)].into(),
                scope: match self.scope {
                    ScopeWord::Domain => TokenScope::Domain,
                    ScopeWord::Document => TokenScope::Document,
                    ScopeWord::Random => TokenScope::Random,
                },
                matching: match self.exact {
                    true => Matching::Exact,
                    false => Matching::Canonical,
                },
                representation: match self.representation {
                    RepresentationWord::Token => Representation::Token,
                    RepresentationWord::Ordinal => Representation::Ordinal,
                    RepresentationWord::Type => Representation::Type,
                },
            }),
            "fpe" => Box::new(Fpe {
                ciphers: vec![(
                    EntityId(0),
                    pumice_vault::Fpe::new(&lease(&self.entity), &self.entity).unwrap(),
                )],
            }),
            "keep" => Box::new(Keep),
            _ => panic!("no transform is called {name}"),
        }
    }

    fn pattern(&self) -> Pattern {
        match self.pattern {
            PatternWord::Free => Pattern::Free,
            PatternWord::Name => Pattern::Name,
            PatternWord::Id => Pattern::Id,
        }
    }

    fn normal(&self) -> Normal {
        match self.normal {
            NormalWord::Exact => Normal::Exact,
            NormalWord::Lowercase => Normal::Lowercase,
            NormalWord::Alphanumeric => Normal::Alphanumeric,
            NormalWord::Digits => Normal::Digits,
        }
    }

    /// The text that stands where `text` stood.
    fn apply(&self, transform: &dyn Transform, text: &str) -> String {
        let detector = DetectorBuilder::new().build().unwrap();
        let context = TransformContext {
            entity: EntityId(0),
            entity_name: &self.entity,
            field: &detector.field("a".into(), b"", None, ProfileId::DEFAULT),
            record: 1,
            ordinal: Some(self.ordinal),
            pattern: self.pattern(),
            record_bytes: RecordBytes {
                hash: &|| Sha256::digest(b"a record").into(),
                index: 0,
            },
        };
        let value = Value {
            text: text.as_bytes(),
            spelled: text.as_bytes(),
            normal: self.normal(),
        };
        let mut out = vec![];
        let tokenizer = Tokenizer::new(lease(&self.entity).into());
        let state = &mut WorkerState::new(Some(TokenState::new(tokenizer, [0x22; 16])));
        match transform.apply(state, &value, &context, &mut out) {
            Outcome::Replaced => String::from_utf8(out).unwrap(),
            Outcome::Kept => text.to_owned(),
            Outcome::Failed(reason) => panic!("{reason}"),
        }
    }
}

fn lease(entity: &str) -> Lease {
    Lease::for_test("crm", &[entity])
}

/// Runs `test` on every case of every suite; a suite that is missing fails.
fn for_each_case(test: impl Fn(&str, &Case)) {
    for name in [
        "redact", "replace", "mask", "hash", "tokenize", "fpe", "keep",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../fixtures/transforms")
            .join(name)
            .with_extension("toml");
        let suite: Suite = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(suite.transform, name);
        assert!(!suite.case.is_empty());
        suite.case.iter().for_each(|case| test(name, case));
    }
}

#[test]
fn every_transform_writes_what_its_fixtures_say() {
    for_each_case(|name, case| {
        let transform = case.transform(name);
        assert_eq!(transform.name(), name);
        let is_of_record = matches!(case.scope, ScopeWord::Document | ScopeWord::Random)
            || matches!(case.representation, RepresentationWord::Ordinal);
        assert_eq!(transform.scope() == Scope::Record, is_of_record);
        let is_token = matches!(case.representation, RepresentationWord::Token);
        let is_reversible = match name {
            "tokenize" => is_token,
            _ => matches!(name, "fpe" | "keep"),
        };
        assert_eq!(transform.is_reversible(), is_reversible);
        let output = case.apply(&*transform, &case.input);
        assert_eq!(output, case.output, "{name} of {:?}", case.input);
    });
}

#[test]
fn names_stay_names() {
    for_each_case(|name, case| {
        if case.pattern() == Pattern::Name && name != "keep" {
            let is_allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
            assert!((1..=64).contains(&case.output.len()), "{}", case.output);
            assert!(case.output.bytes().all(is_allowed), "{}", case.output);
            assert!(case.output.starts_with(&format!("{}_", case.entity)));
        }
    });
}

#[test]
fn only_mask_and_keep_write_characters_of_the_value() {
    for_each_case(|name, case| {
        if matches!(name, "redact" | "replace" | "hash" | "tokenize") {
            let transform = case.transform(name);
            // The ordinal and the hash tell values apart; nothing else may depend on them.
            let other = case.apply(&*transform, "0123456789");
            let output = case.apply(&*transform, &case.input);
            assert_eq!(output.len(), other.len());
            if !matches!(name, "hash" | "tokenize") {
                assert_eq!(output, other);
            }
        }
    });
}

#[test]
fn masks_keep_at_most_what_was_asked_and_never_more_than_half() {
    for_each_case(|name, case| {
        if name == "mask" && case.pattern() == Pattern::Free {
            let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            assert!(count(&case.output) <= usize::from(case.keep_last));
            assert!(2 * count(&case.output) <= case.input.chars().count());
            assert_eq!(case.output.chars().count(), case.input.chars().count());
        }
    });
}

#[test]
fn treating_a_whole_value_twice_is_treating_it_once() {
    for_each_case(|name, case| {
        let once = &case.output;
        // Only a second pass over our own output knows a token, and nobody a number.
        let is_token =
            name == "tokenize" && matches!(case.representation, RepresentationWord::Token);
        assert_eq!(
            is_written_token(once.as_bytes(), Some(&case.entity)),
            is_token
        );
        if is_token || name == "fpe" {
            return;
        }
        if case.ordinal < 10_000 && !is_written(once.as_bytes(), &case.entity) {
            let transform = case.transform(name);
            assert_eq!(case.apply(&*transform, once), *once, "{name}");
        }
    });
}

#[test]
fn bytes_that_are_no_text_are_not_masked() {
    let detector = DetectorBuilder::new().build().unwrap();
    let context = TransformContext {
        entity: EntityId(0),
        entity_name: "URL",
        field: &detector.plain_field(),
        record: 1,
        ordinal: None,
        pattern: Pattern::Free,
        record_bytes: RecordBytes {
            hash: &|| [0; 32],
            index: 0,
        },
    };
    let value = Value {
        text: b"\xff",
        spelled: b"\xff",
        normal: Normal::Exact,
    };
    let outcome = Mask::new(0).apply(&mut WorkerState::default(), &value, &context, &mut vec![]);
    assert!(matches!(outcome, Outcome::Failed(_)));
}

#[test]
fn a_record_is_hashed_once_and_when_asked() {
    let detector = DetectorBuilder::new().build().unwrap();
    let field = detector.plain_field();
    let asked = std::cell::Cell::new(0);
    let hash_of = |state: &mut WorkerState, hash: u8, index: u32| {
        let compute = || {
            asked.set(asked.get() + 1);
            [hash; 32]
        };
        let context = TransformContext {
            entity: EntityId(0),
            entity_name: "URL",
            field: &field,
            record: 7,
            ordinal: None,
            pattern: Pattern::Free,
            record_bytes: RecordBytes {
                hash: &compute,
                index,
            },
        };
        context.record_hash(state)
    };
    let state = &mut WorkerState::default();
    assert_eq!(hash_of(state, 1, 3), [1; 32]);
    assert_eq!(hash_of(state, 2, 3), [1; 32]);
    assert_eq!(hash_of(state, 3, 0), [3; 32]);
    state.clear();
    assert_eq!(hash_of(state, 4, 3), [4; 32]);
    assert_eq!(asked.get(), 3);
}
