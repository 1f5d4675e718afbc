//! Values in disguise: each way of it, what only looks like one, and how they go out of a corpus.

use std::collections::BTreeMap;

use pumice_detect::{AsRead, Encoding, Span};
use pumice_synth::{
    Rng,
    text::{self, Gold, Sample},
    value::{self, disguise::MAKERS},
};

use super::{DETECTOR, find, find_alone, region};
use crate::util::scale;

/// A value is found in all of its place and nothing beside it, and reads as it was before.
#[test]
fn every_way_is_seen_through() {
    let mut rng = Rng::new(21);
    let mut lines = vec![];
    for way in MAKERS {
        let (mut total, mut right, mut missed) =
            (0_usize, 0_usize, BTreeMap::<&str, Vec<String>>::new());
        while total < scale(400, 1_000) {
            let Some(Sample { text, spans }) = text::disguised_as(way, &mut rng) else {
                continue;
            };
            let gold = spans
                .iter()
                .find(|gold| way.entities.contains(&gold.entity));
            let Gold { start, end, entity } = *gold.unwrap();
            let span = Span::new(start as u32, end as u32);
            total += 1;
            let id = DETECTOR.entity(entity).unwrap();
            let found = find_alone(&DETECTOR, &text);
            if found.iter().any(|hit| hit.0 == span && hit.1 == id) {
                right += 1;
            } else {
                let others: Vec<_> = found
                    .iter()
                    .map(|hit| (hit.0, DETECTOR.entity_name(hit.1)))
                    .collect();
                missed
                    .entry(entity)
                    .or_default()
                    .push(format!("{text:?} {span:?} {others:?}"));
            }
        }
        let recall = right as f64 / total as f64;
        println!("{:>18} {:.3}", way.name, recall);
        if recall < 0.98 {
            lines.push(format!("{}: {recall:.3} {missed:#?}", way.name));
        }
    }
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

/// Texts that only look like something in disguise, by the way that they look like: nothing is in them.
const INNOCENT: &[(&str, &[&str])] = &[
    (
        "digits",
        &[
            "عدد سكان المدينة ٣٤٥٦٧٨ نسمة، وارتفع السعر إلى ٤٥٦ دينارا",
            "इस वर्ष कुल १२३४५ छात्र उपस्थित थे और ६७८ अनुपस्थित",
            "第３章の２０ページに図４５があります。価格は１２００円です。",
            "ตารางที่ ๓ แสดงผลรวม ๔๕๖๗ รายการ",
            "販売台数は{5}台、前年比１２．５％増となった。",
            "Ｔｈｅ ＳＰＥＣＩＡＬ Ｏｆｆｅｒ ｅｎｄｓ ｓｏｏｎ！！！",
            "মোট ১২৩৪৫৬ টাকা খরচ হয়েছে",
            "型番はＡＢＣ－{3}Ｘです。",
        ],
    ),
    (
        "separators",
        &[
            "Le budget est de {2}\u{202F}{3}\u{202F}{3}\u{A0}€ pour l\u{2019}année.",
            "See pages {2}\u{2013}{3}, and figures {1}\u{2013}{2}.",
            "Temperatures of \u{2212}{2} to \u{2212}{1} degrees were measured.",
            "Die Strecke misst {3}\u{A0}km bei {2}\u{A0}% Gefälle.",
            "Die Summe beträgt {1}\u{2009}{3}\u{2009}{3} Einheiten\u{2014}mehr als zuvor.",
            "He paused\u{2014}for a while\u{2014}and then counted {2}\u{2014}{2}.",
            "スコアは{1}\u{30FC}{1}で終わった。\u{3000}次の試合は{2}番です。",
            "Chapter {1}\u{A0}\u{2013}\u{A0}Results of the {2}\u{2010}item survey",
        ],
    ),
    (
        "invisible",
        &[
            "Donau\u{AD}dampf\u{AD}schiff\u{AD}fahrts\u{AD}gesell\u{AD}schaft mit {3} Plätzen",
            "می\u{200C}خواهم کتاب\u{200C}ها را بخوانم",
            "Family \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} and \u{2764}\u{FE0F} for {2} people",
            "zero\u{200B}width\u{200B}breaks in a long/\u{200B}path/\u{200B}name{2}",
            "क्\u{200D}षत्रिय और {3} लोग",
            "Steps 1\u{FE0F}\u{20E3} mix, 2\u{FE0F}\u{20E3} stir, 3\u{FE0F}\u{20E3} bake for {2} minutes",
            "\u{FEFF}id,name,total\n{2},widget,{3}",
            "\u{200E}(left to right)\u{200E} {4} items\u{200F}",
        ],
    ),
    (
        "lookalikes",
        &[
            "Цена выросла на 5%.Подробнее читайте в разделе.",
            "Το κείμενο τελειώνει εδώ.Νέα πρόταση αρχίζει.",
            "файл отчёт.docx и схема.png, версия {1}.{1}",
            "см. стр.{2}, рис.{1} и табл.{1}",
            "Привет@всем, кто пришёл в {2} часов",
            "метод объект.имя вернул {3}",
            "α.β и γ.δ — параметры модели {1}.{2}",
            "обзор.Ru и СМИ.Ком не найдены",
        ],
    ),
    (
        "percent",
        &[
            "A discount of {2}% on all {3} items, 100%25 and 5%ad",
            "path%2Fto%2Ffile%20name%20{3}.bin",
            "format!(\"%d of %s, %5.2f%%, %{1}x\")",
            "q=caf%C3%A9%20au%20lait&page={2}",
            "%7B%22count%22%3A{3}%2C%22kind%22%3A%22row%22%7D",
            "width: calc({2}% - 20px); opacity: 0.{2}",
            "%E6%97%A5%E6%9C%AC%E8%AA%9E%E3%81%AE{2}",
            "printf(\"%02x%02x%02x\", {1}, {1}, {1})",
        ],
    ),
    (
        "entities",
        &[
            "Tom &amp; Jerry&nbsp;&copy; {1}&ndash;{1}&hellip;",
            "<td>&nbsp;{3}&nbsp;kg</td><td>&#8364;&nbsp;{2}</td>",
            "&#128512; &#x1F600; &#9731; {3}",
            "a &lt; b &amp;&amp; c &gt; {2}",
            "&#39;quoted&#39; and &#34;double&#34; {3} times",
            "price&#58; {2}&#46;{2} &euro;",
            "R&D spent {3}; M&A {2}; Q&A; AT&T",
            "&lsquo;It&rsquo;s {2}&#8239;%&rsquo;",
        ],
    ),
    (
        "quoted_printable",
        &[
            "x=12, y=34; z=={2} and w={3}",
            "Caf=C3=A9 and na=C3=AFve in {2} places",
            "A line that is broken here=\nand goes on for {2} words",
            "width=40 height=20 depth={2} title=20th",
            "<img width=3D{3} height=3D{2}>",
            "E=20mc and F=2Dma in chapter {1}",
            "count=40items rate=2E5 n={3}",
            "offset=0x40=64={2}",
        ],
    ),
    (
        "apart",
        &[
            "1 2 3 4 5 6 7 8 9 10",
            "Levels: 1 - 2 - 3 - 4 - 5 - 6 - 7 - 8",
            "0 1 0 1 1 0 0 1 1 0 1 0 1 1 1 0",
            "Sequence 1.2.3.4.5.6.7.8.9 of the outline",
            "{1} {1} {1} {1} {1} votes in five rooms",
            "| {1} | {1} | {1} | {1} |",
            "row {1} {1} {1} {1} {1} {1} of the matrix",
            "scores: {1}-{1}, {1}-{1}, {1}-{1}",
        ],
    ),
    (
        "spelled",
        &[
            "She works at Amazon dot com and likes it.",
            "Look at the dot on the map, point {1}, at noon.",
            "We met at point {1} at {1} in the morning.",
            "They sell it at example dot com for {2} dollars.",
            "Der Punkt an der Stelle {1} at Punkt {2} ist falsch.",
            "Un point de vue: arobase et point sont des signes.",
            "El punto com fue una burbuja; arroba es un signo, punto.",
            "a (at) b (dot) and at[{1}] dot[{1}]",
            "The boom at dot com firms ended at {2} dot {1} percent.",
            "He bought shares at stores dot com at {2}.",
            "Execution may stop at any point as a result of {2} events.",
            "It is complete at this point in the search, and at that point is done.",
        ],
    ),
    (
        "encoded",
        &[
            "sha256:{h64} and md5 {h32}",
            "commit {h40} in branch feature/new-layout-engine",
            "iVBORw0KGgoAAAANSUhEUg{b60}",
            "integrity sha512-{b86}==",
            "id {h8}-{h4}-{h4}-{h4}-{h12}",
            "getElementsByTagNameAndClassSelector(rootElement)",
            "/usr/share/locale/en/LC_MESSAGES/application{2}.mo",
            "dGhpcyBpcyBvbmx5IGEgdGVzdCBvZiB0ZXh0 and aGVsbG8gd29ybGQsIGhvdyBhcmUgeW91",
            "48656c6c6f20776f726c642c20686f7720617265",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAA{b40}",
        ],
    ),
];

/// A frame with its slots filled: digits, or so many characters of base 16 and 64.
fn filled(frame: &str, rng: &mut Rng) -> String {
    const BASE_64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut parts = frame.split(['{', '}']);
    let mut out = parts.next().unwrap().to_owned();
    while let (Some(slot), Some(rest)) = (parts.next(), parts.next()) {
        let made = match slot.split_at_checked(1) {
            Some(("h", count)) => rng.string(count.parse().unwrap(), b"0123456789abcdef"),
            Some(("b", count)) => rng.string(count.parse().unwrap(), BASE_64),
            _ => rng.digits(slot.parse().unwrap()),
        };
        out = out + &made + rest;
    }
    out
}

#[test]
fn what_only_looks_so_is_left_alone() {
    let mut rng = Rng::new(22);
    let mut wrong = vec![];
    for (name, frames) in INNOCENT {
        let count = scale(400, 1_000);
        let mut found = vec![];
        for at in 0..count {
            let text = filled(frames[at % frames.len()], &mut rng);
            let regions = [region(0, text.len(), Encoding::Plain)];
            let disguised = find(&DETECTOR, text.as_bytes(), &regions);
            let mut disguised = disguised.iter().filter(|finding| finding.disguised);
            if let Some(finding) = disguised.next() {
                let entity = DETECTOR.entity_name(finding.entity);
                found.push(format!(
                    "{entity} {:?} in {text:?}",
                    &text[finding.span.range()]
                ));
            }
        }
        println!("{name:>18} {:.4}", found.len() as f64 / count as f64);
        if found.len() * 100 >= count {
            found.truncate(5);
            wrong.push(format!("{name}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A hash of a value is the same for all its spellings only if they read alike.
#[test]
fn all_spellings_of_a_value_read_alike() {
    let (mut rng, mut read) = (Rng::new(23), AsRead::default());
    let plain = |text: &[u8]| -> Vec<u8> {
        let part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'@';
        text.iter().filter(part).copied().collect()
    };
    for way in MAKERS {
        let mut count = 0;
        while count < scale(400, 1_000) {
            let entity = rng.pick(way.entities);
            let value = value::make(entity, &mut rng).unwrap();
            let Some(disguised) = way.make(&value, &mut rng) else {
                continue;
            };
            count += 1;
            let (is, was) = (read.of(disguised.as_bytes()), value.as_bytes());
            assert_eq!(plain(is), plain(was), "{}: {disguised:?}", way.name);
        }
    }
}
