//! Every check against a second implementation that others wrote: python-stdnum.
//!
//! Its verdicts on valid, broken and random numbers must be those of the recognizer; where they
//! honestly differ the fixture says why, in `stdnum_differs`.

use std::{
    fmt::Write as _,
    fs::File,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
};

use pumice_detect::{DetectorBuilder, Recognizer};
use serde::Deserialize;
use serde_json::json;

use super::{
    fixture,
    generated::Generated,
    shape::{Standing, standing},
    table::{keep, percent},
};
use crate::{
    tools,
    util::{root, scale},
};

#[test]
fn a_second_implementation_says_the_same() {
    let detector = DetectorBuilder::new().build().unwrap();
    let size = scale(100, 1_000);
    let (mut questions, mut wrong) = (vec![], vec![]);
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
    let answers = ask(&questions);
    let (mut rows, mut examples) = (String::new(), vec![]);
    for (question, answer) in questions.iter().zip(answers) {
        question.compare(answer, &mut rows, &mut examples, &mut wrong);
    }
    keep("independent.md", &format!("{HEAD}{rows}"));
    keep_examples(&examples);
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The share of numbers, in percent, on which two implementations of one identifier may differ.
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

impl Question<'_> {
    fn compare(
        &self,
        answer: Answer,
        rows: &mut String,
        examples: &mut Vec<String>,
        wrong: &mut Vec<String>,
    ) {
        let name = format!("{} {} ({})", self.rule.id, self.template, self.module);
        let theirs = match answer {
            Answer::Valid(verdicts) => verdicts,
            Answer::Error(error) => return wrong.push(format!("{name}: {error}")),
        };
        assert_eq!(theirs.len(), self.numbers.len(), "{name}");
        let (mut both, mut alone, mut shape) = (0, [0, 0], None);
        for (number, their) in self.numbers.iter().zip(theirs) {
            let our = standing(self.rule, number) == Standing::Fits;
            both += usize::from(our && their);
            if our != their {
                alone[usize::from(their)] += 1;
                shape.get_or_insert_with(|| masked(number));
                examples.push(format!("{name}: {number} ours {our} theirs {their}"));
            }
        }
        let [ours, theirs] = alone;
        let differ = percent(ours + theirs, self.numbers.len());
        let excuse = self.excuse.as_deref().unwrap_or_default();
        let _ = writeln!(
            rows,
            "| `{}` | `{}` | `{}` | {} | {both} | {ours} | {theirs} | {differ} | {excuse} |",
            self.rule.id,
            self.module,
            self.template,
            self.numbers.len(),
        );
        let all = self.numbers.len();
        if self.excuse.is_some() && (ours + theirs) * 100 > all * MOST_EXCUSED {
            wrong.push(format!(
                "{name}: {differ} % differ: that is another number, and proves nothing of this one"
            ));
        }
        if let (Some(shape), None) = (shape, &self.excuse) {
            wrong.push(format!(
                "{name}: {ours} valid for us alone, {theirs} for them alone, of {all}; such as {shape}"
            ));
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
