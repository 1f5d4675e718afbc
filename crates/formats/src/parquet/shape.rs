//! What of a footer must be known beside what the library makes of it: how deep its schema is, which is
//! taken apart by recursion; whether columns are encrypted; and what is declared of their order.
//!
//! A footer is a structure in the compact protocol of Thrift; nearly all of it is passed over here.

use std::{fs, io, ops::Range, os::unix::fs::FileExt};

use super::input::unsupported;

/// Groups within each other; the limit of JSON is the same.
const MAX_DEPTH: usize = 128;

/// What is known of a footer before it is parsed.
#[derive(Debug, Default)]
pub(super) struct Shape {
    depth: usize,
    is_encrypted: bool,
    /// Where the list stands that says in which order the statistics of each column are.
    pub(super) orders: Option<Range<usize>>,
}

/// Reads the end of a file, and gives the list of column orders as it stands there. A file that does not end
/// in a footer is left to the library.
///
/// # Errors
/// When its columns are encrypted under a footer that is not, when its schema is too deep, and when it is
/// damaged or cannot be read.
pub(super) fn check(file: &fs::File, len: u64, name: &str) -> io::Result<Option<Vec<u8>>> {
    let Some(footer) = footer(file, len)? else {
        return Ok(None);
    };
    let Some(shape) = Shape::of(&footer) else {
        let words = format!("{name}: its footer is damaged; check the file, or write it again");
        return Err(io::Error::new(io::ErrorKind::InvalidData, words));
    };
    if shape.is_encrypted {
        return Err(unsupported(format!(
            "{name}: is encrypted; decrypt it first (modular encryption is not read)"
        )));
    }
    if shape.depth > MAX_DEPTH {
        return Err(unsupported(format!(
            "{name}: its schema is nested deeper than {MAX_DEPTH} levels; write it flatter"
        )));
    }
    let orders = shape.orders.and_then(|orders| footer.get(orders));
    Ok(orders.map(<[u8]>::to_vec))
}

/// The footer of a file.
fn footer(file: &fs::File, len: u64) -> io::Result<Option<Vec<u8>>> {
    let mut end = [0; END_BYTES];
    let Some(at) = len.checked_sub(end.len() as u64) else {
        return Ok(None);
    };
    file.read_exact_at(&mut end, at)?;
    let start = footer_bytes(&end).and_then(|size| at.checked_sub(size as u64));
    let Some(start) = start else {
        return Ok(None);
    };
    let mut footer = vec![0; (at - start) as usize];
    file.read_exact_at(&mut footer, start)?;
    Ok(Some(footer))
}

/// What is before a footer, and the footer, of bytes that end as a file does.
pub(super) fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (bytes, end) = bytes.split_last_chunk()?;
    let start = bytes.len().checked_sub(footer_bytes(end)?)?;
    Some(bytes.split_at(start))
}

/// Length and mark behind a footer.
const END_BYTES: usize = 8;

fn footer_bytes(end: &[u8; END_BYTES]) -> Option<usize> {
    let [a, b, c, d, mark @ ..] = end;
    let size = u32::from_le_bytes([*a, *b, *c, *d]);
    (mark == b"PAR1").then_some(size as usize)
}

/// What is left to be read.
struct Thrift<'a>(&'a [u8]);

/// Types of the protocol.
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// Fields of `FileMetaData` and of `SchemaElement`.
const SCHEMA: i64 = 2;
const ORDERS: i64 = 7;
const ENCRYPTION: i64 = 8;
const CHILDREN: i64 = 5;

impl Shape {
    /// `None` where a footer is damaged.
    pub(super) fn of(footer: &[u8]) -> Option<Self> {
        let (mut shape, mut thrift, mut number) = (Self::default(), Thrift(footer), 0);
        while let Some(kind) = thrift.field(&mut number)? {
            let start = footer.len() - thrift.0.len();
            match (number, kind) {
                (SCHEMA, LIST) => shape.depth = thrift.schema()?,
                _ => thrift.skip(kind, 0)?,
            }
            match number {
                ORDERS => shape.orders = Some(start..footer.len() - thrift.0.len()),
                ENCRYPTION => shape.is_encrypted = true,
                _ => {}
            }
        }
        Some(shape)
    }
}

impl Thrift<'_> {
    /// How deep a schema is, whose elements come before their children.
    fn schema(&mut self) -> Option<usize> {
        let (count, kind) = self.list()?;
        if kind != STRUCT {
            return None;
        }
        // Children that are still to come, by level.
        let (mut left, mut depth) = (vec![], 0);
        for _ in 0..count {
            while left.last() == Some(&0) {
                left.pop();
            }
            if let Some(last) = left.last_mut() {
                *last -= 1;
            }
            left.push(self.children()?);
            depth = depth.max(left.len());
        }
        Some(depth)
    }

    /// How many children an element has.
    fn children(&mut self) -> Option<u64> {
        let (mut number, mut children) = (0, 0);
        while let Some(kind) = self.field(&mut number)? {
            if number == CHILDREN && (BYTE + 1..=I64).contains(&kind) {
                children = u64::try_from(self.zigzag()?).ok()?;
            } else {
                self.skip(kind, 0)?;
            }
        }
        Some(children)
    }

    /// The type of the next field of a structure, whose number is counted; `None` at its end.
    #[expect(clippy::option_option, reason = "an end is none of the errors")]
    fn field(&mut self, number: &mut i64) -> Option<Option<u8>> {
        let head = self.byte()?;
        if head == 0 {
            return Some(None);
        }
        *number = match head >> 4 {
            0 => self.zigzag()?,
            step => number.checked_add(step.into())?,
        };
        Some(Some(head & 15))
    }

    fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => count.into(),
        };
        Some((count, head & 15))
    }

    /// Passes over a value. Structures of a footer are few levels deep.
    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > 16 {
            return None;
        }
        match kind {
            TRUE | FALSE => {}
            BYTE => self.pass(1)?,
            4..=I64 => {
                self.varint()?;
            }
            DOUBLE => self.pass(8)?,
            BINARY => {
                let length = self.varint()?;
                self.pass(length)?;
            }
            LIST | 10 => {
                let (count, kind) = self.list()?;
                for _ in 0..count {
                    match kind {
                        // A truth in a list has a byte of its own.
                        TRUE | FALSE => self.pass(1)?,
                        _ => self.skip(kind, depth + 1)?,
                    }
                }
            }
            STRUCT => {
                let mut number = 0;
                while let Some(kind) = self.field(&mut number)? {
                    self.skip(kind, depth + 1)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn pass(&mut self, length: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(length).ok()?..)?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(value);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }
}
