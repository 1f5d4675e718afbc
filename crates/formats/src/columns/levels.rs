//! The values of a column as Parquet has them: values without the nulls, and levels that tell where they
//! stand (Dremel).

use parquet::data_type::ByteArray;

/// Some rows of a column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    /// How much of the path is there, for each entry; empty where all of it always is.
    pub(crate) def: Vec<i16>,
    /// Which list an entry continues; 0 begins a row. Empty where there are no lists.
    pub(crate) rep: Vec<i16>,
    pub(crate) values: Values,
}

/// Values without the nulls.
#[derive(Clone)]
pub(crate) enum Values {
    Bytes(Vec<ByteArray>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
}

impl Default for Values {
    fn default() -> Self {
        Self::Bytes(vec![])
    }
}

/// Says how many there are; they are those of a corpus.
impl std::fmt::Debug for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} values", self.len())
    }
}

impl Values {
    /// Bytes of all of them.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Values::Bytes(values) => values.iter().map(|value| value.len() as u64).sum(),
            Values::Int32(values) => 4 * values.len() as u64,
            Values::Int64(values) => 8 * values.len() as u64,
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Values::Bytes(values) => values.len(),
            Values::Int32(values) => values.len(),
            Values::Int64(values) => values.len(),
        }
    }
}

impl Levels {
    /// Whether an entry has a value.
    #[inline]
    pub(crate) fn has_value(&self, entry: usize, max_def: i16) -> bool {
        self.def.get(entry).is_none_or(|&def| def == max_def)
    }

    /// Which list an entry continues; nothing is continued behind the last one.
    #[inline]
    pub(crate) fn rep(&self, entry: usize) -> i16 {
        self.rep.get(entry).copied().unwrap_or_default()
    }
}
