//! A column of short strings without a byte between them, as Arrow keeps its values.

use std::ops::Range;

use crate::{
    rng::Rng,
    text::Gold,
    value::{
        contact,
        date::{self, Day},
        national,
    },
};

/// Length of every cell.
pub const CELL_BYTES: usize = 12;

/// Abutting cells: the text of cell `i` is `values[offsets[i]..offsets[i + 1]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// All cells one behind the other.
    pub values: Vec<u8>,
    /// Edges of the cells, from 0 to the length of `values`.
    pub offsets: Vec<u32>,
    /// Places in `values`, sorted.
    pub gold: Vec<Gold>,
}

impl Cells {
    /// The bytes of each cell.
    pub fn ranges(&self) -> impl Iterator<Item = Range<u32>> {
        self.offsets.windows(2).map(|edges| edges[0]..edges[1])
    }
}

/// Cells of [`CELL_BYTES`] bytes, of which about two in five are a value as a whole, and the others
/// words, numbers and hexadecimal that would make values with their neighbours.
pub fn cells(seed: u64, bytes: usize) -> Cells {
    let mut rng = Rng::new(seed ^ 0x6365_6c6c);
    let mut cells = Cells {
        offsets: vec![0],
        ..Cells::default()
    };
    while cells.values.len() < bytes {
        let start = cells.values.len();
        let (entity, text) = cell(&mut rng);
        debug_assert_eq!(text.len(), CELL_BYTES);
        cells.values.extend_from_slice(text.as_bytes());
        cells.offsets.push(cells.values.len() as u32);
        if let Some((entity, length)) = entity {
            cells.gold.push(Gold {
                start,
                end: start + length,
                entity,
            });
        }
    }
    cells
}

/// What a cell holds from its first byte on, and how many bytes of it; `None` for nothing.
type Content = Option<(&'static str, usize)>;

fn cell(rng: &mut Rng) -> (Content, String) {
    match rng.below(10) {
        0 => whole("PHONE_NUMBER", || {
            let phone = contact::phone(rng);
            phone
                .starts_with(|first: char| first.is_ascii_digit())
                .then_some(phone)
        }),
        1 => whole("IP_ADDRESS", || Some(contact::ip4(rng))),
        2 => whole("DATE_TIME", || {
            let day = Day::within(rng, 1995, 2026);
            Some(date::spelled(rng, day))
        }),
        3 => {
            let (_, ssn) = whole("US_SSN", || {
                let ssn = national::us_ssn(rng) + ",";
                ssn.contains('-').then_some(ssn)
            });
            (Some(("US_SSN", CELL_BYTES - 1)), ssn)
        }
        4 => (None, rng.digits(CELL_BYTES)),
        5 => (None, rng.string(CELL_BYTES, b"0123456789abcdef")),
        6 => (None, format!("{} {}", rng.digits(7), rng.digits(4))),
        7 => (None, format!("id-{:08} ", rng.below(100_000_000))),
        _ => (None, rng.string(CELL_BYTES, b"etaoinshrdlu etaoin")),
    }
}

/// Draws until a value fills the cell.
fn whole(entity: &'static str, mut draw: impl FnMut() -> Option<String>) -> (Content, String) {
    loop {
        if let Some(text) = draw().filter(|text| text.len() == CELL_BYTES) {
            return (Some((entity, CELL_BYTES)), text);
        }
    }
}
