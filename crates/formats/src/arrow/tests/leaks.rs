//! Values that an array carries and does not show.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int8Array, RecordBatch, RunArray, StringArray,
    StringViewArray, StructArray, types::Int32Type,
};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer};
use arrow_data::ArrayData;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{DataType, Field};

use super::{DEFAULT, Options, scrub, scrubber, shapes::CANARY};

/// The batch as a stream of Arrow.
pub(super) fn ipc(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(vec![], &batch.schema()).expect("a schema");
    writer.write(batch).expect("written");
    writer.into_inner().expect("complete")
}

/// Whether some buffer of a batch holds a text, seen or not.
pub(super) fn holds(batch: &RecordBatch, text: &str) -> bool {
    let columns = batch.columns().iter();
    columns
        .into_iter()
        .any(|column| is_in(&column.to_data(), text.as_bytes()))
}

fn is_in(data: &ArrayData, text: &[u8]) -> bool {
    let is_here = |buffer: &Buffer| buffer.windows(text.len()).any(|bytes| bytes == text);
    data.buffers().iter().any(is_here) || data.child_data().iter().any(|data| is_in(data, text))
}

/// Each is called `name` and has the canary where nobody sees it.
fn cases() -> Vec<(&'static str, ArrayRef)> {
    let (offsets, nulls) = (
        OffsetBuffer::from_lengths([2, CANARY.len(), 2]),
        vec![true, false, true],
    );
    let bytes = Buffer::from(format!("no{CANARY}no").into_bytes());
    let under_null = StringArray::new(offsets, bytes, Some(NullBuffer::from(nulls)));
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["no", CANARY, "not"]));
    let keys = Int8Array::from(vec![Some(0), None, Some(2)]);
    let views: StringViewArray = ["no", CANARY, "this is too long to be in a view"]
        .map(Some)
        .into_iter()
        .collect();
    let group = |array: &ArrayRef| {
        let field = Field::new("note", array.data_type().clone(), true);
        let nulls = NullBuffer::from(vec![true, false, true]);
        StructArray::new(vec![field].into(), vec![Arc::clone(array)], Some(nulls))
    };
    let runs = RunArray::<Int32Type>::try_new(&vec![2, 4, 6].into(), &texts).expect("runs");
    let shortened = RunArray::<Int32Type>::try_new(&vec![2, 4, 6].into(), &texts).expect("runs");
    vec![
        ("under a null", Arc::new(under_null)),
        (
            "a value that no key has",
            Arc::new(DictionaryArray::new(keys, Arc::clone(&texts))),
        ),
        ("behind a view", Arc::new(views.slice(2, 1))),
        ("beside a slice", texts.slice(2, 1)),
        ("within a null", Arc::new(group(&texts))),
        ("in a run before a slice", Arc::new(runs.slice(4, 2))),
        ("in a run behind a slice", Arc::new(shortened.slice(0, 2))),
    ]
}

#[test]
fn what_is_not_shown_is_gone() {
    let scrubber = scrubber(DEFAULT);
    for (name, array) in cases() {
        let batch = RecordBatch::try_from_iter([("note", array)]).expect("a batch");
        assert!(holds(&batch, CANARY), "{name}: the search finds it");
        let (out, _) = scrub(&scrubber, &batch, &Options::default());
        assert!(!holds(&out, CANARY), "{name}");
        let bytes = ipc(&out);
        let is_out = bytes
            .windows(CANARY.len())
            .any(|bytes| bytes == CANARY.as_bytes());
        assert!(!is_out, "{name}");
        assert_eq!(out.schema(), batch.schema());
    }
}

/// The stream of the input has them, so the search of the stream proves something.
#[test]
fn a_stream_shows_what_an_array_does_not() {
    let found = cases().into_iter().filter(|(_, array)| {
        let batch = RecordBatch::try_from_iter([("note", Arc::clone(array))]).expect("a batch");
        let bytes = ipc(&batch);
        bytes
            .windows(CANARY.len())
            .any(|bytes| bytes == CANARY.as_bytes())
    });
    let names: Vec<_> = found.map(|(name, _)| name).collect();
    for name in [
        "under a null",
        "a value that no key has",
        "behind a view",
        "within a null",
    ] {
        assert!(names.contains(&name), "{name}: only {names:?}");
    }
}

#[test]
fn no_memory_is_shared_where_nothing_was_found() {
    let text = "nothing to find in a text that is longer than a view";
    let array: ArrayRef = Arc::new(StringViewArray::from(vec![text; 3]));
    let batch = RecordBatch::try_from_iter([("note", Arc::clone(&array))]).expect("a batch");
    let (out, _) = scrub(&scrubber(DEFAULT), &batch, &Options::default());
    assert_eq!(out.column(0).data_type(), &DataType::Utf8View);
    let starts = |array: &ArrayRef| {
        let data = array.to_data();
        let starts: Vec<usize> = data
            .buffers()
            .iter()
            .map(|buffer| buffer.data_ptr().as_ptr() as usize)
            .collect();
        starts
    };
    let before = starts(&array);
    assert!(
        starts(out.column(0))
            .iter()
            .all(|start| !before.contains(start))
    );
}
