//! Training and searching with a model of a small made-up world.

use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use pumice_names::{
    Bias, Cache, Caches, Case, Document, Field, Kind, LoadErrorKind, Model, Models, NameSpan,
    Query,
    eval::evaluate,
    train::{
        Example, Lists, MadeUp, Options, Scope, Source, Sources, Trust, held_back, read_tsv, train,
    },
};

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % bound
    }

    /// A word that nobody has seen, with a capital.
    fn name(&mut self) -> String {
        const PARTS: [&str; 12] = [
            "ba", "lo", "mi", "tu", "ren", "sol", "ka", "vi", "dor", "ne", "pul", "ga",
        ];
        let word: String = (0..3).map(|_| PARTS[self.below(PARTS.len())]).collect();
        word[..1].to_uppercase() + &word[1..]
    }
}

/// Sentences in which the words beside a name tell what it is.
fn world(seed: u64, sentences: usize) -> Vec<Example> {
    let mut random = Random(seed);
    let mut table = String::new();
    for _ in 0..sentences {
        let names: [String; 3] = std::array::from_fn(|_| random.name());
        let [one, other, third] = names;
        table += &match random.below(4) {
            0 => format!(
                "Mr\tO\n{one}\tB-PER\n{other}\tI-PER\nlives\tO\nin\tO\n{third}\tB-LOC\n.\tO\n"
            ),
            1 => format!(
                "She\tO\nworks\tO\nfor\tO\n{one}\tB-ORG\nGroup\tI-ORG\nin\tO\n{other}\tB-LOC\n.\tO\n"
            ),
            2 => format!("Yesterday\tO\n{one}\tB-PER\nsaid\tO\nso\tO\n.\tO\n"),
            _ => format!("The\tO\n{one}\tO\nengine\tO\nis\tO\nbroken\tO\n.\tO\n"),
        };
        table.push('\n');
    }
    read_tsv(&table).expect("the table is well formed")
}

fn sources() -> Sources {
    let source = |name: &str, trust, examples| Source {
        name: name.into(),
        trust,
        weight: 1.0,
        examples,
    };
    Sources {
        labelled: vec![
            source("gold", Trust::Gold, world(1, 600)),
            source("silver", Trust::Silver, world(2, 200)),
            source("held", Trust::Held, world(3, 300)),
        ],
        lists: Lists {
            lexicon: "in\t0\t3\t1\t64\t6\nthe\t0\t3\t1\t64\t6\nof\t0\t3\t1\t2048\t6\n".into(),
            phrases: "new york\t1\n".into(),
            ..Lists::default()
        },
    }
}

fn options() -> Options {
    Options {
        bits: [14, 14],
        epochs: 4,
        ..Options::default()
    }
}

fn file() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| train(&sources(), &options()).expect("the world trains a model"))
}

fn model() -> Model {
    Model::load(file()).expect("what training writes is a model")
}

fn find(model: &Model, cache: &mut Cache, text: &str, query: Query) -> Vec<NameSpan> {
    let mut names = vec![];
    model.find(cache, text, query, &mut names);
    names
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let again = train(&sources(), &options()).expect("the world trains a model");
    assert!(again == file());
}

#[test]
fn names_that_were_never_seen_are_learnt_from_the_words_beside_them() {
    let unseen = world(99, 400);
    for case in [Case::Normal, Case::Auto] {
        let query = Query {
            case,
            ..Query::default()
        };
        let f1 = evaluate(&model(), &unseen, query).names().f1();
        assert!(f1 > 0.9, "{f1} with {case:?}");
    }
}

#[test]
fn a_bias_trades_precision_for_recall() {
    let unseen = world(98, 400);
    let [precise, balanced, complete] =
        [Bias::Precision, Bias::Balanced, Bias::Recall].map(|bias| {
            let query = Query {
                bias,
                ..Query::default()
            };
            evaluate(&model(), &unseen, query).tokens
        });
    assert!(precise.found <= balanced.found && balanced.found <= complete.found);
    assert!(precise.recall() <= complete.recall());
}

#[test]
fn a_damaged_file_is_refused() {
    let whole = file();
    // Each byte of the header, and one in a few thousand behind it.
    for at in (0..256).chain((256..whole.len()).step_by(4099)) {
        let mut changed = whole.to_vec();
        changed[at] ^= 0x40;
        assert!(Model::load(changed).is_err(), "byte {at} changed");
    }
    for len in (0..256).chain((256..whole.len()).step_by(4099)) {
        assert!(Model::load(whole[..len].to_vec()).is_err(), "cut to {len}");
    }
    let kind = |bytes: &[u8]| Model::load(bytes.to_vec()).map(|_| ()).unwrap_err().kind();
    assert_eq!(kind(b"{}"), LoadErrorKind::NoModel);
    assert_eq!(kind(&whole[..whole.len() - 1]), LoadErrorKind::Damaged);
    let mut newer = whole.to_vec();
    newer[8] += 1;
    assert_eq!(kind(&newer), LoadErrorKind::OtherVersion);
}

#[test]
fn nothing_labelled_by_people_trains_nothing() {
    let mut sources = sources();
    sources
        .labelled
        .retain(|source| source.trust != Trust::Gold);
    let error = train(&sources, &options()).unwrap_err();
    assert!(error.to_string().contains("gold"));
    sources.lists.lexicon.push_str("one\ttwo\n");
    sources.labelled = self::sources().labelled;
    let error = train(&sources, &options()).unwrap_err();
    assert!(error.to_string().contains("line 4"), "{error}");
}

/// What people write, and what nobody does.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Mr ",
        "Balomi ",
        "in ",
        "Kavidor",
        ". ",
        "\n",
        "I ",
        "O\u{2019}Neil ",
        "\u{201C}",
        "\u{00D6}l ",
        "\u{017B}aba ",
        "U.S. ",
        "@Tu ",
        "a@Ren.com ",
        "'s ",
        "- ",
        "\u{1F600}",
        "\u{00A0}",
        "AT&T ",
        "of ",
        "new york ",
        "said ",
        "\u{4E2D}\u{6587}",
        "1st ",
        "_X",
        "--",
        "\u{2028}",
        "\0",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
        ".{0,200}",
        "[A-Z .,'\u{00C0}-\u{024F}-]{0,120}",
    ]
}

fn queries() -> impl Strategy<Value = Query> {
    let bias = prop::sample::select(vec![Bias::Precision, Bias::Balanced, Bias::Recall]);
    let case = prop::sample::select(vec![Case::Auto, Case::Normal, Case::Folded]);
    let field = prop::sample::select(vec![Field::Text, Field::Person, Field::Other]);
    (bias, case, field).prop_map(|(bias, case, field)| Query { bias, case, field })
}

proptest! {
    #[test]
    fn names_are_in_order_and_on_boundaries_of_characters(text in texts(), query in queries()) {
        let names = find(&model(), &mut Cache::default(), &text, query);
        let mut end = 0;
        for name in names {
            prop_assert!(end <= name.start as usize && name.start < name.end);
            end = name.end as usize;
            prop_assert!(text.get(name.start as usize..end).is_some());
            prop_assert!((0.0..=1.0).contains(&name.score));
        }
    }

    /// Half a character may be left of a text in JSON.
    #[test]
    fn bytes_that_are_no_text_are_searched(
        mut bytes in texts().prop_map(String::into_bytes),
        broken in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9),
    ) {
        for (at, byte) in broken {
            let at = at.index(bytes.len() + 1);
            bytes.insert(at, byte);
        }
        let models = Models::from(Arc::new(model()));
        let (mut caches, mut document) = (Caches::default(), Document::default());
        let mut names = vec![];
        models.find(&mut caches, &bytes, Query::default(), &mut names);
        document.add(&models, &mut caches, &bytes, &names);
        let mut again = vec![];
        document.find_again(&models, &mut caches, 0, &bytes, &mut again);
        for names in [names, again] {
            prop_assert!(names.is_sorted_by(|one, next| one.end <= next.start));
            prop_assert!(names.iter().all(|name| name.start < name.end && name.end as usize <= bytes.len()));
        }
    }

    #[test]
    fn what_is_found_depends_on_no_other_search(
        texts in prop::collection::vec(texts(), 1..4),
        queries in prop::collection::vec(queries(), 1..5),
    ) {
        let model = model();
        let mut cache = Cache::default();
        for (text, &query) in texts.iter().flat_map(|text| queries.iter().map(move |query| (text, query))) {
            let warm = find(&model, &mut cache, text, query);
            prop_assert_eq!(warm, find(&model, &mut Cache::default(), text, query));
        }
    }

    #[test]
    fn lines_are_found_alone_as_together(lines in prop::collection::vec(texts(), 1..5)) {
        let model = model();
        let mut cache = Cache::default();
        let query = Query { case: Case::Normal, ..Query::default() };
        let lines: Vec<String> = lines.iter().map(|line| line.replace(['\n', '\u{B}', '\u{C}'], " ")).collect();
        let mut alone = vec![];
        let mut start = 0;
        for line in &lines {
            let names = find(&model, &mut cache, line, query);
            alone.extend(names.iter().map(|name| NameSpan {
                start: name.start + start,
                end: name.end + start,
                ..*name
            }));
            start += line.len() as u32 + 1;
        }
        prop_assert_eq!(find(&model, &mut cache, &lines.join("\n"), query), alone);
    }
}

#[test]
fn a_table_becomes_text_and_spans() {
    let table = "``\tO\nMr.\tO\nO'Neil\tB-PER\nof\tO\nthe\tO\nU\tB-LOC\n.\tI-LOC\nS\tI-LOC\n.\tI-LOC\n''\tO\n(\tO\nACME\tB-ORG\n)\tO\n\n";
    let [example] = read_tsv(table).unwrap().try_into().unwrap();
    assert_eq!(example.text, "\"Mr. O'Neil of the U.S.\" (ACME)");
    let names: Vec<_> = (example.names.iter())
        .map(|(range, kind)| (&example.text[range.clone()], *kind))
        .collect();
    let expected = [
        ("O'Neil", Kind::Person),
        ("U.S.", Kind::Location),
        ("ACME", Kind::Organization),
    ];
    assert_eq!(names, expected);
    assert_eq!(read_tsv("a\tO\nb\n").unwrap_err().line, 2);
}

#[test]
fn the_english_model_reads_english() {
    let file: &[u8] = include_bytes!("../models/en.names");
    let model = Model::load(file).expect("the model in the repository is whole");
    assert_eq!(model.language(), "en");
    assert!((2_000_000..4_000_000).contains(&file.len()));
    for text in [
        "My name is Rosalind Okafor and I live in Lisbon.",
        "my name is rosalind okafor and i live in lisbon",
    ] {
        let names = find(&model, &mut Cache::default(), text, Query::default());
        let found: Vec<_> = (names.iter())
            .map(|name| (&text[name.start as usize..name.end as usize], name.kind))
            .collect();
        let expected = [
            (&text[11..26], Kind::Person),
            (
                &text[text.len() - 6 - usize::from(text.ends_with('.'))..][..6],
                Kind::Location,
            ),
        ];
        assert_eq!(found, expected);
    }
}

#[test]
fn a_name_behind_a_mark_beyond_ascii_is_found() {
    let file: &[u8] = include_bytes!("../models/en.names");
    let model = Model::load(file).expect("the model in the repository is whole");
    for before in [
        "\u{201C}",
        "so \u{2014}",
        "\u{AB}",
        "\u{1F600}",
        "\u{2022} ",
        "x@Mail ",
    ] {
        let text = format!("{before}Rosalind Okafor wrote to us from home.");
        let names = find(&model, &mut Cache::default(), &text, Query::default());
        let found: Vec<_> = (names.iter())
            .map(|name| (&text[name.start as usize..name.end as usize], name.kind))
            .collect();
        assert_eq!(found, [("Rosalind Okafor", Kind::Person)], "{before}");
    }
}

/// The persons in a text as the built-in model of a language finds them.
fn persons<'t>(language: &str, text: &'t str) -> Vec<&'t str> {
    let model = Model::built_in(language).expect("there is one");
    let names = find(&model, &mut Cache::default(), text, Query::default());
    let persons = names.iter().filter(|name| name.kind == Kind::Person);
    persons
        .map(|name| &text[name.start as usize..name.end as usize])
        .collect()
}

#[test]
fn every_built_in_model_is_whole_and_small() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    for language in Model::LANGUAGES {
        let model = Model::built_in(language).expect("there is one");
        assert_eq!(model.language(), language);
        assert!(model.licence().contains("MODEL_CARD.md"));
        let file = std::fs::metadata(folder.join(format!("{language}.names")));
        assert!(file.expect("the file").len() < 4_000_000, "{language}");
    }
    assert!(Model::built_in("tlh").is_none());
}

/// What joins two names speaks for their being two as well; it is no part of either.
#[test]
fn small_words_between_names_count() {
    for (text, expected) in [
        (
            "Yesterday Chuck and Jane came to see us.",
            &["Chuck", "Jane"][..],
        ),
        (
            "We heard Ludwig van Beethoven at school.",
            &["Ludwig van Beethoven"],
        ),
    ] {
        assert_eq!(persons("en", text), expected, "{text}");
    }
}

#[test]
fn a_title_is_no_part_of_a_name() {
    for text in [
        "I asked Mr. Thompson for it.",
        "Then President Thompson spoke to us.",
        "She is a patient of Dr Thompson now.",
    ] {
        assert_eq!(persons("en", text), ["Thompson"], "{text}");
    }
}

/// Nothing that is trained with may tell how sure a finding is: without texts held back, blocks are.
#[test]
fn scores_are_counted_without_texts_held_back() {
    let mut sources = sources();
    (sources.labelled).retain(|source| source.trust != Trust::Held);
    let file = train(&sources, &options()).expect("the world trains a model");
    assert!(file == train(&sources, &options()).expect("it does so again"));
    let model = Model::load(file).expect("what training writes is a model");
    let found = evaluate(&model, &world(99, 400), Query::default());
    assert!(found.names().f1() > 0.9, "{found:?}");
    let deciles = found.deciles.iter();
    let (all, right, scores) = deciles.fold((0, 0, 0.0), |sum, decile| {
        (sum.0 + decile.0, sum.1 + decile.1, sum.2 + decile.2)
    });
    let [mean, share] = [scores, right as f64].map(|sum| sum / all as f64);
    assert!((mean - share).abs() < 0.07, "{mean} for {share}");
}

/// German writes all nouns, and whom it addresses, with a capital.
#[test]
fn nouns_and_polite_words_of_german_are_no_persons() {
    for text in [
        "Vielen Dank f\u{FC}r Ihre schnelle Antwort.",
        "K\u{F6}nnen Sie mir bitte die Rechnung schicken?",
        "Ich danke Ihnen und Ihrem Team f\u{FC}r die Hilfe.",
        "Sehr geehrte Damen und Herren,",
        "Der Drucker im Besprechungszimmer hat keinen Toner mehr.",
    ] {
        assert!(persons("de", text).is_empty(), "{text}");
    }
    for (text, expected) in [
        (
            "Mein Name ist Jana Hollerbach und ich wohne in Dresden.",
            "Jana Hollerbach",
        ),
        (
            "Hallo Herr Oyelaran, danke f\u{FC}r Ihren Anruf.",
            "Oyelaran",
        ),
        (
            "Viele Gr\u{FC}\u{DF}e Annegret Bollmann",
            "Annegret Bollmann",
        ),
    ] {
        assert_eq!(persons("de", text), [expected], "{text}");
    }
}

#[test]
fn persons_are_found_in_spanish() {
    for text in [
        "Muchas gracias por su respuesta.",
        "\u{BF}Puede usted enviarme la factura?",
        "La impresora de la oficina no funciona.",
    ] {
        assert!(persons("es", text).is_empty(), "{text}");
    }
    for (text, expected) in [
        (
            "Me llamo In\u{E9}s Olaz\u{E1}bal y vivo en Salamanca.",
            "In\u{E9}s Olaz\u{E1}bal",
        ),
        (
            "Hola, se\u{F1}or Okonkwo, gracias por su llamada.",
            "Okonkwo",
        ),
    ] {
        assert_eq!(persons("es", text), [expected], "{text}");
    }
}

/// Templates are texts too: a language without labelled ones is trained with them, and what is held back of
/// them is in none of the others.
#[test]
fn a_language_without_labelled_texts_is_trained_with_templates() {
    let options = Options {
        language: "es".into(),
        made_up: MadeUp {
            times: 6,
            hold_back: 5,
            ..MadeUp::default()
        },
        ..options()
    };
    let sources = Sources {
        lists: Lists {
            scope: Scope::Names,
            ..sources().lists
        },
        ..Sources::default()
    };
    let held = held_back(&sources.lists, &options);
    assert!(held.len() > 100, "{}", held.len());
    let model = Model::load(train(&sources, &options).expect("templates train")).expect("a model");
    let f1 = evaluate(&model, &held, Query::default()).names().f1();
    assert!(f1 > 0.6, "{f1}");
}

#[test]
fn a_model_may_take_the_words_of_another() {
    let mut sources = sources();
    sources.lists = Lists {
        of_model: Some(Model::english()),
        ..Lists::default()
    };
    let model =
        Model::load(train(&sources, &options()).expect("the world trains")).expect("a model");
    let f1 = evaluate(&model, &world(99, 400), Query::default())
        .names()
        .f1();
    assert!(f1 > 0.9, "{f1}");
}
