//! Rules of a user's own, through the detector.

use crate::{
    Cache, Case, Detector, DetectorBuilder, Evidence, Input, Pattern, Recognizer, Shape, Terms,
};

/// What a rule of one shape finds in `text`, the catalogue beside it.
fn found(shape: Shape, text: &str) -> Vec<&str> {
    let rule = Recognizer {
        shapes: vec![shape],
        ..Recognizer::new("own", "OWN", "global")
    };
    found_by(rule, text)
}

fn found_by(rule: Recognizer, text: &str) -> Vec<&str> {
    let mut builder = DetectorBuilder::new();
    builder.recognizer(rule);
    let detector = builder.build().unwrap();
    let entity = detector.entity("OWN").unwrap();
    let input = Input {
        text: text.as_bytes(),
        regions: &[Detector::whole(text.as_bytes())],
        fields: &[detector.plain_field()],
    };
    let mut findings = vec![];
    detector.find(&mut Cache::default(), input, &mut findings);
    let own = findings.iter().filter(|finding| finding.entity == entity);
    own.map(|finding| &text[finding.span.range()]).collect()
}

fn matched(regex: &'static str, text: &'static str) -> Vec<&'static str> {
    found(Shape::Pattern(Pattern::new(regex, Evidence::CERTAIN)), text)
}

/// Why a pattern does not compile.
fn refused(regex: &'static str) -> String {
    let rule = Recognizer {
        shapes: vec![Shape::Pattern(Pattern::new(regex, Evidence(0)))],
        ..Recognizer::new("own", "OWN", "global")
    };
    let mut builder = DetectorBuilder::new();
    builder.recognizer(rule);
    let error = builder.build().expect_err(regex);
    assert_eq!(error.recognizer(), Some("own"), "{regex}");
    error.to_string()
}

#[test]
fn matches_are_found_from_left_to_right() {
    assert_eq!(
        matched(r"EMP-\d+", "EMP-12, xEMP-3 EMP-4"),
        ["EMP-12", "EMP-3", "EMP-4"]
    );
    assert_eq!(matched(r"ab|abc", "abc"), ["ab"]);
    assert_eq!(matched(r"^id=\w+$", "id=ab"), ["id=ab"]);
    assert!(matched(r"^id=\w+", "an id=ab").is_empty());
    assert_eq!(matched(r"(?i)größe \p{Lu}+", "GRÖßE Ä1"), ["GRÖßE Ä"]);
}

#[test]
fn a_group_limits_the_value() {
    let regex = r"staff (?<value>\d+)|no (\d+)";
    assert_eq!(matched(regex, "staff 12, no 34"), ["12", "no 34"]);
}

#[test]
fn a_word_goes_on_at_neither_side() {
    let pattern = Pattern {
        word: true,
        ..Pattern::new(r"E\d{2}|E\d{2}-", Evidence::CERTAIN)
    };
    let text = "E12 xE34 E567 E89-- _E10 éE11";
    assert_eq!(found(Shape::Pattern(pattern), text), ["E12", "E89", "E11"]);
}

#[test]
fn digits_and_words_are_of_ascii() {
    assert_eq!(matched(r"\bN\d\b", "N٣ N3 éN4é"), ["N3", "N4"]);
    assert_eq!(matched(r"N[^\D]", "N٣ N3"), ["N3"]);
    assert_eq!(matched(r"N\p{Nd}", "N٣"), ["N٣"]);
}

#[test]
fn a_value_ends_within_a_kilobyte() {
    let text = |gap: usize| format!("a{}b", "-".repeat(gap));
    let longest = text(Pattern::MAX_BYTES - 2);
    let found = |text: &str| {
        let pattern = Pattern::new("a[^b]*b", Evidence::CERTAIN);
        found(Shape::Pattern(pattern), text).len()
    };
    assert_eq!(found(&longest), 1);
    assert_eq!(found(&text(Pattern::MAX_BYTES - 1)), 0);
    // One that begins later is not lost.
    assert_eq!(found(&format!("a----{longest}")), 1);
}

#[test]
fn expressions_that_cannot_work_are_refused() {
    for (regex, why) in [
        ("a(b", "character 2: unclosed group"),
        ("(?=a)b", "look-around"),
        (r"(a)\1", "backreferences"),
        ("a*", "empty text"),
        (r"\b", "empty text"),
        (".+", "any character"),
        (r"\S", "any character"),
        (r"[^\s\S]", "matches nothing"),
        ("a{1025}", "more than 1,024 bytes"),
        ("(a{1000}){1000}", "more than 1,024 bytes"),
        (r"x(\p{L}{0,1000}){0,1000}", "256 KiB"),
        (r"(?-u:\xFF)", "UTF-8"),
    ] {
        let said = refused(regex);
        assert!(said.contains(why), "{regex}: {said}");
    }
}

#[test]
fn a_check_decides_and_words_speak() {
    let pattern = Pattern::new(r"\d{6}", Evidence(-8));
    let rule = Recognizer {
        shapes: vec![Shape::Pattern(pattern)],
        validate: crate::checks::named("luhn"),
        context: "badge".into(),
        bias: Evidence(-8),
        ..Recognizer::new("own", "OWN", "global")
    };
    let text = "badge 123455, badge 123456";
    assert_eq!(found_by(rule.clone(), text), ["123455"]);
    assert!(found_by(rule, "number 123455").is_empty());
}

#[test]
fn terms_of_a_list_are_whole_words_in_any_case() {
    let list = || Shape::Terms(Terms::new(["Blue Heron", "A.B.", "Größe", "東京"]));
    assert_eq!(found(list(), "(blue HERON) a.b.c"), ["blue HERON", "a.b."]);
    assert_eq!(
        found(list(), "GRÖßE “größe” 今日は東京に"),
        ["GRÖßE", "größe", "東京"]
    );
    assert!(found(list(), "blue heron2 xa.b. Blue  Heron éBlue Heron größen").is_empty());
}

#[test]
fn case_and_words_may_matter_or_not() {
    let terms = |case, whole_words| Terms {
        case,
        whole_words,
        ..Terms::new(["Owl", "#7"])
    };
    let text = "Owl owl Owls #7 #77";
    let found = |case, whole_words| found(Shape::Terms(terms(case, whole_words)), text);
    assert_eq!(found(Case::Ignore, true), ["Owl", "owl", "#7"]);
    assert_eq!(found(Case::Exact, true), ["Owl", "#7"]);
    assert_eq!(
        found(Case::Ignore, false),
        ["Owl", "owl", "Owl", "#7", "#7"]
    );
    assert_eq!(found(Case::Exact, false), ["Owl", "Owl", "#7", "#7"]);
}

#[test]
fn the_longest_term_wins() {
    let list = Terms::new([
        "Blue",
        "Blue Heron",
        "Blue Heron Project Two",
        "Heron Project",
    ]);
    let text = "Blue Heron Project Three, blue";
    assert_eq!(found(Shape::Terms(list), text), ["Blue Heron", "blue"]);
}

/// Few terms are told by the sieve, many are looked up; both find the same.
#[test]
fn many_terms_are_found_as_few_are() {
    let many = |count: usize| {
        let names = (0..count).map(|number| format!("Name{number} {}", number % 7));
        Shape::Terms(Terms::new(
            names.chain(["Blue Heron".to_owned(), "§".to_owned()]),
        ))
    };
    let text = "Name1 1, name1 2, NAME40 5 name4000 3; blue heron § Name40";
    assert_eq!(
        found(many(50), text),
        ["Name1 1", "NAME40 5", "blue heron", "§"]
    );
    let wanted = ["Name1 1", "NAME40 5", "name4000 3", "blue heron", "§"];
    assert_eq!(found(many(20_000), text), wanted);
}

#[test]
fn a_check_of_terms_decides() {
    let rule = Recognizer {
        shapes: vec![Shape::Terms(Terms::new(["79927398713", "79927398714"]))],
        validate: crate::checks::named("luhn"),
        ..Recognizer::new("own", "OWN", "global")
    };
    assert_eq!(found_by(rule, "79927398713 79927398714"), ["79927398713"]);
}

#[test]
fn lists_that_cannot_work_are_refused_without_their_terms() {
    let refused = |terms: Terms| {
        let mut builder = DetectorBuilder::new();
        builder.recognizer(Recognizer {
            shapes: vec![Shape::Terms(terms)],
            ..Recognizer::new("own", "OWN", "global")
        });
        let error = builder.build().expect_err("it is wrong");
        assert_eq!(error.recognizer(), Some("own"));
        error.to_string()
    };
    assert_eq!(refused(Terms::new([""; 0])), "own: the list has no terms");
    assert_eq!(refused(Terms::new(["owl", " "])), "own: term 2 is empty");
    let long = "owl".repeat(100);
    assert_eq!(
        refused(Terms::new([long])),
        "own: term 1 has more than 256 bytes"
    );
    let many = (0..=Terms::MAX).map(|number| number.to_string());
    assert_eq!(
        refused(Terms::new(many)),
        "own: the list has more than 1,000,000 terms"
    );
}

#[test]
fn costly_rules_are_named() {
    let mut builder = DetectorBuilder::new();
    for (id, regex) in [("cheap", r"EMP-\d+"), ("costly", r"[a-z]+ [a-z]+")] {
        builder.recognizer(Recognizer {
            shapes: vec![Shape::Pattern(Pattern::new(regex, Evidence(0)))],
            ..Recognizer::new(id, "OWN", "global")
        });
    }
    let detector = builder.build().unwrap();
    let costly = detector.costly().into_iter();
    let ids: Vec<_> = costly.map(|id| &*detector.recognizer(id).id).collect();
    assert_eq!(ids, ["costly"]);
}

/// A cache may go from one detector to another.
#[test]
fn memory_of_one_detector_is_no_other_ones() {
    let detectors = [r"A\d+", r"B(?<value>\d+)", r"[a-z]+ [a-z]+"].map(|regex| {
        let mut builder = DetectorBuilder::new();
        builder.recognizer(Recognizer {
            shapes: vec![Shape::Pattern(Pattern::new(regex, Evidence::CERTAIN))],
            ..Recognizer::new("own", "OWN", "global")
        });
        builder.build().unwrap()
    });
    let text = b"A1234 B5678 good day";
    let (mut cache, mut findings) = (Cache::default(), vec![]);
    for _ in 0..2 {
        for (detector, wanted) in detectors.iter().zip(["A1234", "5678", "good day"]) {
            let input = Input {
                text,
                regions: &[Detector::whole(text)],
                fields: &[detector.plain_field()],
            };
            detector.find(&mut cache, input, &mut findings);
            let own = findings
                .iter()
                .find(|finding| Some(finding.entity) == detector.entity("OWN"));
            let own = own.map(|finding| &text[finding.span.range()]);
            assert_eq!(own, Some(wanted.as_bytes()));
        }
    }
}
