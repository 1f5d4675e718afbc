//! Neighbours, order and number of the regions in a block make no difference.

use proptest::prelude::*;
use pumice_detect::Encoding;
use pumice_synth::{Rng, corpus};

use super::{
    Buffer, DETECTOR, find_alone, find_each, holds,
    mixture::{mixture, mixtures},
    region,
};
use crate::util::{scale, spelled};

#[test]
fn abutting_regions_are_searched_as_if_alone() {
    let gaps = prop::sample::select(&["", "", "", "ssn 078-05-1120 ", "5", "@"][..]);
    let gaps = prop::collection::vec(gaps, 30);
    holds(
        41,
        scale(400, 30_000),
        (mixtures(30, 5), gaps),
        |(texts, gaps)| {
            let mut buffer = Buffer::default();
            for (text, gap) in texts.iter().zip(gaps) {
                buffer.gap(gap.as_bytes());
                buffer.push(text, Encoding::Plain);
            }
            let alone: Vec<_> = texts
                .iter()
                .map(|text| find_alone(&DETECTOR, text))
                .collect();
            prop_assert_eq!(buffer.find(&DETECTOR), alone);
            Ok(())
        },
    );
}

/// Cells cut out of a text: each edge stands within what would be a value.
#[test]
fn a_text_cut_into_cells_is_searched_cell_by_cell() {
    let input = (mixture(8), 1..20_usize);
    holds(42, scale(3_000, 60_000), input, |(text, width)| {
        let mut buffer = Buffer::default();
        let characters: Vec<char> = text.chars().collect();
        for cell in characters.chunks(width) {
            buffer.push(&cell.iter().collect::<String>(), Encoding::Plain);
        }
        for (region, found) in buffer.regions.iter().zip(buffer.find(&DETECTOR)) {
            let cell = std::str::from_utf8(&buffer.text[region.span().range()]).expect("UTF-8");
            prop_assert_eq!(found, find_alone(&DETECTOR, cell), "{:?}", cell);
        }
        Ok(())
    });
}

/// A cell may begin within an address: what stands before it is no part of it.
#[test]
fn a_cell_that_begins_with_a_colon_is_searched_as_if_alone() {
    let mut buffer = Buffer::default();
    buffer.push("2001:db8:9d26", Encoding::Plain);
    buffer.push(":fe6e::533f:1d81", Encoding::Plain);
    assert_eq!(
        buffer.find(&DETECTOR)[1],
        find_alone(&DETECTOR, ":fe6e::533f:1d81")
    );
}

#[test]
fn cells_of_twelve_bytes_are_searched_as_if_alone() {
    let cells = corpus::cells(13, scale(60_000, 2_000_000));
    let regions: Vec<_> = cells
        .ranges()
        .map(|cell| region(cell.start as usize, cell.end as usize, Encoding::Plain))
        .collect();
    let together = find_each(&DETECTOR, &cells.values, &regions);
    assert!(together.iter().any(|found| !found.is_empty()));
    for (cell, found) in regions.iter().zip(together) {
        let text = std::str::from_utf8(&cells.values[cell.span().range()]).expect("ASCII");
        assert_eq!(found, find_alone(&DETECTOR, text), "{text:?}");
    }
}

#[test]
fn the_order_of_records_and_the_size_of_blocks_make_no_difference() {
    let input = (mixtures(24, 5), any::<u64>());
    holds(43, scale(300, 20_000), input, |(texts, seed)| {
        let mut rng = Rng::new(seed);
        let mut records: Vec<(String, Encoding)> = texts
            .iter()
            .map(|text| match rng.below(3) {
                0 => (text.clone(), Encoding::Plain),
                1 => (spelled(&mut rng, text, 0), Encoding::JsonString),
                _ => (spelled(&mut rng, text, 20), Encoding::JsonString),
            })
            .collect();
        for _ in 0..3 {
            let mut block = Buffer::default();
            for (text, encoding) in &records {
                block.gap(b"\"");
                block.push(text, *encoding);
                block.gap(b"\"\n");
            }
            let together = block.find(&DETECTOR);
            for ((text, encoding), found) in records.iter().zip(together) {
                let mut alone = Buffer::default();
                alone.push(text, *encoding);
                prop_assert_eq!(vec![found], alone.find(&DETECTOR), "{:?}", text);
            }
            shuffle(&mut rng, &mut records);
        }
        Ok(())
    });
}

fn shuffle<T>(rng: &mut Rng, items: &mut [T]) {
    for at in (1..items.len()).rev() {
        items.swap(at, rng.below(at as u32 + 1) as usize);
    }
}

/// A cell may end within a product's name and version: what stands behind it is no part of it.
#[test]
fn a_cell_that_ends_before_a_version_is_searched_as_if_alone() {
    let mut buffer = Buffer::default();
    buffer.push("user_agent=\"okhttp/", Encoding::Plain);
    buffer.push("4.9\"", Encoding::Plain);
    assert_eq!(
        buffer.find(&DETECTOR)[0],
        find_alone(&DETECTOR, "user_agent=\"okhttp/")
    );
}
