//! The recognizers of a policy: `[[recognizer]]`, and `[[deny]]`, its short form.
//!
//! Each is compiled by itself here, so that what the detector refuses is told with its line.

use std::{borrow::Cow, ops::Range};

use pumice_detect::{
    Case, DetectorBuilder, Evidence, Pattern, Recognizer, Shape, TermList, Terms, Verdict, checks,
};
use toml::Spanned;

use super::{
    Example, OwnRecognizer,
    dictionary::{self, Dictionary},
    file::{CaseWord, DenyTable, RecognizerTable},
    load::{Layer, Loader},
    resolve::probability,
    source::{Flaw, Flaws, Place, Text},
    texts::ExampleValue,
    words::nearest,
};

/// A text of the shape, where nothing is said of it: 6 decibans, so that it is found alone, but no
/// identifier of the catalogue that has its check or a word beside it is lost to it.
const DEFAULT_SCORE: f64 = 0.8;

/// The most characters of an id: it stands in explanations.
const MAX_ID: usize = 48;

/// The recognizers of all files, the weakest file first. `notes` gets what is odd and not wrong.
pub(super) fn recognizers(
    layers: &[Layer],
    loader: &mut Loader<'_>,
    notes: &mut Vec<Flaw>,
) -> Vec<OwnRecognizer> {
    let mut own = vec![];
    for layer in layers {
        for table in &layer.file.deny {
            let number = own.len() + 1;
            own.extend(deny_list(layer.text(), table, number, &mut loader.flaws));
        }
    }
    let catalogue = DetectorBuilder::new();
    for layer in layers {
        for table in &layer.file.recognizer {
            let reader = Reader {
                text: layer.text(),
                table: table.get_ref(),
                whole: layer.text().place(table),
            };
            if let Some(id) = reader.id(&catalogue, &own, loader) {
                own.extend(reader.recognizer(id, loader, notes));
            }
        }
    }
    own
}

/// Terms that are certain wherever they stand as whole words, in any letter case.
fn deny_list(
    text: Text<'_>,
    table: &Spanned<DenyTable>,
    number: usize,
    flaws: &mut Flaws,
) -> Option<OwnRecognizer> {
    let place = text.place(table);
    let table = table.get_ref();
    if table.entity.is_none() {
        flaws.add(Flaw::new(
            place,
            "this list has no entity; add `entity = \"...\"`",
        ));
    }
    let Some(list) = &table.terms else {
        flaws.add(Flaw::new(
            place,
            "this list has no terms; add `terms = [\"...\"]`",
        ));
        return None;
    };
    let terms = terms(text, list, flaws);
    let entity = table.entity.as_ref()?.get_ref().clone();
    Some(OwnRecognizer {
        recognizer: Recognizer {
            // No id that a user can write.
            id: Cow::Owned(format!("deny.{number}")),
            entity: Cow::Owned(entity),
            shapes: vec![Shape::Terms(Terms::new(terms?))],
            citation: Cow::Borrowed(CITATION),
            ..Recognizer::new("", "", "global")
        },
        place: text.place(list),
        is_deny: true,
        examples: vec![],
        counterexamples: vec![],
    })
}

const CITATION: &str = "the policy";

/// Terms of a list in the policy itself. Where words must stand alone, blanks at an end could never
/// match.
fn terms(
    text: Text<'_>,
    list: &Spanned<Vec<Spanned<String>>>,
    flaws: &mut Flaws,
) -> Option<Vec<String>> {
    let terms = list.get_ref();
    if terms.is_empty() {
        flaws.add(text.flaw(list, "this list has no terms; add one or remove it"));
        return None;
    }
    let mut sound = vec![];
    for term in terms {
        let word = term.get_ref();
        if word.is_empty() || word.trim() != word.as_str() {
            let message = "a term is empty or has blanks at its ends; trim it";
            flaws.add(text.flaw(term, message));
        } else if let Err(message) = dictionary::check_term(word) {
            flaws.add(text.flaw(term, message));
        } else {
            sound.push(word.clone());
        }
    }
    (sound.len() == terms.len()).then_some(sound)
}

/// What a recognizer looks for.
enum Source<'a> {
    Regex(Vec<(Range<usize>, &'a str)>),
    Terms(TermList),
}

/// One `[[recognizer]]` table.
struct Reader<'a> {
    text: Text<'a>,
    table: &'a RecognizerTable,
    /// Where the table begins.
    whole: Place,
}

impl Reader<'_> {
    /// The id, which nobody else has.
    fn id(
        &self,
        catalogue: &DetectorBuilder,
        known: &[OwnRecognizer],
        loader: &mut Loader<'_>,
    ) -> Option<String> {
        let Some(id) = &self.table.id else {
            let message = "this recognizer has no id; add `id = \"...\"`";
            loader.flaws.add(Flaw::new(self.whole, message));
            return Some(String::new());
        };
        let name = id.get_ref();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_id = (2..=MAX_ID).contains(&name.len())
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(plain);
        let twin = known.iter().find(|own| own.recognizer.id == *name);
        let wrong = if !is_id {
            Some("this is no id; write 2 to 48 of `a-z 0-9 _`, a letter first".to_owned())
        } else if catalogue.recognizers().iter().any(|rule| rule.id == *name) {
            Some(format!(
                "`{name}` is a recognizer of the catalogue; choose another id"
            ))
        } else {
            twin.map(|twin| {
                let first = loader.sources.show(twin.place, self.whole);
                format!("the id `{name}` is taken by the recognizer on {first}; choose another")
            })
        };
        if let Some(wrong) = wrong {
            loader.flaws.add(self.text.flaw(id, wrong));
        }
        Some(name.clone())
    }

    fn recognizer(
        &self,
        id: String,
        loader: &mut Loader<'_>,
        notes: &mut Vec<Flaw>,
    ) -> Option<OwnRecognizer> {
        let table = self.table;
        if table.entity.is_none() {
            let message = "this recognizer has no entity; add `entity = \"...\"`";
            loader.flaws.add(Flaw::new(self.whole, message));
        }
        let source = self.source(loader, notes);
        let flaws = &mut loader.flaws;
        let score = self.score(matches!(source, Some(Source::Terms(_))), flaws);
        let check = self.check(matches!(source, Some(Source::Terms(_))), flaws);
        let context = self.context(flaws);
        let examples = self.examples(&table.examples, flaws);
        let counterexamples = self.examples(&table.counterexamples, flaws);
        for (value, place) in table.counterexamples.iter().zip(&counterexamples) {
            if value.get_ref().value.is_some() {
                flaws.add(Flaw::new(
                    place.place,
                    "`value` belongs to examples, as nothing is found here; remove it",
                ));
            }
        }
        let mut recognizer = Recognizer {
            id: Cow::Owned(id),
            entity: Cow::Owned(table.entity.as_ref()?.get_ref().clone()),
            validate: check,
            context: Cow::Owned(context),
            citation: Cow::Borrowed(CITATION),
            ..Recognizer::new("", "", "global")
        };
        recognizer.shapes = self.shapes(source?, score?, &recognizer, flaws);
        Some(OwnRecognizer {
            recognizer,
            place: table
                .id
                .as_ref()
                .map_or(self.whole, |id| self.text.place(id)),
            is_deny: false,
            examples,
            counterexamples,
        })
    }

    /// What it looks for, of which there is one kind.
    fn source(&self, loader: &mut Loader<'_>, notes: &mut Vec<Flaw>) -> Option<Source<'_>> {
        let RecognizerTable {
            regex,
            dictionary,
            terms: list,
            ..
        } = self.table;
        let regex_place = regex.as_ref().map(|regex| self.text.place(regex));
        let dictionary_place = dictionary.as_ref().map(|name| self.text.place(name));
        let list_place = list.as_ref().map(|list| self.text.place(list));
        let mut places: Vec<_> = [regex_place, dictionary_place, list_place]
            .into_iter()
            .flatten()
            .collect();
        places.sort_unstable();
        match &places[..] {
            [] => loader.flaws.add(Flaw::new(
                self.whole,
                "this recognizer looks for nothing; add `regex`, `dictionary` or `terms`",
            )),
            [_] => {}
            [.., second] => loader.flaws.add(Flaw::new(
                *second,
                "a recognizer has one of `regex`, `dictionary` and `terms`; make two of it",
            )),
        }
        if let Some(name) = dictionary {
            let read = self.dictionary(name, loader, notes)?;
            return Some(Source::Terms(read.terms.into_iter().collect()));
        }
        if let Some(list) = list {
            let terms = terms(self.text, list, &mut loader.flaws)?;
            return Some(Source::Terms(terms.into_iter().collect()));
        }
        let regex = regex.as_ref()?;
        let expressions = regex.get_ref().texts(regex.span());
        if expressions.is_empty() {
            let message = "this list has no regex; add one";
            loader.flaws.add(self.text.flaw(regex, message));
            return None;
        }
        Some(Source::Regex(expressions))
    }

    /// Reads the file of a dictionary.
    fn dictionary(
        &self,
        name: &Spanned<String>,
        loader: &mut Loader<'_>,
        notes: &mut Vec<Flaw>,
    ) -> Option<Dictionary> {
        let place = self.text.place(name);
        let read = loader.other(name.get_ref(), place);
        let (source, bytes) = loader.flaws.keep(read)?;
        let ignores_case = self.case(CaseWord::Ignore) == CaseWord::Ignore;
        let read = match dictionary::parse(source, &bytes, ignores_case) {
            Ok(read) => read,
            Err(flaws) => {
                flaws.into_iter().for_each(|flaw| loader.flaws.add(flaw));
                return None;
            }
        };
        if read.terms.is_empty() {
            let message = "this dictionary has no terms; write one a line";
            loader.flaws.add(Flaw::new(place, message));
            return None;
        }
        if let Some((first, count)) = read.repeated {
            let lines = if count == 1 {
                "line repeats a term"
            } else {
                "lines repeat terms"
            };
            notes.push(Flaw::new(
                first,
                format!("from here on {count} {lines} that stand further up; they count once"),
            ));
        }
        Some(read)
    }

    fn case(&self, default: CaseWord) -> CaseWord {
        self.table.case.unwrap_or(default)
    }

    /// What the shape alone says; terms are certain where nothing else is said.
    fn score(&self, is_terms: bool, flaws: &mut Flaws) -> Option<Evidence> {
        let Some(score) = &self.table.score else {
            let default = if is_terms { 1.0 } else { DEFAULT_SCORE };
            return probability(default).map(Evidence::from_score);
        };
        let probability = probability(*score.get_ref()).ok_or_else(|| {
            self.text.flaw(
                score,
                "the score is no probability; write a number from 0 to 1",
            )
        });
        flaws.keep(probability).map(Evidence::from_score)
    }

    /// The check by its name.
    fn check(&self, is_terms: bool, flaws: &mut Flaws) -> Option<fn(&[u8]) -> Verdict> {
        let name = self.table.check.as_ref()?;
        if is_terms {
            let message = "`check` belongs to `regex`, as terms are listed; remove it";
            flaws.add(self.text.flaw(name, message));
            return None;
        }
        let check = checks::named(name.get_ref()).ok_or_else(|| {
            let names: Vec<_> = checks::names().collect();
            let next = match nearest(name.get_ref(), &names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("write one of {}", names.join(", ")),
            };
            let message = format!("the check `{}` is unknown; {next}", name.get_ref());
            self.text.flaw(name, message)
        });
        flaws.keep(check)
    }

    /// The context words as the catalogue writes them.
    fn context(&self, flaws: &mut Flaws) -> String {
        let mut words = vec![];
        for word in &self.table.context {
            match check_cue(word.get_ref()) {
                Ok(()) => words.push(word.get_ref().as_str()),
                Err(wrong) => flaws.add(self.text.flaw(word, wrong)),
            }
        }
        words.join(";")
    }

    fn examples(&self, values: &[Spanned<ExampleValue>], flaws: &mut Flaws) -> Vec<Example> {
        let examples = values.iter().map(|place| {
            let ExampleValue { text, value, field } = place.get_ref();
            let is_blank = |text: &String| text.trim().is_empty();
            if is_blank(text) || value.as_ref().is_some_and(is_blank) {
                let message = "an example is blank; write a text in which something stands";
                flaws.add(self.text.flaw(place, message));
            } else if let Some(value) = value
                && text.matches(value.as_str()).count() != 1
            {
                let message = "the `value` of an example must stand in its `text` once; correct it";
                flaws.add(self.text.flaw(place, message));
            }
            Example {
                place: self.text.place(place),
                text: text.clone(),
                value: value.clone(),
                field: field.clone(),
            }
        });
        examples.collect()
    }

    /// The shapes, each of which the detector takes.
    fn shapes(
        &self,
        source: Source<'_>,
        prior: Evidence,
        recognizer: &Recognizer,
        flaws: &mut Flaws,
    ) -> Vec<Shape> {
        let word = self.table.whole_words.unwrap_or(true);
        let expressions = match source {
            Source::Terms(terms) => {
                return vec![Shape::Terms(Terms {
                    terms,
                    case: match self.case(CaseWord::Ignore) {
                        CaseWord::Ignore => Case::Ignore,
                        CaseWord::Exact => Case::Exact,
                    },
                    whole_words: word,
                    prior,
                })];
            }
            Source::Regex(expressions) => expressions,
        };
        let mut shapes = vec![];
        for (span, regex) in expressions {
            let place = self.text.place_of(span);
            let pattern = |regex: String| Pattern {
                word,
                ..Pattern::new(regex, prior)
            };
            // As it is written first, so that places in the words of an error are the user's own.
            let plain = Shape::Pattern(pattern(regex.to_owned()));
            let shape = match self.case(CaseWord::Exact) {
                CaseWord::Exact => plain.clone(),
                CaseWord::Ignore => Shape::Pattern(pattern(format!("(?i){regex}"))),
            };
            for shape in [plain, shape.clone()] {
                if let Err(wrong) = compiles(recognizer, shape) {
                    flaws.add(Flaw::new(place, wrong));
                    break;
                }
            }
            shapes.push(shape);
        }
        shapes
    }
}

/// Whether the detector takes a shape, and if not, why.
fn compiles(recognizer: &Recognizer, shape: Shape) -> Result<(), String> {
    let mut builder = DetectorBuilder::empty();
    builder.recognizer(Recognizer {
        id: "own".into(),
        entity: "OWN".into(),
        shapes: vec![shape],
        context: "".into(),
        ..recognizer.clone()
    });
    let built = builder.build().map(|_| ());
    built.map_err(|error| {
        let words = error.to_string();
        let words = words.strip_prefix("own: ").unwrap_or(&words);
        let words = words.replace("regular expression", "regex");
        match words.contains("; ") {
            true => words,
            false => format!("{words}; correct it"),
        }
    })
}

/// What is wrong with a context word, and what to do.
fn check_cue(cue: &str) -> Result<(), &'static str> {
    if cue.trim().is_empty() {
        Err("a context word is blank; remove it")
    } else if cue.trim() != cue {
        Err("a context word has blanks at its ends; trim it")
    } else if cue.bytes().any(|byte| byte.is_ascii_digit()) {
        Err("a context word has a digit, and words with digits are values; leave it out")
    } else if cue.contains(';') || cue.contains(char::is_control) {
        Err("a context word has a `;` or a control character; write several words as a list")
    } else if cue.len() > 64 {
        Err("a context word has more than 64 bytes; shorten it")
    } else if cue.split_ascii_whitespace().count() > 6 {
        Err("a context word has more than six words; shorten it")
    } else if !cue.contains(char::is_alphabetic) {
        Err("a context word has no letter; remove it")
    } else {
        Ok(())
    }
}
