//! Specimens are found like any other value, and told from those beside them.

use crate::{Cache, Detector, DetectorBuilder, Finding, Input};

/// A cue, the value, and whether it is a specimen.
const CASES: &[(&str, &str, bool)] = &[
    ("card", "4111 1111 1111 1111", true),
    ("card", "4242-4242-4242-4242", true),
    ("card", "378282246310005", true),
    ("card", "4111 1111 1111 1129", false),
    ("ssn", "078-05-1120", true),
    ("ssn", "219 09 9999", true),
    ("ssn", "123-45-6789", true),
    ("ssn", "123-45-6788", false),
    ("itin", "987-65-4320", true),
    ("itin", "987-65-4329", true),
    ("itin", "987-65-4330", false),
    ("phone", "+1 (212) 555-0123", true),
    ("phone", "(212) 555-0199", true),
    ("phone", "212-555-0200", false),
    ("phone", "800-555-0199", true),
    ("phone", "800-555-0198", false),
    ("phone", "212-555-0123 x4417", false),
    ("phone", "020 7946 0018", true),
    ("phone", "+44 (0)20 7946 0018", true),
    ("phone", "+44 7700 900123", true),
    ("phone", "+44 7700 901123", false),
    ("phone", "+49 30 23125 042", true),
    ("phone", "(030) 23125 042", true),
    ("phone", "+49 30 23126 042", false),
    ("phone", "+33 6 39 98 12 34", true),
    ("phone", "+61 491 570 156", true),
    ("phone", "+39 02 5550 1234", false),
    ("mail", "Jane.Doe@Mail.EXAMPLE.com", true),
    ("mail", "jane@example.org", true),
    ("mail", "jane@corp.test", true),
    ("mail", "jane@example.de", false),
    ("mail", "jane@notexample.com", false),
    ("mail", "jane@example.com.contoso.com", false),
    ("mail", "536904399@example.com", false),
    ("mail", "jane%contoso.com@example.com", false),
    ("see", "https://example.com", true),
    ("see", "http://localhost:8080/users", true),
    ("see", "https://docs.example.org/a/b.html", true),
    ("see", "www.example.net/", true),
    ("see", "https://example.com/?q=jane@contoso.com", false),
    ("see", "https://example.com/jane@contoso.com", false),
    ("see", "https://example.com/phones/4155550132", false),
    ("see", "https://jane@example.com/", false),
    ("see", "https://example.com.contoso.com/", false),
    ("host", "192.0.2.7", true),
    ("host", "198.51.100.0/24", true),
    ("host", "203.0.113.255", true),
    ("host", "192.0.3.7", false),
    ("host", "2001:db8::8a2e:370:7334", true),
    ("host", "2001:0DB8:0:0:0:0:0:1", true),
    ("host", "2001:db9::8a2e:370:7334", false),
    ("mac", "00-00-5E-00-53-AF", true),
    ("mac", "00:00:5e:00:53:01", true),
    ("mac", "0000.5e00.5301", true),
    ("mac", "01-00-5E-90-10-FF", true),
    ("mac", "00-00-5E-00-54-AF", false),
    ("iban", "DE89 3704 0044 0532 0130 00", true),
    ("iban", "GB29NWBK60161331926819", true),
    ("iban", "fr1420041010050500013m02606", true),
    ("iban", "DE02120300000000202051", false),
];

/// The one finding of `value` behind its cue.
fn found(detector: &Detector, cue: &str, value: &str) -> Finding {
    let text = format!("{cue}: {value}");
    let (fields, mut findings) = ([detector.plain_field()], vec![]);
    let input = Input {
        text: text.as_bytes(),
        regions: &[Detector::whole(text.as_bytes())],
        fields: &fields,
    };
    detector.find(&mut Cache::default(), input, &mut findings);
    let whole = |finding: &&Finding| &text[finding.span.range()] == value;
    *findings
        .iter()
        .find(whole)
        .unwrap_or_else(|| panic!("{text} is not found"))
}

#[test]
fn specimens_are_found_and_told_from_others() {
    let detector = DetectorBuilder::new().build().unwrap();
    for &(cue, value, expected) in CASES {
        let finding = found(&detector, cue, value);
        let is_specimen = detector.is_specimen(finding.recognizer, value.as_bytes());
        assert_eq!(is_specimen, expected, "{value}");
    }
}

/// A value that is taken whole may hold more than a specimen.
#[test]
fn what_stands_beside_a_specimen_makes_it_none() {
    let detector = DetectorBuilder::new().build().unwrap();
    for &(cue, value, _) in CASES.iter().filter(|case| case.2) {
        let finding = found(&detector, cue, value);
        for beside in [
            format!("Jane Roe {value}"),
            format!("\u{e9} {value}"),
            format!("{value}, 4155550132"),
            format!("{value} \u{6797}"),
            format!("{value} {value}"),
            String::new(),
        ] {
            let is_specimen = detector.is_specimen(finding.recognizer, beside.as_bytes());
            assert!(!is_specimen, "{beside}");
        }
    }
}

/// Whoever names a term wants it treated, whatever it looks like.
#[test]
fn terms_of_a_policy_are_no_specimens() {
    let mut builder = DetectorBuilder::new();
    builder.terms("EMAIL_ADDRESS", ["jane@example.com".to_owned()]);
    let detector = builder.build().unwrap();
    let finding = found(&detector, "mail", "jane@example.com");
    assert!(!detector.is_specimen(finding.recognizer, b"jane@example.com"));
}
