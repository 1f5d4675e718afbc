//! Inputs that repeat what a search stops at, so that a walk that looks too far ahead or back, or
//! that is taken again from every place, shows as time that grows faster than the input.
//!
//! Units are written in raw bytes: those of [`Form::Json`] are the inside of a JSON string, with
//! its escapes.

use crate::corpus::CELL_BYTES;

/// How an input is handed to a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One region of plain text.
    Plain,
    /// Regions of [`CELL_BYTES`] bytes that abut.
    Cells,
    /// One region that is the inside of a JSON string.
    Json,
}

/// One repeated text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adversary {
    /// Unique; letters, digits and `_`.
    pub name: &'static str,
    /// What is repeated.
    pub unit: &'static str,
    /// How the input is to be searched.
    pub form: Form,
}

impl Adversary {
    /// As many whole units as fit `bytes`, and for [`Form::Cells`] as many whole cells.
    ///
    /// ```
    /// use pumice_synth::corpus::adversarial::ADVERSARIES;
    /// let input = ADVERSARIES[0].repeated(1000);
    /// assert!(input.len() <= 1000);
    /// assert!(input.starts_with(ADVERSARIES[0].unit.as_bytes()));
    /// ```
    pub fn repeated(&self, bytes: usize) -> Vec<u8> {
        match self.form {
            Form::Plain | Form::Json => self.unit.repeat(bytes / self.unit.len()).into_bytes(),
            Form::Cells => {
                let whole = bytes / CELL_BYTES * CELL_BYTES;
                self.unit.bytes().cycle().take(whole).collect()
            }
        }
    }
}

const fn plain(name: &'static str, unit: &'static str) -> Adversary {
    Adversary {
        name,
        unit,
        form: Form::Plain,
    }
}

const fn cells(name: &'static str, unit: &'static str) -> Adversary {
    Adversary {
        name,
        unit,
        form: Form::Cells,
    }
}

const fn json(name: &'static str, unit: &'static str) -> Adversary {
    Adversary {
        name,
        unit,
        form: Form::Json,
    }
}

/// Every input; each name once.
pub const ADVERSARIES: &[Adversary] = &[
    // Walks from an `@`, back into a local part and on into a host.
    plain("at", "a@a@"),
    plain("at_dot", "a@a.a"),
    plain("at_only", "@"),
    plain("mail_list", "ab.cd@ef.gh,"),
    plain(
        "mail_long_local",
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e@f.example ",
    ),
    plain(
        "mail_long_host",
        "a@b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e ",
    ),
    plain("mail_arabic", "م@م.م"),
    // Colons and slashes: links, hardware and IPv6 addresses, times.
    plain("colons", "::::"),
    plain("colon_hex", "a:"),
    plain("mac_endless", "00:00:00:00:00:"),
    plain("mac_dashes", "0a-0b-"),
    plain("mac_dots", "00ab."),
    plain("ip6_prefix", "fe80::"),
    plain("time", "00:"),
    plain("scheme", "http://"),
    plain("scheme_host", "http://a."),
    plain("www", "www.a."),
    plain("host_labels", "a.b"),
    plain("link_query", "https://a.example/?u=https://"),
    plain("link_brackets", "http://a.example/((("),
    // Runs of digits, with every separator between them.
    plain("ones", "1 1 1 "),
    plain("digits", "0123456789"),
    plain("year_dash", "2021-"),
    plain("pairs_dash", "00-"),
    plain("fours_dot", "0000."),
    plain("date_slashes", "01/02/"),
    plain("date_glued", "99991231"),
    plain("date_words", "1 May 1 "),
    plain("ip4_list", "10.0.0.1,"),
    plain("ip4_endless", "10."),
    plain("card_list", "4111 1111 1111 1111 "),
    plain("card_endless", "4444 "),
    plain("card_glued", "4111111111111111 "),
    plain("fours_and_marks", "4111-1111 1111.1111/"),
    plain("no_break_fours", "4111\u{a0}"),
    plain("ssn_list", "078-05-1120 "),
    plain("ssn_cue", "ssn 078051120 "),
    plain("threes_dash", "123-"),
    plain("dial_one", "+1 "),
    plain("dial_plus", "+"),
    plain("dial_bracket", "(1"),
    plain("dial_groups", "+49 (0)"),
    plain("phone_list", "(415) 555-0132, "),
    // Letters and digits mixed.
    plain("iban_start", "DE11 "),
    plain("iban_list", "DE89 3704 0044 0532 0130 00 "),
    plain("iban_glued", "DE8937040044053201300"),
    plain("letter_digit", "1a"),
    plain("case_digit", "aA1"),
    plain("capital_dash", "A1-"),
    plain("letters_digits", "AB12"),
    plain("hexadecimal", "deadbeef0123"),
    plain("names", "John Smith "),
    // Numbers, words with capitals and what parts an address.
    plain("house_capital", "1 A "),
    plain("house_street", "12 Main Street, "),
    plain("house_words", "12 Main of the "),
    plain("house_lines", "12 Old Mill Road\nUnit 5\n"),
    plain("house_zip", "12 a b c ca 90001 "),
    plain("street_house", "Am Alten Weg 5, "),
    plain("street_words", "Calle de la Rosa y de los "),
    plain("boxes", "PO Box 1 2 "),
    plain("street_order", "Main St 1 "),
    plain("state_code", "IL 62701 "),
    // Bytes beyond ASCII beside digits.
    plain("accent_digit", "é1"),
    plain("full_width_digits", "１２"),
    plain("han_digit", "年1月"),
    plain("cyrillic_capital", "Ж1 "),
    // Cues without a value: context must not be read again for each.
    plain("cues", "card iban ssn nhs tel 1 "),
    // What disguises begin with.
    plain("percent", "%41"),
    plain("percent_at", "a%40b.cc "),
    plain("references", "&#64;"),
    plain("quoted", "=40"),
    plain("soft_breaks", "4=\n"),
    plain("invisible", "4\u{200b}"),
    plain("ones_apart", "1 2  "),
    plain("at_words", "a at b dot c at "),
    plain("at_brackets", "a[at]b[dot]"),
    plain("joints", "a dot a dot "),
    plain("doubles", "а.a@"),
    plain("base_64", "amFuZUBleGFtcGxlLmNvbQ "),
    plain("base_64_row", "YWFhYWFhYWFhYWFhYWFh."),
    // The same across edges of regions.
    cells("cells_at", "a@a.a"),
    cells("cells_digits", "4111 1111 1111 1111 "),
    cells("cells_colons", "00:00:"),
    cells("cells_letters", "DE11 "),
    // Escapes.
    json("escaped_digit", r"\u0031"),
    json("escaped_at", r"a\u0040a.example "),
    json("escaped_backslash", r#"\\\""#),
    json("newline_digit", r"\n1"),
    json("newline_name", r"\nJohn Smith"),
    json("slashes", r"http:\/\/"),
    json("surrogates", r"\ud83d\ude001"),
    json("escape_in_card", r"4111\u00a01111\u00a01111\u00a01111 "),
    json("tab_card", r"4111 1111 1111 1111\t"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_inputs_stand_once() {
        for (at, one) in ADVERSARIES.iter().enumerate() {
            assert!(!one.unit.is_empty());
            for other in &ADVERSARIES[..at] {
                assert_ne!(one.name, other.name);
                assert_ne!((one.unit, one.form), (other.unit, other.form));
            }
        }
    }

    #[test]
    fn inputs_are_text_and_inside_of_strings() {
        for adversary in ADVERSARIES {
            let input = adversary.repeated(10_000);
            assert!(
                (9_900..=10_000).contains(&input.len()),
                "{}",
                adversary.name
            );
            if adversary.form == Form::Json {
                let text = String::from_utf8(input).expect("a unit is UTF-8");
                let value: Result<String, _> = serde_json::from_str(&format!("\"{text}\""));
                assert!(value.is_ok(), "{}", adversary.name);
            }
        }
    }
}
