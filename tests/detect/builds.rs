//! Two builds of a detector are one, in one process and in two.

use std::{env, fs, process::Command};

use pumice_detect::{Cache, Detector, DetectorBuilder, EntityRule, Input, Score};
use pumice_synth::corpus;

use super::{DETECTOR, find, find_alone};

/// Where a second process writes its [`fingerprint`].
const CHILD: &str = "PUMICE_TEST_FINGERPRINT";

/// Size of the tables of a new detector, and all that it finds in a corpus.
fn fingerprint() -> String {
    let detector = DetectorBuilder::new().build().expect("it compiles");
    let corpus = corpus::logs_text(61, 1 << 16);
    let regions = [Detector::whole(&corpus.bytes)];
    let found = find(&detector, &corpus.bytes, &regions);
    assert!(found.len() > 100, "the corpus is dense");
    format!("{} bytes of tables\n{found:?}", detector.table_bytes())
}

#[test]
fn two_builds_give_equal_tables() {
    // Addresses of functions are those of the process; all else is the tables.
    let built = || DetectorBuilder::new().build().expect("it compiles");
    assert_eq!(format!("{:?}", built()), format!("{:?}", built()));
    assert_eq!(fingerprint(), fingerprint());
}

#[test]
fn two_processes_give_equal_findings() {
    if let Some(path) = env::var_os(CHILD) {
        return fs::write(path, fingerprint()).expect("the parent gave a path");
    }
    let folder = tempfile::tempdir().expect("a directory");
    for child in ["one", "two"] {
        let path = folder.path().join(child);
        let name = concat!(module_path!(), "::two_processes_give_equal_findings");
        let (_, name) = name
            .split_once("::")
            .expect("the binary's name comes first");
        let status = Command::new(env::current_exe().expect("this test"))
            .args(["--exact", name])
            .env(CHILD, &path)
            .stdout(std::process::Stdio::null())
            .status()
            .expect("it starts");
        assert!(status.success());
        let found = fs::read_to_string(&path).expect("the child wrote it");
        assert!(found == fingerprint(), "process {child} differs");
    }
}

/// A policy may name its entities in any order.
#[test]
fn the_order_in_which_entities_are_set_makes_no_difference() {
    let names = DETECTOR.entities();
    let found = |order: &mut dyn Iterator<Item = usize>| {
        let mut builder = DetectorBuilder::new();
        let mut profile = builder.default_profile();
        for at in order {
            let entity = builder.entity(&names[at]).expect("of the catalogue");
            let rule = EntityRule {
                threshold: (at % 3 > 0).then(|| Score::from_thousandths(at as u16 * 50)),
                yields: at % 4 == 0,
                ..EntityRule::default()
            };
            profile.set(entity, rule);
        }
        let profile = builder.profile(profile);
        let detector = builder.build().expect("it compiles");
        let corpus = corpus::logs_text(62, 1 << 16);
        let fields = [detector.field("$".into(), b"", None, profile)];
        let input = Input {
            text: &corpus.bytes,
            regions: &[Detector::whole(&corpus.bytes)],
            fields: &fields,
        };
        let mut findings = vec![];
        detector.find(&mut Cache::default(), input, &mut findings);
        findings
    };
    let forward = found(&mut (0..names.len()));
    assert!(forward.len() > 100, "the corpus is dense");
    assert_eq!(found(&mut (0..names.len()).rev()), forward);
}

/// Lists of terms may come in any order, as long as no term stands in two of them.
#[test]
fn the_order_of_deny_lists_makes_no_difference() {
    let lists = [
        ("PROJECT", vec!["Blue Heron", "078-05"]),
        ("CLIENT", vec!["Blue", "jane@example.com"]),
        ("CODE_NAME", vec!["heron two", "4111 1111"]),
    ];
    let build = |order: [usize; 3]| {
        let mut builder = DetectorBuilder::new();
        for at in order {
            let (entity, terms) = &lists[at];
            builder.terms(entity, terms.iter().map(|&term| term.to_owned()));
        }
        builder.build().expect("it compiles")
    };
    let text = "Blue Heron, blue heron two: 078-05-1120, jane@example.com, 4111 1111 1111 1111";
    let found = |order| {
        let detector = build(order);
        let found = find_alone(&detector, text);
        let named = found
            .iter()
            .map(|hit| (hit.0, detector.entity_name(hit.1).to_owned(), hit.3));
        (named.collect::<Vec<_>>(), detector.table_bytes())
    };
    let wanted = found([0, 1, 2]);
    assert!(wanted.0.len() >= 4, "{wanted:?}");
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(found(order), wanted, "{order:?}");
    }
    assert!(!find_alone(&DETECTOR, text).is_empty());
}
