//! What must hold for the escapes of any string, whatever its bytes are.

use pumice_detect::{OffsetMap, Span, escape};

/// Panics where undoing or making escapes is not as promised.
pub(crate) fn check(raw: &[u8]) {
    let (view, map) = decoded(raw);
    assert_eq!(map.view_len() as usize, view.len(), "the view has no end");
    assert_eq!(map.source_len() as usize, raw.len(), "bytes are missing");
    check_another_reader(raw, &view);
    check_places(raw, &view, &map);
    // What is encoded means what it was.
    let mut spelled = vec![];
    escape::encode(raw, &mut spelled);
    assert_eq!(decoded(&spelled).0, raw, "encoding is not undone");
    let bare = |byte: &u8| *byte < b' ';
    assert!(!spelled.iter().any(bare), "a bare control character");
    // Maps of one text after the other are those of both.
    let (mut both, mut double) = (vec![], OffsetMap::default());
    escape::decode(raw, &mut both, &mut double);
    escape::decode(raw, &mut both, &mut double);
    assert_eq!(both, [&view[..], &view[..]].concat());
    check_shift(&view, &map, &double);
}

fn decoded(raw: &[u8]) -> (Vec<u8>, OffsetMap) {
    let (mut view, mut map) = (vec![], OffsetMap::default());
    escape::decode(raw, &mut view, &mut map);
    (view, map)
}

/// Where `raw` is the inside of a JSON string for another reader, it means the same.
fn check_another_reader(raw: &[u8], view: &[u8]) {
    let quoted = [b"\"", raw, b"\""].concat();
    if let Ok(text) = serde_json::from_slice::<String>(&quoted) {
        assert_eq!(view, text.as_bytes(), "another reader sees another text");
    }
    if std::str::from_utf8(raw).is_ok() {
        assert!(std::str::from_utf8(view).is_ok(), "a character is broken");
    }
}

/// Walking escape by escape gives the view, and the map says where each of its bytes came from.
fn check_places(raw: &[u8], view: &[u8], map: &OffsetMap) {
    let (mut source, mut at) = (0, 0);
    while source < raw.len() {
        let mut utf8 = [0; 4];
        let (len, bytes) = match escape::escape_at(&raw[source..]) {
            Some((len, character)) => (len, character.encode_utf8(&mut utf8).as_bytes()),
            None => (1, &raw[source..=source]),
        };
        assert_eq!(view.get(at..at + bytes.len()), Some(bytes), "another byte");
        let place = Span::new(source as u32, (source + len) as u32);
        for byte in at..at + bytes.len() {
            let span = Span::new(byte as u32, byte as u32 + 1);
            assert_eq!(map.source(span), place, "another place");
        }
        source += len;
        at += bytes.len();
    }
    assert_eq!(at, view.len(), "the view holds more");
    if !view.is_empty() {
        let whole = map.source(Span::new(0, view.len() as u32));
        assert_eq!(whole, Span::new(0, raw.len() as u32));
    }
}

/// The second half of a doubled map leads where the map leads, one source further.
fn check_shift(view: &[u8], map: &OffsetMap, double: &OffsetMap) {
    let (len, source) = (view.len() as u32, map.source_len());
    for at in 0..len {
        let once = map.source(Span::new(at, len));
        let twice = double.source(Span::new(at + len, 2 * len));
        assert_eq!(twice, Span::new(once.start + source, once.end + source));
    }
}
