//! Every check against a second implementation that others wrote: python-stdnum.
//!
//! Its verdicts on valid, broken and random numbers must be those of the recognizer; where they
//! honestly differ the fixture says why, in `stdnum_differs`.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs::File,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
};

use pumice_detect::{Detector, DetectorBuilder, Recognizer};
use serde::Deserialize;
use serde_json::json;

use super::{
    fixture,
    generated::Generated,
    shape::Judge,
    table::{keep, percent},
};
use crate::{
    tools,
    util::{root, scale},
};

#[test]
fn a_second_implementation_says_the_same() {
    let detector = DetectorBuilder::new().build().unwrap();
    let mut comparison = Comparison::default();
    let questions = questions(&detector, &mut comparison.wrong);
    for (question, answer) in questions.iter().zip(ask(&questions)) {
        comparison.add(question, answer);
    }
    comparison.bound_excuses();
    keep("independent.md", &format!("{HEAD}{}", comparison.rows));
    keep_examples(&comparison.examples);
    let wrong = comparison.wrong;
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The numbers of every fixture that names a module.
fn questions<'d>(detector: &'d Detector, wrong: &mut Vec<String>) -> Vec<Question<'d>> {
    let size = scale(100, 1_000);
    let mut questions = vec![];
    for (id, fixture) in fixture::read() {
        let rule = detector.recognizers().iter().find(|rule| rule.id == id);
        let (Some(rule), Some(module)) = (rule, fixture.stdnum.as_deref()) else {
            continue;
        };
        let templates = fixture.templates();
        if templates.is_empty() {
            wrong.push(format!("{id}: `stdnum`, and no template to compare with"));
        }
        for template in templates {
            match Generated::new(rule, &template, size) {
                Ok(numbers) => questions.push(Question {
                    rule,
                    module: module.to_owned(),
                    excuse: fixture.stdnum_differs.clone(),
                    template: template.source().to_owned(),
                    numbers: [numbers.valid, numbers.broken, numbers.random].concat(),
                }),
                Err(why) => wrong.push(format!("{id} {}: {why}", template.source())),
            }
        }
    }
    questions
}

/// The share of an identifier's numbers, in percent, on which two implementations may differ.
const MOST_EXCUSED: usize = 20;

const HEAD: &str = "\
Verdicts of python-stdnum 2.2 beside ours, on valid, broken and random numbers.

| recognizer | module | template | numbers | both valid | ours alone | theirs alone | differ, % | why |
|---|---|---|---|---|---|---|---|---|
";

/// The numbers of one template, and where to ask about them.
struct Question<'d> {
    rule: &'d Recognizer,
    module: String,
    excuse: Option<String>,
    template: String,
    numbers: Vec<String>,
}

/// A line of the script.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Valid(Vec<bool>),
    Error(String),
}

/// What both say, of all questions.
#[derive(Default)]
struct Comparison {
    rows: String,
    /// Numbers on which they differ.
    examples: Vec<String>,
    /// By recognizer with an excuse: how many numbers differ, and how many there are.
    excused: BTreeMap<String, (usize, usize)>,
    wrong: Vec<String>,
}

impl Comparison {
    fn add(&mut self, question: &Question<'_>, answer: Answer) {
        let (id, template) = (&question.rule.id, &question.template);
        let name = format!("{id} {template} ({})", question.module);
        let theirs = match answer {
            Answer::Valid(verdicts) => verdicts,
            Answer::Error(error) => return self.wrong.push(format!("{name}: {error}")),
        };
        let all = question.numbers.len();
        assert_eq!(theirs.len(), all, "{name}");
        let judge = Judge::new(question.rule);
        let court = judge.sit();
        let (mut both, mut alone, mut shape) = (0, [0, 0], None);
        for (number, their) in question.numbers.iter().zip(theirs) {
            let our = court.fits(number);
            both += usize::from(our && their);
            if our != their {
                alone[usize::from(their)] += 1;
                shape.get_or_insert_with(|| masked(number));
                self.examples
                    .push(format!("{name}: {number} ours {our} theirs {their}"));
            }
        }
        let [ours, theirs] = alone;
        let _ = writeln!(
            self.rows,
            "| `{id}` | `{}` | `{template}` | {all} | {both} | {ours} | {theirs} | {} | {} |",
            question.module,
            percent(ours + theirs, all),
            question.excuse.as_deref().unwrap_or_default()
        );
        match (&question.excuse, shape) {
            (Some(_), _) => {
                let excused = self.excused.entry(id.to_string()).or_default();
                *excused = (excused.0 + ours + theirs, excused.1 + all);
            }
            (None, Some(shape)) => self.wrong.push(format!(
                "{name}: {ours} valid for us alone, {theirs} for them alone, of {all}; such as {shape}"
            )),
            (None, None) => {}
        }
    }

    fn bound_excuses(&mut self) {
        for (id, &(differ, all)) in &self.excused {
            if differ * 100 > all * MOST_EXCUSED {
                let share = percent(differ, all);
                self.wrong.push(format!(
                    "{id}: {share} % differ, which no reason excuses: take templates of which both \
                     know the numbers, or leave `stdnum` out"
                ));
            }
        }
    }
}

/// One process for all questions; a thread writes, so that neither side waits for the other.
fn ask(questions: &[Question<'_>]) -> Vec<Answer> {
    let mut child = Command::new(tools::python())
        .arg(root().join("tests/tools/stdnum_verdicts.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let lines: Vec<String> = thread::scope(|scope| {
        scope.spawn(move || {
            for question in questions {
                let line = json!({"module": question.module, "numbers": question.numbers});
                writeln!(stdin, "{line}").unwrap();
            }
        });
        BufReader::new(stdout).lines().map(Result::unwrap).collect()
    });
    assert!(child.wait().unwrap().success());
    assert_eq!(lines.len(), questions.len());
    let parse = |line: &String| serde_json::from_str(line).unwrap();
    lines.iter().map(parse).collect()
}

/// Digits as 9 and letters as A.
fn masked(number: &str) -> String {
    number
        .chars()
        .map(|character| match character {
            '0'..='9' => '9',
            'A'..='Z' => 'A',
            'a'..='z' => 'a',
            other => other,
        })
        .collect()
}

/// The numbers themselves, all generated, beside the tables and in no output.
fn keep_examples(examples: &[String]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalogue");
    let mut file = File::create(folder.join("independent-differences.txt")).unwrap();
    writeln!(file, "{}", examples.join("\n")).unwrap();
}
