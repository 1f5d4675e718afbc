//! Pages that are looked at before the library decodes them.
//!
//! It believes how many values a page of deltas claims, and asks for memory to match.

use parquet::{
    basic::Encoding,
    column::page::{Page, PageMetadata, PageReader},
    errors::{ParquetError, Result},
    schema::types::ColumnDescriptor,
};

/// Hands on the pages of a column, but none that claims more values than it has.
pub(super) struct Checked<P> {
    pages: P,
    has_def: bool,
    has_rep: bool,
}

impl<P> Checked<P> {
    pub(super) fn new(pages: P, column: &ColumnDescriptor) -> Self {
        Self {
            pages,
            has_def: column.max_def_level() > 0,
            has_rep: column.max_rep_level() > 0,
        }
    }

    fn check(&self, page: Page) -> Result<Page> {
        let (values, most, encoding) = match &page {
            Page::DataPage {
                buf,
                num_values,
                encoding,
                def_level_encoding,
                rep_level_encoding,
                ..
            } => {
                let mut rest = &buf[..];
                let levels = [
                    (self.has_rep, *rep_level_encoding),
                    (self.has_def, *def_level_encoding),
                ];
                for (is_there, encoding) in levels {
                    if is_there && encoding == Encoding::RLE {
                        rest = behind_levels(rest).ok_or_else(too_short)?;
                    } else if is_there {
                        return Ok(page); // Of old writers, which had no deltas.
                    }
                }
                (rest, *num_values, *encoding)
            }
            Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => {
                let levels = *def_levels_byte_len as usize + *rep_levels_byte_len as usize;
                let rest = buf.get(levels..).ok_or_else(too_short)?;
                (rest, *num_values, *encoding)
            }
            Page::DictionaryPage {
                buf, num_values, ..
            } => {
                // A text has its length before it, and a number no fewer bytes.
                if *num_values as usize > buf.len() / 4 {
                    return Err(too_many());
                }
                return Ok(page);
            }
        };
        let is_delta = matches!(
            encoding,
            Encoding::DELTA_BINARY_PACKED
                | Encoding::DELTA_LENGTH_BYTE_ARRAY
                | Encoding::DELTA_BYTE_ARRAY
        );
        let is_too_many =
            |deltas: &[u8]| claimed(deltas).is_none_or(|count| count > u64::from(most));
        if is_delta && !values.is_empty() && is_too_many(values) {
            return Err(too_many());
        }
        // The lengths of what texts share with those before stand in front of the lengths of the rest.
        let lengths = match encoding {
            Encoding::DELTA_BYTE_ARRAY => behind_deltas(values),
            _ => None,
        };
        if lengths.is_some_and(|lengths| !lengths.is_empty() && is_too_many(lengths)) {
            return Err(too_many());
        }
        Ok(page)
    }
}

fn too_many() -> ParquetError {
    ParquetError::General("a page of more values than it has".into())
}

fn too_short() -> ParquetError {
    ParquetError::EOF("a page that is shorter than its levels".into())
}

/// What follows levels that their length stands before.
fn behind_levels(page: &[u8]) -> Option<&[u8]> {
    let (len, rest) = page.split_first_chunk()?;
    rest.get(u32::from_le_bytes(*len) as usize..)
}

/// How many values deltas say there are: the third number of their header, behind the sizes of a block and
/// the number of its parts (Encodings.md, "Delta encoding").
fn claimed(deltas: &[u8]) -> Option<u64> {
    let mut rest = deltas;
    number(&mut rest)?;
    number(&mut rest)?;
    number(&mut rest)
}

/// What follows deltas: blocks of a least delta, the widths of their parts, and the parts that there are.
fn behind_deltas(deltas: &[u8]) -> Option<&[u8]> {
    let mut rest = deltas;
    let (size, parts) = (number(&mut rest)?, number(&mut rest)?);
    let mut left = number(&mut rest)?.checked_sub(1)?;
    number(&mut rest)?;
    let of_part = size.checked_div(parts).filter(|&of_part| of_part > 0)?;
    while left > 0 {
        number(&mut rest)?;
        let (widths, behind) = rest.split_at_checked(usize::try_from(parts).ok()?)?;
        rest = behind;
        for &width in widths {
            let bytes = of_part.checked_mul(width.into())? / 8;
            rest = rest.get(usize::try_from(bytes).ok()?..)?;
            left = left.saturating_sub(of_part);
            if left == 0 {
                return Some(rest);
            }
        }
    }
    Some(rest)
}

/// A number in groups of seven bits (ULEB128).
fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, behind) = rest.split_first()?;
        *rest = behind;
        value |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

impl<P: PageReader> PageReader for Checked<P> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        page.map(|page| self.check(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.pages.at_record_boundary()
    }
}

impl<P: PageReader> Iterator for Checked<P> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_values_is_the_third_of_the_header() {
        assert_eq!(claimed(&[0x80, 0x01, 4, 0xAC, 0x02, 0]), Some(300));
        assert_eq!(claimed(&[0x80, 0x01, 4]), None);
        assert_eq!(claimed(&[0xFF; 40]), None);
    }

    #[test]
    fn deltas_end_behind_the_last_part_that_there_is() {
        // A block of 128 in 4 parts: 40 values are one and the 39 behind it, in two parts of 32.
        let head = [0x80, 0x01, 4, 40, 2, 0, 3, 1, 0, 0];
        let text = [&head[..], &[9; 32 * 3 / 8 + 32 / 8], &[7]].concat();
        assert_eq!(behind_deltas(&text), Some(&[7][..]));
        assert_eq!(behind_deltas(&[0x80, 0x01, 4, 1, 2, 7]), Some(&[7][..]));
        assert_eq!(behind_deltas(&text[..12]), None);
    }

    #[test]
    fn levels_end_where_their_length_says() {
        assert_eq!(behind_levels(&[2, 0, 0, 0, 9, 9, 7]), Some(&[7][..]));
        assert_eq!(behind_levels(&[3, 0, 0, 0, 9]), None);
        assert_eq!(behind_levels(&[0, 0]), None);
    }
}
