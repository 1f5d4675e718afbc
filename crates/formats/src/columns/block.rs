//! Some rows of a table, or the texts of its schema.

use std::{fmt, sync::Arc};

use parquet::data_type::ByteArray;
use pumice_detect::{Finding, Region, Span};
use pumice_engine::{
    Batch, Edits, Fields, Layout, Numbers, Place, Position, Reason, Sample, record_hash,
};

use super::{
    cells::{self, Assembler, Cell, Cells, NONE},
    levels::{Levels, Values},
    plan::Plan,
};
use crate::{
    jsonl::{
        LAYOUT,
        outline::{self, Outline, Refusal},
        splice::{Source, Splicer},
    },
    parquet::footer::Texts,
};

/// Some rows of a table; a record is a row. `T` is what they come from.
///
/// A value that cannot be scrubbed is withheld: it is null, or [`WITHHELD`] where it must be there, and its
/// bytes go to the quarantine. The row stays.
pub struct Block<T> {
    pub(crate) table: T,
    pub(crate) plan: Arc<Plan>,
    pub(crate) part: Part,
    /// By leaf of the plan; what was read until the block is rewritten, and then what is written.
    pub(crate) levels: Vec<Levels>,
    /// Bytes of the values as they were read.
    bytes_read: u64,
    /// Rows that are looked at, if not all are.
    sample: Option<Sample>,
    skipped: u64,
    cells: Cells,
    outline: Outline,
    splicer: Splicer,
    numbers: Numbers,
    max_bytes: usize,
    is_written: bool,
}

/// What stands for a text that must be there and cannot be scrubbed.
pub const WITHHELD: &str = "<WITHHELD>";

/// What of a table a block is.
#[derive(Debug)]
pub(crate) enum Part {
    /// The texts of the schema, and of the rest of a footer; the first block of each file.
    Footer(Texts),
    /// Nothing but where rows go on; the first block of a file whose beginning is done.
    Behind {
        /// The next one.
        row_group: usize,
    },
    /// Some rows.
    Rows(Rows),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    /// 0 where there is none.
    pub(crate) row_group: usize,
    /// Rows of the table before the block.
    pub(crate) before: u64,
    pub(crate) count: usize,
    /// Whether the row group ends with it.
    pub(crate) is_last: bool,
    /// Where a reader goes on that has them behind it, if one can begin there.
    pub(crate) behind: Option<Position>,
}

impl<T> Block<T> {
    pub(crate) fn new(
        (table, plan): (T, Arc<Plan>),
        part: Part,
        (levels, sample): (Vec<Levels>, Option<Sample>),
        max_bytes: usize,
        used: Option<Self>,
    ) -> Self {
        let (mut cells, mut outline, mut splicer) = match used {
            Some(used) => (used.cells, used.outline, used.splicer),
            None => Default::default(),
        };
        cells.clear();
        outline.clear();
        splicer.clear();
        Self {
            table,
            plan,
            part,
            bytes_read: levels.iter().map(|levels| levels.values.bytes()).sum(),
            levels,
            sample,
            skipped: 0,
            cells,
            outline,
            splicer,
            numbers: Numbers::default(),
            max_bytes,
            is_written: false,
        }
    }

    /// Whether it was rewritten; nothing of it may be written before.
    pub(crate) fn is_written(&self) -> bool {
        self.is_written
    }

    /// The values that were withheld, in the order of the rows.
    pub(crate) fn withheld_cells(&self) -> impl Iterator<Item = Withheld<'_>> {
        let cells = self.cells.cells.iter().zip(0..);
        cells.filter_map(|(cell, at)| {
            let reason = cell.withheld?;
            let raw = self.cells.raw(at);
            Some(Withheld { cell, reason, raw })
        })
    }

    /// Notes what is in each cell.
    fn outline(&mut self, fields: &mut Fields<'_>) {
        let Cells { text, cells, .. } = &mut self.cells;
        self.outline.begin(text, fields.backend());
        for cell in cells {
            if cell.withheld.is_some() {
                continue;
            }
            let text = text.get(cell.span.range()).unwrap_or_default();
            let (path, key_of) = match cell.place {
                cells::Place::Value(path) => (path, None),
                cells::Place::Key { map, number } => (map, Some(number)),
            };
            let noted = outline::Cell {
                at: cell.span.start,
                record: cell.row,
                path,
                role: cell.role,
                key_of,
            };
            if let Err(Refusal { words, .. }) = self.outline.add_cell(text, noted, fields) {
                cell.withheld = Some(Reason::Malformed(words));
            }
        }
        self.outline.finish(text);
    }

    /// Withholds the cells that are no UTF-8: they have no regions.
    fn refuse_other_encodings(&mut self) {
        let Cells { text, cells, .. } = &mut self.cells;
        if simdutf8::basic::from_utf8(text).is_ok() {
            return;
        }
        for cell in cells {
            let bytes = text.get(cell.span.range()).unwrap_or_default();
            if str::from_utf8(bytes).is_err() {
                cell.withheld = Some(Reason::Malformed("bytes that are not UTF-8"));
            }
        }
    }

    fn cell(&self, region: &Region) -> Option<&Cell> {
        let cell = cell_of(&self.cells, &self.outline, region)?;
        self.cells.cells.get(cell as usize)
    }

    /// Writes the values of all cells that are not as they were.
    fn write_cells(&mut self) {
        let mut texts = vec![];
        let mut spans: Vec<Option<Span>> = Vec::with_capacity(self.cells.cells.len());
        let mut writer = self.splicer.cells(&self.cells.text);
        for cell in &self.cells.cells {
            let start = texts.len() as u32;
            let is_edited = writer.write(cell.span, &mut texts);
            spans.push(is_edited.then_some(Span::new(start, texts.len() as u32)));
        }
        let written = Written {
            texts: bytes::Bytes::from(texts),
            spans,
            cells: &self.cells.cells,
        };
        if let Part::Footer(footer) = &mut self.part {
            written.into_footer(footer);
            return;
        }
        let leaves = &self.plan.leaves;
        let columns = self.levels.iter_mut().zip(&self.cells.of_values);
        for ((levels, of_values), leaf) in columns.zip(leaves) {
            written.write_column(levels, of_values, leaf.is_nullable, leaf.max_def);
        }
    }
}

/// The cell that a region is in, also one of a JSON text in it.
fn cell_of(cells: &Cells, outline: &Outline, region: &Region) -> Option<u32> {
    let mut place = region.start;
    let docs = &outline.docs;
    let behind = docs.partition_point(|doc| doc.text.start <= place);
    let mut doc = behind.checked_sub(1);
    while let Some(within) = doc.and_then(|at| docs.get(at)) {
        place = within.source.start;
        doc = within.parent.map(|parent| parent as usize);
    }
    cells.at(place)
}

/// A value that goes to the quarantine.
pub(crate) struct Withheld<'b> {
    pub(crate) cell: &'b Cell,
    pub(crate) reason: Reason,
    pub(crate) raw: &'b [u8],
}

/// The cells as they are to be written.
struct Written<'b> {
    texts: bytes::Bytes,
    /// By cell, of those that were edited.
    spans: Vec<Option<Span>>,
    cells: &'b [Cell],
}

/// What becomes of a value.
enum Fate {
    Stays,
    Text(bytes::Bytes),
    Withheld,
}

impl Written<'_> {
    fn fate(&self, cell: u32) -> Fate {
        let cell_at = cell as usize;
        if cell == NONE {
            return Fate::Stays;
        }
        if self
            .cells
            .get(cell_at)
            .is_none_or(|cell| cell.withheld.is_some())
        {
            return Fate::Withheld;
        }
        match self.spans.get(cell_at).copied().flatten() {
            Some(span) => Fate::Text(self.texts.slice(span.range())),
            None => Fate::Stays,
        }
    }

    fn into_footer(self, footer: &mut Texts) {
        for (text, cell) in footer.texts.iter_mut().zip(0..) {
            match self.fate(cell) {
                Fate::Stays => {}
                Fate::Text(bytes) => *text = String::from_utf8_lossy(&bytes).into_owned(),
                Fate::Withheld => *text = WITHHELD.into(),
            }
        }
    }

    fn write_column(
        &self,
        levels: &mut Levels,
        of_values: &[u32],
        is_nullable: bool,
        max_def: i16,
    ) {
        let mut nulls = vec![];
        match &mut levels.values {
            Values::Bytes(values) => {
                for (at, (value, &cell)) in values.iter_mut().zip(of_values).enumerate() {
                    match self.fate(cell) {
                        Fate::Stays => {}
                        Fate::Text(text) => *value = ByteArray::from(text),
                        Fate::Withheld if is_nullable => nulls.push(at),
                        Fate::Withheld => *value = ByteArray::from(WITHHELD),
                    }
                }
                remove(values, &nulls);
            }
            Values::Int32(values) => self.write_numbers(values, of_values, is_nullable, &mut nulls),
            Values::Int64(values) => self.write_numbers(values, of_values, is_nullable, &mut nulls),
        }
        make_null(&mut levels.def, &nulls, max_def);
    }

    /// No text replaces a number: it is null, or zero where it must be there.
    fn write_numbers<T: Default>(
        &self,
        values: &mut Vec<T>,
        of_values: &[u32],
        is_nullable: bool,
        nulls: &mut Vec<usize>,
    ) {
        for (at, (value, &cell)) in values.iter_mut().zip(of_values).enumerate() {
            match self.fate(cell) {
                Fate::Stays => {}
                _ if is_nullable => nulls.push(at),
                _ => *value = T::default(),
            }
        }
        remove(values, nulls);
    }
}

/// Removes values, whose places come sorted.
fn remove<T>(values: &mut Vec<T>, places: &[usize]) {
    let (mut places, mut at) = (places.iter().peekable(), 0);
    if places.peek().is_none() {
        return;
    }
    values.retain(|_| {
        let is_removed = places.next_if(|&&place| place == at).is_some();
        at += 1;
        !is_removed
    });
}

/// Makes the entries of values null, by the places of the values, which come sorted.
fn make_null(def: &mut [i16], values: &[usize], max_def: i16) {
    let (mut places, mut at) = (values.iter().peekable(), 0);
    if places.peek().is_none() {
        return;
    }
    for level in def.iter_mut().filter(|level| **level == max_def) {
        if places.next_if(|&&place| place == at).is_some() {
            *level = max_def - 1;
        }
        at += 1;
    }
}

impl<T: Send> Batch for Block<T> {
    const LAYOUT: Layout = LAYOUT;

    fn open(&mut self, fields: &mut Fields<'_>) {
        self.numbers = fields.numbers();
        match &self.part {
            Part::Footer(texts) => texts.cells(&mut self.cells, fields),
            Part::Behind { .. } => {}
            Part::Rows(rows) => {
                let plan = &*self.plan;
                let columns = (&*plan.leaves, &*self.levels);
                let mut assembler =
                    Assembler::new(&mut self.cells, columns, fields, self.max_bytes);
                for row in 0..rows.count {
                    let number = rows.before + row as u64 + 1;
                    let is_skipped = self.sample.is_some_and(|sample| !sample.takes(number));
                    self.skipped += u64::from(is_skipped);
                    if let Some(record) = &plan.record {
                        assembler.row(record, is_skipped);
                    }
                }
            }
        }
        self.refuse_other_encodings();
        self.outline(fields);
    }

    fn text(&self) -> &[u8] {
        &self.cells.text
    }

    fn regions(&self) -> &[Region] {
        &self.outline.regions
    }

    fn first_record(&self) -> u64 {
        match &self.part {
            Part::Footer(_) | Part::Behind { .. } => 1,
            Part::Rows(rows) => rows.before + 1,
        }
    }

    fn record(&self, record: u32) -> &[u8] {
        self.cells.row(record)
    }

    fn record_hash(&self, record: u32) -> [u8; 32] {
        record_hash(self.cells.of_row(record))
    }

    /// Spans count from the beginning of the row's values.
    fn places(&self, findings: &[Finding], places: &mut Vec<Place>) {
        places.extend(findings.iter().map(|finding| {
            let region = self.outline.regions.get(finding.region as usize);
            let cell = region.and_then(|region| self.cell(region));
            let span = cell.map_or(Span::new(0, 0), |cell| cell.span);
            let row = cell.and_then(|cell| self.cells.rows.get(cell.row as usize));
            let row = row.copied().unwrap_or_default();
            // What stands in JSON within JSON is in its cell somewhere.
            let within = |place: u32| place.clamp(span.start, span.end).saturating_sub(row);
            Place {
                record: self.first_record() + cell.map_or(0, |cell| u64::from(cell.row)),
                record_offset: 0,
                span: Span::new(within(finding.span.start), within(finding.span.end)),
            }
        }));
    }

    fn accepted(&self) -> u64 {
        match &self.part {
            Part::Footer(_) | Part::Behind { .. } => 0,
            Part::Rows(rows) => rows.count as u64 - self.skipped,
        }
    }

    fn skipped(&self) -> u64 {
        self.skipped
    }

    fn rejected(&self) -> u64 {
        0
    }

    fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    fn blobs(&self) -> u64 {
        self.outline.blobs
    }

    fn behind(&self) -> Option<Position> {
        match &self.part {
            Part::Rows(rows) => rows.behind,
            Part::Footer(_) | Part::Behind { .. } => None,
        }
    }

    fn unit(&self, region: &Region) -> u32 {
        cell_of(&self.cells, &self.outline, region).unwrap_or_default()
    }

    fn withhold(&mut self, unit: u32, reason: Reason) {
        if let Some(cell) = self.cells.cells.get_mut(unit as usize) {
            cell.withheld.get_or_insert(reason);
        }
    }

    fn occurrences(&self, region: &Region) -> u64 {
        match self.cells.has_repeats {
            true => self.cell(region).map_or(1, |cell| cell.count.into()),
            false => 1,
        }
    }

    fn withheld(&self) -> u64 {
        let cells = self.cells.cells.iter();
        let withheld = cells.filter(|cell| cell.withheld.is_some());
        withheld.map(|cell| u64::from(cell.count)).sum()
    }

    fn rewrite(&mut self, edits: &Edits) {
        let source = Source {
            buffer: &self.cells.text,
            outline: &self.outline,
            numbers: self.numbers,
            styles: Default::default(),
        };
        let (cells, outline) = (&self.cells, &self.outline);
        let span_of = |region: &Region| {
            let cell = cells.cells.get(cell_of(cells, outline, region)? as usize)?;
            cell.withheld.is_none().then_some(cell.span)
        };
        self.splicer.clear();
        self.splicer.replace(source, edits, span_of);
        self.splicer.settle();
        self.write_cells();
        self.is_written = true;
    }
}

/// Says where the block stands; what it holds are values.
impl<T> fmt::Debug for Block<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("part", &self.part)
            .finish_non_exhaustive()
    }
}
