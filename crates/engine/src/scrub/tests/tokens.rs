//! Tokens of a block. Expected ones are made by the second implementation, in Python.

use std::sync::Arc;

use pumice_vault::{Fpe, Lease, Tokenizer};

use super::*;
use crate::tokens::Ours;

/// Name and value of what a block has sent to the vault, with its document.
type Kept = Arc<Mutex<Vec<(String, String, Option<Vec<u8>>)>>>;

fn lease() -> Arc<Lease> {
    let builder = pumice_detect::DetectorBuilder::new();
    let entities: Vec<_> = builder.entities().iter().map(|name| &**name).collect();
    Lease::for_test("crm", &entities).into()
}

fn tokenizing(policy: &str, ours: Ours) -> (Scrubber, Kept) {
    let kept = Kept::default();
    let (lease, to) = (lease(), Arc::clone(&kept));
    let tokenizer = Tokenizer::new(Arc::clone(&lease));
    let keep = move |records: pumice_vault::Records| {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        to.lock().unwrap().extend(records.iter().map(|record| {
            let entity = lease.entity_at(record.entity).unwrap().to_owned();
            (
                entity,
                text(record.value),
                record.document.map(<[u8]>::to_vec),
            )
        }));
    };
    let policy = Policy::parse(&format!("version = 1\n{policy}")).unwrap();
    let tokens = Tokens::new(tokenizer, Some(Arc::new(keep))).with_ours(ours);
    (Scrubber::with_tokens(policy, None, tokens).unwrap(), kept)
}

/// Scrubs one block; what it has sent to the vault.
fn tokenize(policy: &str, batch: Values) -> (Values, Tally, Vec<(String, String)>) {
    let (scrubber, kept) = tokenizing(policy, Ours::Foreign);
    let (batch, tally) = scrubber.scrub(&mut scrubber.worker::<Values>(), batch);
    let kept = std::mem::take(&mut *kept.lock().unwrap());
    let kept = kept.into_iter().map(|(entity, value, _)| (entity, value));
    (batch, tally, kept.collect())
}

const TOKENS: &str = "[defaults]\ntransform = \"tokenize\"\n";
const JANE: &str = "[EMAIL_ADDRESS_eivvrdqmmlfyplcxdyfnbktycc]";

#[test]
fn spellings_share_a_token_and_each_is_kept() {
    let text = "Mail jane@example.com or Jane@Example.com, jane@example.com.";
    let (batch, tally, kept) = tokenize(TOKENS, Values::new(&[&[("text", text)]]));
    let shown = format!("Mail {JANE} or {JANE}, {JANE}.");
    assert_eq!(batch.shown(0), [shown]);
    let mail = |value: &str| ("EMAIL_ADDRESS".to_owned(), value.to_owned());
    assert_eq!(kept, [mail("jane@example.com"), mail("Jane@Example.com")]);
    assert_eq!(tally.respelled, 1);
    assert_eq!(
        rows(&tally),
        [("*", "EMAIL_ADDRESS", "tokenize", Fate::Replaced, 3)]
    );
}

#[test]
fn to_the_letter_each_spelling_is_a_value() {
    let exact = format!("{TOKENS}match = \"exact\"\n");
    let text = "jane@example.com Jane@Example.com";
    let (batch, tally, _) = tokenize(&exact, Values::new(&[&[("text", text)]]));
    assert_eq!(
        batch.shown(0),
        ["[EMAIL_ADDRESS_knqilradbcxubfvgjlllxdjbbc] [EMAIL_ADDRESS_njpwhkrkqpylstxabugbknyedf]"]
    );
    assert_eq!(tally.respelled, 0);
}

#[test]
fn what_can_be_tried_out_has_a_token_in_its_document_alone() {
    let policy = format!("document_id = \"case\"\n{TOKENS}");
    let ssn = "SSN 536-90-4399";
    let records: [&[_]; 4] = [
        &[("case", "conversation 7"), ("text", ssn)],
        &[("case", "conversation 7"), ("text", ssn)],
        &[("case", "conversation 8"), ("text", ssn)],
        &[("text", ssn)],
    ];
    let (batch, ..) = tokenize(&policy, Values::new(&records));
    let token = |record: usize| batch.shown(record).pop().unwrap().to_owned();
    assert_eq!(token(0), "SSN [US_SSN_pogdwjfzfdxyvrjipyewfukrae]");
    assert_eq!(token(1), token(0));
    assert_ne!(token(2), token(0));
    // Without an id a record is a document, known by its bytes, of which these have none.
    assert_ne!(token(3), token(0));
}

/// The field is read although the policy keeps it.
#[test]
fn a_field_that_stays_may_name_the_document() {
    let policy =
        format!("document_id = \"case\"\n{TOKENS}[[fields]]\npath = \"case\"\ntreat = \"keep\"\n");
    let record = [("case", "conversation 7"), ("text", "SSN 536-90-4399")];
    let (batch, tally, _) = tokenize(&policy, Values::new(&[&record]));
    assert_eq!(
        batch.shown(0),
        ["conversation 7", "SSN [US_SSN_pogdwjfzfdxyvrjipyewfukrae]"]
    );
    assert_eq!(tally.findings, 1);
}

#[test]
fn what_is_drawn_depends_on_the_run_the_record_and_the_place() {
    let policy = format!("{TOKENS}scope = \"random\"\n");
    let draw = |nonce: u8| {
        let (mut scrubber, _) = tokenizing(&policy, Ours::Foreign);
        scrubber.draw_from([nonce; 16]);
        let batch = Values::new(&[&[("text", "jane@example.com jane@example.com")]]);
        let (batch, _) = scrubber.scrub(&mut scrubber.worker::<Values>(), batch);
        batch.shown(0)[0].to_owned()
    };
    let (one, again, other) = (draw(1), draw(1), draw(2));
    assert_eq!(one, again);
    assert_ne!(one, other);
    let (first, second) = one.split_once(' ').unwrap();
    assert_ne!(first, second);
}

#[test]
fn ordinals_count_in_the_record_and_types_tell_no_more() {
    let text = "jane@example.com, joe@example.com, Jane@example.com";
    let records: [&[_]; 2] = [&[("text", text)], &[("text", "joe@example.com")]];
    let (batch, _, kept) = tokenize(
        "[defaults]\ntransform = \"tokenize\"\nrepresentation = \"ordinal\"\n",
        Values::new(&records),
    );
    assert_eq!(
        batch.shown(0),
        ["[EMAIL_ADDRESS_1], [EMAIL_ADDRESS_2], [EMAIL_ADDRESS_1]"]
    );
    assert_eq!(batch.shown(1), ["[EMAIL_ADDRESS_1]"]);
    assert!(kept.is_empty());
    assert_eq!(
        one(
            "[defaults]\ntransform = \"tokenize\"\nrepresentation = \"type\"\n",
            "text",
            text
        ),
        "[EMAIL_ADDRESS], [EMAIL_ADDRESS], [EMAIL_ADDRESS]"
    );
}

#[test]
fn ordinals_count_persons_and_not_their_names() {
    let policy = "names = \"balanced\"\n[defaults]\ntransform = \"tokenize\"\nrepresentation = \"ordinal\"\n";
    let record = [
        (
            "user",
            "My name is Margaret Thornbury and this is Harold Winterbourne.",
        ),
        (
            "assistant",
            "Hello Margaret. Is Winterbourne there, Mrs. Thornbury?",
        ),
    ];
    let (batch, ..) = tokenize(policy, Values::new(&[&record]));
    assert_eq!(
        batch.shown(0),
        [
            "My name is [PERSON_1] and this is [PERSON_2].",
            "Hello [PERSON_1]. Is [PERSON_2] there, Mrs. [PERSON_1]?"
        ]
    );
}

#[test]
fn of_a_name_all_is_kept_and_its_token_is_a_name() {
    let name = "jane@example.com_via_jim@example.com";
    let (batch, _, kept) = tokenize(TOKENS, Values::new(&[&[("name", name)]]));
    let token = batch.shown(0)[0];
    assert!(
        token.starts_with("EMAIL_ADDRESS_") && token.len() == 40,
        "{token}"
    );
    assert_eq!(kept[0].1, name);
}

/// Somebody writes another one's token into a text of his own and waits for it to be revealed.
#[test]
fn token_injection_a_token_in_an_input_stands_for_its_own_text() {
    let injected = [
        format!("give me {JANE}, please"),
        format!("give me {}, please", &JANE[1..JANE.len() - 1]),
        format!("give me {}, please", JANE.to_uppercase()),
        format!("give me {}, please", JANE.replace('_', "\\_")),
        format!("{JANE}{JANE}"),
    ];
    for text in &injected {
        let (batch, tally, kept) = tokenize(TOKENS, Values::new(&[&[("text", text)]]));
        let shown = batch.shown(0)[0];
        assert!(shown.contains("[TOKENLIKE_"), "{shown}");
        let letters = &JANE["[EMAIL_ADDRESS_".len()..JANE.len() - 1];
        assert!(!shown.to_lowercase().contains(letters), "{shown}");
        assert_eq!(tally.findings, 1, "{text}");
        assert_eq!(kept[0].0, "TOKENLIKE");
        assert!(text.contains(&kept[0].1), "what comes back was there");
    }
    // One letter is another, so that it is none.
    let text = format!("give me {}, please", JANE.replace("eivv", "eivw"));
    let (batch, ..) = tokenize(TOKENS, Values::new(&[&[("text", &text)]]));
    assert_eq!(batch.shown(0), [text]);
}

#[test]
fn a_second_pass_over_our_own_output_changes_nothing() {
    let policy = "numbers = \"string\"\n[defaults]\ntransform = \"tokenize\"\n[[fields]]\npath = \"ssn\"\n\
                  treat = \"whole\"\nentity = \"US_SSN\"\n";
    let text =
        "jane@example.com at 10.0.0.1, password: jane@example.com, token=AKIAIOSFODNN7EXAMPLE";
    let record = [
        ("text", text),
        ("ssn", "536904399"),
        ("id", "jane@example.com"),
        ("name", "jane@example.com"),
    ];
    let (first, kept) = tokenizing(policy, Ours::Foreign);
    let (once, _) = first.scrub(&mut first.worker::<Values>(), Values::new(&[&record]));
    assert!(kept.lock().unwrap().len() > 3);
    let shown = once.shown(0);
    let record: Vec<_> = record
        .iter()
        .map(|(path, _)| *path)
        .zip(shown.iter().copied())
        .collect();
    let (second, kept) = tokenizing(policy, Ours::Rescrub);
    let (twice, _) = second.scrub(&mut second.worker::<Values>(), Values::new(&[&record]));
    assert_eq!(twice.shown(0), shown);
    assert!(kept.lock().unwrap().is_empty());
}

#[test]
fn numbers_keep_their_shape_or_are_withheld() {
    let policy = "[[fields]]\npath = \"ssn\"\ntreat = \"whole\"\nentity = \"US_SSN\"\n\
                  entities.US_SSN = { transform = \"fpe\", accept_dictionary_risk = true }\n";
    let records: [&[_]; 2] = [&[("ssn", "536-90-4399")], &[("ssn", "12-34")]];
    let (batch, tally, kept) = tokenize(policy, Values::new(&records));
    let mut back = vec![];
    let fpe = Fpe::new(&lease(), "US_SSN").unwrap();
    fpe.decrypt(batch.shown(0)[0].as_bytes(), &mut back)
        .unwrap();
    assert_eq!(back, b"536-90-4399");
    assert_ne!(batch.shown(0), ["536-90-4399"]);
    assert!(kept.is_empty());
    assert_eq!(batch.withheld.len(), 1);
    assert_eq!(tally.rows.len(), 2);
}

#[test]
fn a_vault_is_wanted_and_a_key_for_each_entity() {
    let policy = || Policy::parse(&format!("version = 1\n{TOKENS}")).unwrap();
    let error = Scrubber::new(policy(), None).unwrap_err();
    assert_eq!(error.kind(), ScrubberErrorKind::MissingVault);
    let few = Tokenizer::new(Lease::for_test("crm", &["EMAIL_ADDRESS"]).into());
    let error = Scrubber::with_tokens(policy(), None, Tokens::new(few, None)).unwrap_err();
    assert_eq!(error.kind(), ScrubberErrorKind::NotLeased);
    // What only counts needs none.
    let unused = Scrubber::with_tokens(policy(), None, Tokens::unused()).unwrap();
    let mut worker = unused.worker::<Values>();
    let (_, tally) = unused.inspect(&mut worker, Values::new(&[&[("text", "jane@example.com")]]));
    assert_eq!(tally.findings, 1);
    // And what replaces all the same loses the record, not the value.
    let (batch, _) = unused.scrub(&mut worker, Values::new(&[&[("text", "jane@example.com")]]));
    assert_eq!(batch.withheld.len(), 1);
}
