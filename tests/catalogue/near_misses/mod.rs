//! Texts that are nearly secrets: fewer than one in fifty is taken for one.

mod forms;
mod texts;

use std::{collections::BTreeMap, fmt::Write};

use pumice_detect::{Detector, DetectorBuilder, Recognizer, Shape, Verdict};
use pumice_synth::Rng;

use self::forms::{Form, Wrong};
use super::{
    search::{Case, Searcher},
    table::{keep, percent},
};
use crate::util::scale;

/// A text, and what is nearly secret about it.
struct Miss {
    sort: &'static str,
    /// The kind that it is nearly one of; nothing where it is a text of no kind.
    kind: String,
    text: String,
}

#[test]
fn what_is_nearly_a_secret_is_none() {
    let detector = DetectorBuilder::new().build().unwrap();
    let mut rng = Rng::new(363);
    let size = scale(2_000, 20_000);
    let mut misses = of_forms(&mut rng, &detector, size / 2);
    let each = (size - misses.len()).div_ceil(texts::SORTS.len());
    for &(sort, make) in texts::SORTS {
        misses.extend((0..each).map(|_| Miss {
            sort,
            kind: String::new(),
            text: make(&mut rng),
        }));
    }
    let secrets: Vec<&str> = (detector.recognizers().iter())
        .filter(|rule| rule.country == "secrets")
        .map(|rule| &*rule.entity)
        .collect();
    let cases: Vec<Case> = (misses.iter())
        .map(|miss| Case::of_field(&miss.text, None))
        .collect();
    let found = Searcher::new(&detector).find(&cases);
    let mut rows: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut alarms = String::new();
    for (miss, hits) in misses.iter().zip(found) {
        let row = rows.entry(miss.sort).or_default();
        row.0 += 1;
        let mut hits = hits.iter().filter(|hit| secrets.contains(&hit.entity));
        if let Some(hit) = hits.next() {
            row.1 += 1;
            let text = miss.text.replace('\n', "\\n");
            let text: String = text.chars().take(160).collect();
            let _ = writeln!(
                alarms,
                "{}\t{}\t{}\t{text}",
                hit.entity, miss.sort, miss.kind
            );
        }
    }
    let mut table = "| nearly a secret | texts | found | percent |\n|---|---|---|---|\n".to_owned();
    let (mut texts, mut wrong) = (0, 0);
    for (sort, (count, found)) in &rows {
        let _ = writeln!(
            table,
            "| {sort} | {count} | {found} | {} |",
            percent(*found, *count)
        );
        (texts, wrong) = (texts + count, wrong + found);
    }
    let _ = writeln!(
        table,
        "| all | {texts} | {wrong} | {} |",
        percent(wrong, texts)
    );
    keep("near_misses.md", &table);
    keep("near_misses.tsv", &alarms);
    assert!(texts >= size, "{texts}");
    assert!(wrong * 50 < texts, "{wrong} of {texts}");
}

/// A kind of token, and its forms.
struct Kind<'d> {
    rule: &'d Recognizer,
    forms: Vec<Form>,
}

impl Kind<'_> {
    fn all(detector: &Detector) -> Vec<Kind<'_>> {
        let kinds = detector.recognizers().iter().map(Kind::of);
        kinds.filter(|kind| !kind.forms.is_empty()).collect()
    }

    fn of(rule: &Recognizer) -> Kind<'_> {
        let tokens = rule.shapes.iter().filter_map(|shape| match shape {
            Shape::Tokens(tokens) => Some(tokens),
            _ => None,
        });
        let forms = tokens.flatten();
        Kind {
            rule,
            forms: forms.map(|token| Form::of(&token.pattern)).collect(),
        }
    }

    /// Whether its check refutes a text.
    fn refutes(&self, text: &str) -> bool {
        (self.rule.validate).is_some_and(|check| check(text.as_bytes()) == Verdict::Refuted)
    }

    /// Whether a text is one of this kind, for all that form and check can tell.
    fn has(&self, text: &str) -> bool {
        self.forms.iter().any(|form| form.fits(text)) && !self.refutes(text)
    }
}

/// Texts that are nearly of the forms of tokens, about as many for each kind.
fn of_forms(rng: &mut Rng, detector: &Detector, size: usize) -> Vec<Miss> {
    let kinds = Kind::all(detector);
    let frames = [
        ["", ""],
        ["see ", " there"],
        ["(", ")"],
        ["\"", "\""],
        ["value ", "\n"],
        ["{\"ref\": \"", "\"}"],
        ["- `", "`"],
        ["a | ", " | b"],
    ];
    let mut misses = vec![];
    let mut turn = 0;
    while misses.len() < size {
        for kind in &kinds {
            let form = &kind.forms[turn % kind.forms.len()];
            let wrong = Wrong::ALL[rng.below(Wrong::ALL.len() as u32) as usize];
            let Some(text) = form.wrong(rng, wrong) else {
                continue;
            };
            // A text that is of the form of another kind is no near miss.
            if !wrong.is_placeholder() && kinds.iter().any(|kind| kind.has(&text)) {
                continue;
            }
            let [before, behind] = frames[rng.below(frames.len() as u32) as usize];
            misses.push(Miss {
                sort: wrong.name(),
                kind: kind.rule.id.clone().into_owned(),
                text: format!("{before}{text}{behind}"),
            });
        }
        turn += 1;
    }
    misses
}

/// Kinds whose checksum decides are never named where it is broken. Of the identifiable keys of Azure the
/// form alone is found, as a secret of no name.
#[test]
fn a_broken_checksum_is_never_named() {
    let detector = DetectorBuilder::new().build().unwrap();
    let kinds = Kind::all(&detector);
    let mut rng = Rng::new(364);
    let mut searcher = Searcher::new(&detector);
    let mut checked = 0;
    for kind in &kinds {
        let entity = &*kind.rule.entity;
        let others = || kinds.iter().filter(|other| other.rule.entity == entity);
        let mut broken = vec![];
        for form in &kind.forms {
            for _ in 0..scale(20, 400) {
                let text = form.right(&mut rng);
                if kind.refutes(&text) && !others().any(|other| other.has(&text)) {
                    broken.push(Case::between("It is ", &text, " today."));
                }
            }
        }
        checked += usize::from(!broken.is_empty());
        for (case, hits) in broken.iter().zip(searcher.find(&broken)) {
            let named = hits.iter().find(|hit| hit.entity == entity);
            assert!(
                named.is_none(),
                "{}: {} is {named:?}",
                kind.rule.id,
                case.text
            );
        }
    }
    assert!(checked >= 25, "{checked}");
}
