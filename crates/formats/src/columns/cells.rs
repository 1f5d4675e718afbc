//! The values of some rows as one text: each that is searched is a cell of it, row by row in the order of
//! the record, so that it reads as the same records in JSON do.

use std::{collections::HashMap, ops::Range};

use parquet::data_type::ByteArray;
use pumice_detect::{Role, Span};
use pumice_engine::{Fields, PathId, Reason, Treatment};

use super::{
    levels::{Levels, Values},
    plan::{Kind, Leaf, Part},
};
use crate::jsonl::walker::stays;

/// The cells of a block. Memory is reused.
#[derive(Default)]
pub(crate) struct Cells {
    /// The texts, a line feed behind each.
    pub(crate) text: Vec<u8>,
    /// In their order.
    pub(crate) cells: Vec<Cell>,
    /// By leaf and value: its cell, or [`NONE`].
    pub(crate) of_values: Vec<Vec<u32>>,
    /// Where each row begins in the text.
    pub(crate) rows: Vec<u32>,
    /// Values that are too long to be searched, by their cells, in order.
    pub(crate) long: Vec<(u32, ByteArray)>,
    /// Whether some cell stands for several values.
    pub(crate) has_repeats: bool,
}

/// A value that stays has no cell.
pub(crate) const NONE: u32 = u32::MAX;

/// A value that is searched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub(crate) span: Span,
    pub(crate) leaf: u32,
    /// Of the block, counted from 0.
    pub(crate) row: u32,
    pub(crate) place: Place,
    pub(crate) role: Option<Role>,
    /// How many equal values it stands for.
    pub(crate) count: u32,
    /// Why it cannot be scrubbed.
    pub(crate) withheld: Option<Reason>,
}

/// What a cell is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// The value of a field.
    Value(PathId),
    /// A key of a map, with the number of the map in the block.
    Key { map: PathId, number: u32 },
}

/// Puts the cells of a block together.
pub(crate) struct Assembler<'a, 'f> {
    pub(crate) cells: &'a mut Cells,
    pub(crate) leaves: &'a [Leaf],
    pub(crate) levels: &'a [Levels],
    pub(crate) fields: &'a mut Fields<'f>,
    /// Longer values are withheld.
    pub(crate) max_bytes: usize,
    /// By leaf.
    cursors: Vec<Cursor>,
    /// Cells of values that are searched once, by leaf and by where they stand in memory: values of one
    /// dictionary are one.
    known: Vec<HashMap<(usize, usize), u32>>,
    row: u32,
    /// Whether the row is passed over.
    is_skipped: bool,
    maps: u32,
}

/// How far a column is read.
#[derive(Clone, Copy, Default)]
struct Cursor {
    entry: usize,
    value: usize,
}

impl Cells {
    /// Forgets all cells.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.rows.clear();
        self.long.clear();
        self.has_repeats = false;
    }

    /// Adds a cell of no column.
    pub(crate) fn push_text(&mut self, text: &[u8], place: Place) {
        let start = self.text.len() as u32;
        self.text.extend_from_slice(text);
        let span = Span::new(start, self.text.len() as u32);
        self.text.push(b'\n');
        self.cells.push(Cell {
            span,
            leaf: NONE,
            row: 0,
            place,
            role: None,
            count: 1,
            withheld: None,
        });
    }

    /// The cell that holds a place of the text.
    pub(crate) fn at(&self, place: u32) -> Option<u32> {
        let behind = self.cells.partition_point(|cell| cell.span.start <= place);
        behind.checked_sub(1).map(|at| at as u32)
    }

    /// What was read of a cell.
    pub(crate) fn raw(&self, cell: u32) -> &[u8] {
        let long = self.long.binary_search_by_key(&cell, |&(of, _)| of);
        match long.ok().and_then(|at| self.long.get(at)) {
            Some((_, value)) => value.data(),
            None => {
                let cell = self.cells.get(cell as usize);
                let text = cell.and_then(|cell| self.text.get(cell.span.range()));
                text.unwrap_or_default()
            }
        }
    }

    /// What was read of the cells of a row, in the order of the record.
    pub(crate) fn of_row(&self, row: u32) -> impl Iterator<Item = &[u8]> {
        let start = self.cells.partition_point(|cell| cell.row < row);
        let end = self.cells.partition_point(|cell| cell.row <= row);
        (start..end).map(|cell| self.raw(cell as u32))
    }

    /// The text of a row.
    pub(crate) fn row(&self, row: u32) -> &[u8] {
        let begin = |row: usize| self.rows.get(row).map(|&start| start as usize);
        let start = begin(row as usize).unwrap_or(self.text.len());
        let end = begin(row as usize + 1).unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default()
    }
}

impl<'a, 'f> Assembler<'a, 'f> {
    pub(crate) fn new(
        cells: &'a mut Cells,
        (leaves, levels): (&'a [Leaf], &'a [Levels]),
        fields: &'a mut Fields<'f>,
        max_bytes: usize,
    ) -> Self {
        cells.of_values.resize_with(leaves.len(), Vec::new);
        for (of_values, levels) in cells.of_values.iter_mut().zip(levels) {
            of_values.clear();
            of_values.resize(levels.values.len(), NONE);
        }
        Self {
            cells,
            leaves,
            levels,
            fields,
            max_bytes,
            cursors: vec![Cursor::default(); leaves.len()],
            known: vec![HashMap::new(); leaves.len()],
            row: 0,
            is_skipped: false,
            maps: 0,
        }
    }

    /// Takes in the next row, or passes it over.
    pub(crate) fn row(&mut self, record: &Part, is_skipped: bool) {
        self.is_skipped = is_skipped;
        self.cells.rows.push(self.cells.text.len() as u32);
        let root = self.fields.root();
        self.part(record, root, None);
        self.row += 1;
    }

    /// Takes in what a record has of a part: one entry of each of its columns, or one for each element.
    fn part(&mut self, part: &Part, path: PathId, role: Option<Role>) {
        match part {
            Part::Leaf(leaf) => self.leaf(*leaf, Place::Value(path), role),
            Part::Struct {
                members,
                role: speaker,
            } => {
                let role = speaker.and_then(|leaf| self.role(leaf)).or(role);
                let mut before = path;
                for (name, part) in members {
                    let member = self.fields.member(path, before, name.as_bytes()).path;
                    before = member;
                    self.part(part, member, role);
                }
            }
            Part::List {
                level,
                first,
                element,
            } => {
                let items = self.fields.items(path);
                self.each(*first, *level, |this| this.part(element, items, role));
            }
            Part::Map {
                level,
                first,
                key,
                value,
            } => {
                self.maps += 1;
                let number = self.maps;
                self.each(*first, *level, |this| {
                    let member = this.entry(*key, path, (number, role));
                    if let Some(value) = value {
                        this.part(value, member, role);
                    }
                });
            }
        }
    }

    /// Calls `element` as often as the list has elements; once where it has none, for that is an entry too.
    fn each(&mut self, first: usize, level: i16, mut element: impl FnMut(&mut Self)) {
        loop {
            element(self);
            let entry = self.cursors.get(first).map_or(0, |cursor| cursor.entry);
            let continues = self.levels.get(first).map(|levels| levels.rep(entry));
            if continues != Some(level) {
                return;
            }
        }
    }

    /// Takes in the key of a map's entry; gives the path of its value.
    fn entry(
        &mut self,
        key: Option<usize>,
        map: PathId,
        (number, role): (u32, Option<Role>),
    ) -> PathId {
        let Some(leaf) = key else {
            return self.fields.member(map, map, b"").path;
        };
        let member = match self.peek(leaf) {
            Some(name) => self.fields.member(map, map, name),
            None => self.fields.member(map, map, b""),
        };
        let keeps = |path| self.fields.treatment(path) == Treatment::Keep;
        if member.is_foreign && !(keeps(map) && keeps(member.path)) {
            self.leaf(leaf, Place::Key { map, number }, role);
        } else {
            self.pass(leaf);
        }
        member.path
    }

    /// Who speaks, as the column says that has it.
    fn role(&self, leaf: usize) -> Option<Role> {
        self.peek(leaf).and_then(Role::parse)
    }

    /// The text that comes next in a column, if it is one.
    fn peek(&self, leaf: usize) -> Option<&'a [u8]> {
        let (levels, of) = (self.levels.get(leaf)?, self.leaves.get(leaf)?);
        let cursor = self.cursors.get(leaf)?;
        let has_value = levels.has_value(cursor.entry, of.max_def);
        match &levels.values {
            Values::Bytes(values) if has_value => {
                values.get(cursor.value).map(|value| value.data())
            }
            _ => None,
        }
    }

    /// Goes on to the next entry of a column; gives the value that stood there.
    #[inline]
    fn pass(&mut self, leaf: usize) -> Option<usize> {
        let (levels, of) = (self.levels.get(leaf)?, self.leaves.get(leaf)?);
        let cursor = self.cursors.get_mut(leaf)?;
        let has_value = levels.has_value(cursor.entry, of.max_def);
        let value = cursor.value;
        cursor.entry += 1;
        cursor.value += usize::from(has_value);
        has_value.then_some(value)
    }

    /// Takes in the next value of a column. Hot: per value.
    fn leaf(&mut self, leaf: usize, place: Place, role: Option<Role>) {
        let Some(value) = self.pass(leaf) else {
            return;
        };
        let (Some(levels), Some(of)) = (self.levels.get(leaf), self.leaves.get(leaf)) else {
            return;
        };
        if of.is_only_read {
            return;
        }
        let mut digits = Digits::default();
        let text = match &levels.values {
            Values::Bytes(values) => values.get(value).map(|value| value.data()),
            Values::Int32(values) => values.get(value).map(|&value| {
                digits.of(match of.kind {
                    Kind::UInt32 => (value as u32).into(),
                    _ => value.unsigned_abs().into(),
                })
            }),
            Values::Int64(values) => values.get(value).map(|&value| {
                digits.of(match of.kind {
                    Kind::UInt64 => value as u64,
                    _ => value.unsigned_abs(),
                })
            }),
        };
        let text = text.unwrap_or_default();
        let stays = match place {
            Place::Value(path) => stays(self.fields.treatment(path), text),
            Place::Key { .. } => false,
        };
        if text.is_empty() || stays || self.is_skipped {
            return;
        }
        let next = self.cells.cells.len() as u32;
        let mut cell = next;
        if of.is_by_value
            && let Some(known) = self.known.get_mut(leaf)
        {
            let identity = (text.as_ptr() as usize, text.len());
            cell = *known.entry(identity).or_insert(next);
        }
        if let Some(of_value) = self
            .cells
            .of_values
            .get_mut(leaf)
            .and_then(|of_values| of_values.get_mut(value))
        {
            *of_value = cell;
        }
        if cell == next {
            if let (Values::Bytes(values), true) = (&levels.values, self.is_too_long(text)) {
                let value = values.get(value).cloned();
                self.cells.long.extend(value.map(|value| (cell, value)));
            }
            self.push(text, leaf, place, role);
        } else if let Some(cell) = self.cells.cells.get_mut(cell as usize) {
            cell.count += 1;
            self.cells.has_repeats = true;
        }
    }

    /// Offsets are 32 bits wide, and what is found in a cell may be decoded behind it.
    fn is_too_long(&self, text: &[u8]) -> bool {
        text.len() > self.max_bytes || self.cells.text.len() + text.len() > MAX_TEXT_BYTES
    }

    fn push(&mut self, text: &[u8], leaf: usize, place: Place, role: Option<Role>) {
        let is_too_long = self.is_too_long(text);
        let Cells { text: all, .. } = &mut *self.cells;
        let start = all.len();
        if !is_too_long {
            all.extend_from_slice(text);
        }
        let span = Span::new(start as u32, all.len() as u32);
        all.push(b'\n');
        self.cells.cells.push(Cell {
            span,
            leaf: leaf as u32,
            row: self.row,
            place,
            role,
            count: 1,
            withheld: is_too_long.then_some(Reason::TooLong),
        });
    }
}

const MAX_TEXT_BYTES: usize = 1 << 31;

/// A whole number in decimal digits.
#[derive(Default)]
struct Digits([u8; 20], Range<usize>);

impl Digits {
    /// Of a number without its sign, which is none of the digits that are searched, as in JSON.
    fn of(&mut self, value: u64) -> &[u8] {
        let Self(digits, range) = self;
        let (mut rest, mut at) = (value, digits.len());
        loop {
            at -= 1;
            if let Some(digit) = digits.get_mut(at) {
                *digit = b'0' + (rest % 10) as u8;
            }
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        *range = at..digits.len();
        digits.get(range.clone()).unwrap_or_default()
    }
}
