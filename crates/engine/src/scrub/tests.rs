//! The door for one block, with a record format of a few lines.

mod tokens;

use std::{path::Path, sync::Mutex};

use pumice_detect::Role;

use super::*;
use crate::{HashKey, tally::Row, transform::Scope};

/// Nobody's values are kept because a key was forgotten, or another one was given.
#[test]
fn allowed_hashes_want_their_key() {
    let [key, other] = [1, 2].map(|byte| HashKey::from_bytes(&[byte; 16]).unwrap());
    let list = crate::AllowHashes::head(&key);
    let policy = Policy::load(
        Path::new("policy.toml"),
        b"version = 1\nallow_hashes = \"a\"",
        &mut |_| Ok(list.clone().into_bytes()),
    );
    let policy = policy.unwrap();
    let compiled = |key: Option<&HashKey>| {
        Scrubber::new(policy.clone(), key.cloned()).map_err(|error| error.kind())
    };
    let kind = |key| compiled(key).unwrap_err();
    assert_eq!(kind(None), ScrubberErrorKind::MissingKey);
    assert_eq!(kind(Some(&other)), ScrubberErrorKind::OtherKey);
    assert!(compiled(Some(&key)).is_ok());
}

/// Records are lists of values, each at a path of keys.
struct Values {
    records: Vec<Vec<(&'static str, String)>>,
    encoding: Encoding,
    text: Vec<u8>,
    regions: Vec<Region>,
    withheld: Vec<(u32, Reason)>,
    /// Whether a value is withheld alone, not with its record.
    has_cells: bool,
    rewritten: bool,
}

impl Values {
    fn new(records: &[&[(&'static str, &str)]]) -> Self {
        let record = |record: &&[(&'static str, &str)]| {
            let values = record.iter();
            values
                .map(|&(path, text)| (path, text.to_owned()))
                .collect()
        };
        Self {
            records: records.iter().map(record).collect(),
            encoding: Encoding::Plain,
            text: vec![],
            regions: vec![],
            withheld: vec![],
            has_cells: false,
            rewritten: false,
        }
    }

    fn json(mut self) -> Self {
        self.encoding = Encoding::JsonString;
        self
    }

    /// The values of one record, one behind the other.
    fn shown(&self, record: usize) -> Vec<&str> {
        let values = self.records[record].iter();
        values.map(|(_, text)| text.as_str()).collect()
    }
}

impl Batch for Values {
    const LAYOUT: Layout = Layout(&[
        ("name", Treatment::Name),
        ("id", Treatment::Id),
        ("ref", Treatment::Id),
    ]);

    fn open(&mut self, fields: &mut Fields<'_>) {
        for (record, values) in self.records.iter().enumerate() {
            for (path, text) in values {
                let at = path.split('.').fold(fields.root(), |at, key| match key {
                    "{key}" => at,
                    _ => fields.member(at, at, key.as_bytes()).path,
                });
                let field = if path.ends_with("{key}") {
                    fields.keys(at)
                } else if fields.treatment(at) == Treatment::Keep {
                    continue;
                } else {
                    let field = fields.field(at, None);
                    fields.with_role(field, Role::User)
                };
                let start = self.text.len() as u32;
                self.text.extend_from_slice(text.as_bytes());
                self.regions.push(Region {
                    start,
                    end: self.text.len() as u32,
                    record: record as u32,
                    field,
                    encoding: self.encoding,
                });
            }
        }
    }

    fn text(&self) -> &[u8] {
        &self.text
    }

    fn regions(&self) -> &[Region] {
        &self.regions
    }

    fn first_record(&self) -> u64 {
        1
    }

    fn record(&self, _record: u32) -> &[u8] {
        b""
    }

    fn places(&self, findings: &[Finding], places: &mut Vec<Place>) {
        places.extend(findings.iter().map(|finding| Place {
            record: u64::from(self.regions[finding.region as usize].record) + 1,
            record_offset: 0,
            span: finding.span,
        }));
    }

    fn accepted(&self) -> u64 {
        (self.records.len() - self.withheld.len()) as u64
    }

    fn rejected(&self) -> u64 {
        self.withheld.len() as u64
    }

    fn bytes_read(&self) -> u64 {
        self.text.len() as u64
    }

    fn blobs(&self) -> u64 {
        0
    }

    fn unit(&self, region: &Region) -> u32 {
        match self.has_cells {
            true => self
                .regions
                .partition_point(|other| other.start < region.start) as u32,
            false => region.record,
        }
    }

    fn withhold(&mut self, unit: u32, reason: Reason) {
        assert!(!self.rewritten);
        self.withheld.push((unit, reason));
    }

    fn rewrite(&mut self, edits: &Edits) {
        self.rewritten = true;
        let mut at = 0;
        for (record, values) in self.records.iter_mut().enumerate() {
            for (_, text) in values {
                let Some(region) = self.regions.get(at) else {
                    continue;
                };
                assert_eq!(region.record as usize, record);
                let of_region = edits.as_slice().iter().filter(|e| e.region as usize == at);
                for edit in of_region.collect::<Vec<_>>().into_iter().rev() {
                    let (start, end) = (edit.span.start, edit.span.end);
                    let range = (start - region.start) as usize..(end - region.start) as usize;
                    let new = std::str::from_utf8(edits.text(edit)).unwrap();
                    text.replace_range(range, new);
                }
                at += 1;
            }
        }
    }
}

fn scrubber(policy: &str) -> Scrubber {
    let key = HashKey::from_bytes(&[7; 32]).unwrap();
    let policy = Policy::parse(&format!("version = 1\n{policy}")).unwrap();
    Scrubber::new(policy, Some(key)).unwrap()
}

/// Scrubs one block, and what comes out once more: that changes nothing.
fn scrub(scrubber: &Scrubber, batch: Values) -> (Values, Tally) {
    let mut worker = scrubber.worker::<Values>();
    let (batch, tally) = scrubber.scrub(&mut worker, batch);
    if batch.withheld.is_empty() {
        let records: Vec<Vec<_>> = batch
            .records
            .iter()
            .map(|values| {
                values
                    .iter()
                    .map(|(path, text)| (*path, text.as_str()))
                    .collect()
            })
            .collect();
        let records: Vec<&[_]> = records.iter().map(|values| values.as_slice()).collect();
        let again = Values::new(&records);
        let again = Values {
            encoding: batch.encoding,
            ..again
        };
        let (again, _) = scrubber.scrub(&mut worker, again);
        for (again, once) in again.records.iter().zip(&batch.records) {
            let changed = again.iter().zip(once).find(|(again, once)| again != once);
            assert_eq!(changed, None, "a second pass changes nothing");
        }
    }
    (batch, tally)
}

fn one(policy: &str, path: &'static str, text: &str) -> String {
    let (batch, _) = scrub(&scrubber(policy), Values::new(&[&[(path, text)]]));
    batch.records[0][0].1.clone()
}

/// Rows without their role, for comparison.
fn rows(tally: &Tally) -> Vec<(&str, &str, &str, Fate, u64)> {
    let plain = |row: &Row| row.role;
    assert!(
        tally
            .rows
            .iter()
            .all(|row| plain(row).is_none_or(|role| role == Role::User))
    );
    let rows = tally.rows.iter();
    rows.map(|row| {
        (
            &*row.path,
            &*row.entity,
            &*row.transform,
            row.fate,
            row.count,
        )
    })
    .collect()
}

const TERMS: &str = "[[deny]]\nentity = \"PROJECT\"\nterms = [\"Blue Heron\", \"Red Kite\"]\n";

#[test]
fn findings_are_replaced_and_the_rest_stays() {
    let text = "Mail jane@example.com about Blue Heron, please.";
    assert_eq!(
        one(TERMS, "text", text),
        "Mail <EMAIL_ADDRESS> about <PROJECT>, please."
    );
}

#[test]
fn every_transform_survives_a_second_pass() {
    let text = "Write to jane.doe@example.com or call +1 425 555 0142; card 4111 1111 1111 1111.";
    for transform in ["redact", "replace", "mask", "hash", "keep"] {
        for keep_last in ["", "keep_last = 4\n"] {
            let keep_last = if transform == "mask" { keep_last } else { "" };
            let policy = format!("[defaults]\ntransform = \"{transform}\"\n{keep_last}");
            let out = one(&policy, "text", text);
            assert_eq!(out == text, transform == "keep", "{out}");
            for path in ["name", "id"] {
                one(&policy, path, "jane.doe@example.com");
            }
        }
    }
}

#[test]
fn names_are_replaced_whole_and_counted() {
    let batch = Values::new(&[
        &[
            ("name", "jane@example.com_via_jim@example.com"),
            ("name", "jim@example.com"),
            ("name", "JANE@example.com"),
        ],
        &[("name", "jim@example.com")],
    ]);
    let (batch, tally) = scrub(&scrubber(""), batch);
    assert!(
        batch
            .shown(0)
            .iter()
            .all(|name| name.starts_with("EMAIL_ADDRESS_"))
    );
    assert_eq!(batch.shown(1), ["EMAIL_ADDRESS_1"]);
    assert_ne!(batch.shown(0)[1], batch.shown(0)[2]);
    assert!(tally.findings >= 4);
    assert!(tally.rows.iter().all(|row| row.fate == Fate::Replaced));
}

#[test]
fn different_ids_of_a_record_stay_different_and_equal_ones_equal() {
    for transform in ["redact", "replace", "mask", "hash"] {
        let scrubber = scrubber(&format!("[defaults]\ntransform = \"{transform}\"\n"));
        let batch = Values::new(&[&[
            ("id", "call Blue jane@example.com"),
            ("id", "call Blue jim@example.com"),
            ("ref", "call Blue jane@example.com"),
            ("ref", "call Blue JANE@example.com"),
        ]]);
        let (batch, _) = scrub(&scrubber, batch);
        let ids = batch.shown(0);
        assert!(ids.iter().all(|id| !id.contains("example")), "{ids:?}");
        assert_eq!(ids[0], ids[2], "{transform}");
        assert!(ids[0] != ids[1] && ids[0] != ids[3], "{transform}");
    }
}

#[test]
fn whole_values_are_not_searched() {
    let policy = "[[fields]]\npath = \"a\"\ntreat = \"whole\"\nentity = \"US_SSN\"\n";
    for transform in ["redact", "replace", "mask", "hash", "keep"] {
        let policy = format!("[defaults]\ntransform = \"{transform}\"\n{policy}");
        let out = one(&policy, "a", "jane@example.com or so");
        assert_eq!(out.contains("jane"), transform == "keep", "{out}");
        assert!(!out.contains("EMAIL"), "{out}");
    }
    assert_eq!(one(policy, "a", ""), "");
    assert_eq!(one(policy, "a", "anything"), "<US_SSN>");
    assert_eq!(one(policy, "b", "anything"), "anything");
}

#[test]
fn allowed_values_stay_and_are_counted() {
    let policy = scrubber("allow = [\"Support@Contoso.com\"]\n");
    let text = "support@contoso.com, jane@contoso.com";
    let (batch, tally) = scrub(&policy, Values::new(&[&[("zq-4417", text)]]));
    assert_eq!(batch.shown(0), ["support@contoso.com, <EMAIL_ADDRESS>"]);
    assert_eq!(
        rows(&tally),
        [
            ("*", "EMAIL_ADDRESS", "replace", Fate::Replaced, 1),
            ("*", "EMAIL_ADDRESS", "replace", Fate::Allowed, 1),
        ]
    );
}

#[test]
fn specimens_are_counted_and_a_policy_may_keep_them() {
    let text = "jane@example.com, jane@contoso.com, Blue Heron, 4111 1111 1111 1111";
    let run = |policy: &str| {
        let batch = Values::new(&[&[("a", text)]]);
        let policy = format!("{policy}{TERMS}");
        let (batch, tally) = scrub(&scrubber(&policy), batch);
        let counts = tally.rows.iter();
        let counts: Vec<_> = counts
            .map(|row| (row.entity.to_string(), row.fate, row.count, row.specimens))
            .collect();
        (batch.shown(0)[0].to_owned(), counts)
    };
    let row = |entity: &str, fate, count, specimens| (entity.to_owned(), fate, count, specimens);
    let (treated, counts) = run("");
    let replaced = "<EMAIL_ADDRESS>, <EMAIL_ADDRESS>, <PROJECT>, <CREDIT_CARD>";
    assert_eq!(treated, replaced);
    assert_eq!(
        counts,
        [
            row("CREDIT_CARD", Fate::Replaced, 1, 1),
            row("EMAIL_ADDRESS", Fate::Replaced, 2, 1),
            row("PROJECT", Fate::Replaced, 1, 0),
        ]
    );
    let (kept, counts) = run("specimens = \"keep\"\n");
    assert_eq!(
        kept,
        "jane@example.com, <EMAIL_ADDRESS>, <PROJECT>, 4111 1111 1111 1111"
    );
    assert_eq!(
        counts,
        [
            row("CREDIT_CARD", Fate::Kept, 1, 1),
            row("EMAIL_ADDRESS", Fate::Replaced, 1, 0),
            row("EMAIL_ADDRESS", Fate::Kept, 1, 1),
            row("PROJECT", Fate::Replaced, 1, 0),
        ]
    );
}

/// What a deny list or a field rule names is treated, whatever it looks like; and a specimen beside
/// something else in a value that is taken whole does not save the rest.
#[test]
fn keeping_specimens_keeps_nothing_else() {
    let denied = "specimens = \"keep\"\n[[deny]]\nentity = \"EMAIL_ADDRESS\"\n\
                  terms = [\"jane@example.com\"]\n";
    assert_eq!(one(denied, "a", "jane@example.com"), "<EMAIL_ADDRESS>");
    let whole = "specimens = \"keep\"\n[[fields]]\npath = \"a\"\ntreat = \"whole\"\n\
                 entity = \"US_SSN\"\n";
    assert_eq!(one(whole, "a", "078-05-1120"), "078-05-1120");
    assert_eq!(one(whole, "a", "Jane 078-05-1120"), "<US_SSN>");
}

#[test]
fn specimens_are_told_with_escapes_undone() {
    let policy = scrubber("specimens = \"keep\"\n");
    let batch = Values::new(&[&[("a", r"jane\u0040example.com")]]).json();
    let (batch, tally) = scrub(&policy, batch);
    assert_eq!(batch.shown(0), [r"jane\u0040example.com"]);
    assert_eq!(tally.rows[0].specimens, 1);
}

#[test]
fn escapes_are_undone_before_a_value_is_hashed() {
    let policy = scrubber("[defaults]\ntransform = \"hash\"\n");
    let plain = Values::new(&[&[("a", "jane@example.com")]]);
    let escaped = Values::new(&[&[("a", r"jane\u0040example.com")]]).json();
    let (plain, escaped) = (scrub(&policy, plain).0, scrub(&policy, escaped).0);
    assert_eq!(plain.shown(0), escaped.shown(0));
}

#[test]
fn keys_are_searched_unless_their_members_are_kept() {
    let policy = scrubber("[[fields]]\npath = \"kept.**\"\ntreat = \"keep\"\n");
    let key = "jane@example.com";
    let batch = Values::new(&[&[("kept.{key}", key), ("open.{key}", key)]]);
    let (batch, tally) = scrub(&policy, batch);
    assert_eq!(batch.shown(0), [key, "<EMAIL_ADDRESS>"]);
    assert_eq!(
        rows(&tally),
        [
            ("*.{key}", "EMAIL_ADDRESS", "replace", Fate::Replaced, 1),
            ("kept.{key}", "EMAIL_ADDRESS", "keep", Fate::Kept, 1),
        ]
    );
}

#[test]
fn field_rules_change_transforms_and_thresholds() {
    let policy = "[[fields]]\npath = \"a\"\nentities.EMAIL_ADDRESS = { transform = \"redact\" }\n\
                  [[fields]]\npath = \"b\"\nentities.EMAIL_ADDRESS = { enabled = false }\n";
    assert_eq!(one(policy, "a", "jane@example.com"), "[REDACTED]");
    assert_eq!(one(policy, "b", "jane@example.com"), "jane@example.com");
    assert_eq!(one(policy, "c", "jane@example.com"), "<EMAIL_ADDRESS>");
}

/// Fails where it is told to.
#[derive(Debug)]
struct Failing(Mutex<u32>);

impl Transform for Failing {
    fn name(&self) -> &'static str {
        "failing"
    }

    fn scope(&self) -> Scope {
        Scope::Value
    }

    fn apply(
        &self,
        _state: &mut WorkerState,
        value: &Value<'_>,
        context: &TransformContext<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        out.extend_from_slice(b"x");
        if value.text.starts_with(b"bad") {
            *self.0.lock().unwrap() += context.record as u32;
            return Outcome::Failed("it was told to");
        }
        Outcome::Replaced
    }
}

#[test]
fn a_failed_transform_withholds_the_whole_record() {
    let mut scrubber = scrubber("");
    scrubber.transforms[0] = Box::new(Failing(Mutex::new(0)));
    let batch = Values::new(&[
        &[("a", "good@example.com")],
        &[
            ("a", "good@example.com"),
            ("a", "bad@example.com bad2@example.com"),
        ],
        &[("a", "good@example.com")],
    ]);
    let (batch, tally) = scrub(&scrubber, batch);
    assert_eq!(batch.withheld, [(1, Reason::Transform("it was told to"))]);
    assert_eq!(batch.shown(0), ["x"]);
    assert_eq!(batch.shown(1)[0], "good@example.com");
    assert_eq!(batch.shown(2), ["x"]);
    assert_eq!((tally.records_in, tally.records_out), (3, 2));
    assert_eq!(tally.records_quarantined, 1);
    assert_eq!(
        rows(&tally),
        [
            ("*", "EMAIL_ADDRESS", "failing", Fate::Replaced, 2),
            ("*", "EMAIL_ADDRESS", "failing", Fate::Withheld, 3),
        ]
    );
}

/// The number of a cell is none of a record, and what stands beside it is still replaced.
#[test]
fn a_failed_transform_withholds_a_cell_alone_where_there_are_some() {
    let mut scrubber = scrubber("");
    scrubber.transforms[0] = Box::new(Failing(Mutex::new(0)));
    let mut batch = Values::new(&[
        &[("a", "good@example.com"), ("a", "good@example.com")],
        &[("a", "bad@example.com"), ("a", "good@example.com")],
        &[("a", "good@example.com"), ("a", "good@example.com")],
    ]);
    batch.has_cells = true;
    let (batch, tally) = scrub(&scrubber, batch);
    assert_eq!(batch.withheld, [(2, Reason::Transform("it was told to"))]);
    assert_eq!(batch.shown(0), ["x", "x"]);
    assert_eq!(batch.shown(1)[1], "x");
    assert_eq!(batch.shown(2), ["x", "x"]);
    assert_eq!(
        rows(&tally),
        [
            ("*", "EMAIL_ADDRESS", "failing", Fate::Replaced, 5),
            ("*", "EMAIL_ADDRESS", "failing", Fate::Withheld, 1),
        ]
    );
}

#[test]
fn inspection_counts_and_changes_nothing() {
    let scrubber = scrubber(TERMS);
    let batch = Values::new(&[&[("a", "Blue Heron"), ("a", "red kite")]]);
    let mut worker = scrubber.worker::<Values>();
    let (batch, tally) = scrubber.inspect(&mut worker, batch);
    assert!(!batch.rewritten);
    assert_eq!(rows(&tally), [("*", "PROJECT", "replace", Fate::Found, 2)]);
    assert_eq!(worker.findings().len(), 2);
    assert!(!format!("{worker:?} {scrubber:?}").contains("Heron"));
}

#[test]
fn inspection_knows_what_stays() {
    let scrubber = scrubber(
        "allow = [\"joe@example.com\"]\n\
         [[fields]]\npath = \"ssn\"\ntreat = \"whole\"\nentity = \"US_SSN\"\n",
    );
    let batch = Values::new(&[&[
        ("a", "jane@example.com, Joe@example.com"),
        ("a", r"joe\u0040example.com"),
        ("ssn", "<US_SSN>"),
        ("ssn", "unknown"),
    ]]);
    let mut worker = scrubber.worker::<Values>();
    let (_, tally) = scrubber.inspect(&mut worker, batch.json());
    assert_eq!(
        rows(&tally),
        [
            ("*", "EMAIL_ADDRESS", "replace", Fate::Allowed, 2),
            ("*", "EMAIL_ADDRESS", "replace", Fate::Found, 1),
            ("ssn", "US_SSN", "replace", Fate::Kept, 1),
            ("ssn", "US_SSN", "replace", Fate::Found, 1),
        ]
    );
}

#[test]
fn the_regions_of_a_policy_hold_in_every_rule_set() {
    let scrubbed = |regions: &str| {
        let field = "[[fields]]\npath = \"b\"\nthreshold = 0.4\n";
        let scrubber = scrubber(&format!("regions = {regions}\n{field}"));
        let text = "passport number 533380006, see 01 99 00 12 34";
        let (batch, _) = scrub(&scrubber, Values::new(&[&[("a", text), ("b", text)]]));
        let values = batch.records[0].iter();
        values.map(|(_, text)| text.clone()).collect::<Vec<_>>()
    };
    for (regions, expected) in [
        (
            "[\"UK\"]",
            "passport number <UK_PASSPORT>, see 01 99 00 12 34",
        ),
        (
            "[\"US\"]",
            "passport number <US_PASSPORT>, see 01 99 00 12 34",
        ),
        (
            "[\"GB\", \"FR\"]",
            "passport number <UK_PASSPORT>, see <PHONE_NUMBER>",
        ),
    ] {
        assert_eq!(scrubbed(regions), [expected, expected], "{regions}");
    }
}

#[test]
fn what_cannot_work_is_refused() {
    let kind = |policy: &str| {
        let policy = Policy::parse(&format!("version = 1\n{policy}")).unwrap();
        Scrubber::new(policy, None).unwrap_err().kind()
    };
    let term = |term: &str| format!("[[deny]]\nentity = \"PROJECT\"\nterms = [\"{term}\"]\n");
    assert_eq!(
        kind("[entities.URL]\ntransform = \"hash\"\n"),
        ScrubberErrorKind::MissingKey
    );
    assert_eq!(
        kind(&format!(
            "[defaults]\ntransform = \"redact\"\n{}",
            term("redacted")
        )),
        ScrubberErrorKind::FoundAgain
    );
    for with in ["mail nobody@example.com", "social security number"] {
        assert_eq!(
            kind(&format!("[defaults]\nwith = \"{with}\"\n")),
            ScrubberErrorKind::FoundAgain
        );
    }
}

#[test]
fn the_catalogue_hash_does_not_depend_on_terms() {
    let (with, without) = (scrubber(TERMS), scrubber(""));
    assert_eq!(with.catalogue_hash(), without.catalogue_hash());
    assert_eq!(with.catalogue_hash().len(), 64);
    assert_eq!(with.key_id(), without.key_id());
}

/// Sentences with values of every entity that can be made, from seeds.
fn sentences(seeds: u64) -> Vec<String> {
    let mut sentences = vec![];
    for entity in pumice_synth::text::entities() {
        for seed in 0..seeds {
            let mut rng = pumice_synth::Rng::new(seed);
            sentences.push(pumice_synth::text::about(entity, &mut rng).unwrap().text);
        }
    }
    for corpus in [
        pumice_synth::corpus::prose(1, 100_000),
        pumice_synth::corpus::logs_text(1, 100_000),
    ] {
        let text = String::from_utf8(corpus.bytes).unwrap();
        sentences.extend(text.lines().map(String::from));
    }
    sentences
}

#[test]
fn a_second_pass_over_made_sentences_changes_nothing() {
    let sentences = sentences(40);
    for transform in [
        "transform = \"redact\"",
        "transform = \"replace\"",
        "with = \"(gone)\"",
        "transform = \"mask\"",
        "transform = \"mask\"\nkeep_last = 4",
        "transform = \"hash\"",
        "transform = \"keep\"",
    ] {
        let scrubber = scrubber(&format!("[defaults]\n{transform}\n"));
        for path in ["text", "name", "id"] {
            let values = sentences.iter().map(|text| (path, text.as_str()));
            let values: Vec<_> = values.collect();
            let (_, tally) = scrub(&scrubber, Values::new(&[&values]));
            assert!(tally.findings > 400, "{transform}: {}", tally.findings);
        }
    }
}
