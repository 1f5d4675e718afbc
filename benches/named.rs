//! Names of persons, places and organisations: texts searched without a model and with it, side by side, and inputs
//! full of capitals.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use pumice_detect::{Detector, DetectorBuilder};
use pumice_synth::corpus::{
    self,
    adversarial::{Adversary, Form},
};

use crate::{SEED, adversaries, blocks::Text, prose, record::Recorder, search::Search};

/// Words and parts of words with a capital: within a token that is no name, joined by hyphens, alone, and with as
/// many small words between them as may join a name.
const CAPITALS: [Adversary; 4] = [
    plain("capitals_underscored", "A_"),
    plain("capitals_hyphened", "A-"),
    plain("capitals_alone", "I "),
    plain("capitals_joined", "Ann of the "),
];

const fn plain(name: &'static str, unit: &'static str) -> Adversary {
    Adversary {
        name,
        unit,
        form: Form::Plain,
    }
}

/// The names that the two are recorded under, by corpus.
const RECORDED: [(&str, [&str; 2]); 4] = [
    ("chat", ["chat_without", "chat_with"]),
    ("prose", ["prose_without", "prose_with"]),
    (
        "prose_template",
        ["prose_template_without", "prose_template_with"],
    ),
    ("logs", ["logs_without", "logs_with"]),
];

pub(crate) fn measure(criterion: &mut Criterion, recorder: &mut Recorder, bytes: usize) {
    let detectors = [false, true].map(detector);
    let mut searches = detectors.each_ref().map(Search::new);
    let corpora = [
        ("chat", corpus::chat(SEED, bytes).bytes),
        prose::prose(SEED, bytes),
        ("logs", corpus::logs(SEED, bytes).bytes),
    ];
    for (corpus, lines) in corpora {
        let text = Text::jsonl(lines);
        let bytes = text.bytes.len();
        let mut group = criterion.benchmark_group("names");
        group.throughput(Throughput::Bytes(bytes as u64));
        let mut recorded = RECORDED.iter().filter(|(known, _)| *known == corpus);
        let (_, names) = recorded.next().expect("each corpus is recorded");
        for (search, name) in searches.iter_mut().zip(names) {
            group.bench_function(*name, |bencher| {
                recorder.ran(name, "names", bytes);
                let expected = search.count(&text);
                assert_ne!(expected, 0, "nothing found in {corpus}");
                bencher.iter(|| assert_eq!(search.count(black_box(&text)), expected));
            });
        }
        group.finish();
    }
    let [_, with] = &mut searches;
    for adversary in &CAPITALS {
        adversaries::both(criterion, recorder, with, adversary);
    }
}

/// The catalogue, with or without all that a model finds.
fn detector(with_names: bool) -> Detector {
    let builder = DetectorBuilder::new();
    let mut names = DetectorBuilder::empty();
    for rule in builder.recognizers() {
        let mut rule = rule.clone();
        rule.default_on |= with_names && builder.is_named(&rule.entity);
        names.recognizer(rule);
    }
    names.build().expect("the catalogue compiles")
}
