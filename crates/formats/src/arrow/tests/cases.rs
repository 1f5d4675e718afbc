//! What is said of a batch beside its values: metadata, refusals, what is withheld.

use std::{collections::HashMap, sync::Arc};

use arrow_array::{
    Array, ArrayRef, BinaryArray, DictionaryArray, Int8Array, Int32Array, RecordBatch,
    RecordBatchOptions, StringArray, StructArray, UnionArray, cast::AsArray, new_null_array,
    types::Int8Type,
};
use arrow_schema::{DataType, Field, Schema, UnionFields, UnionMode};
use pumice_engine::PathPattern;

use super::{DEFAULT, Options, Scrub, scrub, scrubber};
use crate::{
    arrow::{ErrorKind, build::build},
    parquet::WITHHELD,
};

fn one(array: impl Array + 'static) -> RecordBatch {
    RecordBatch::try_from_iter([("note", Arc::new(array) as ArrayRef)]).expect("a batch")
}

#[test]
fn values_of_a_dictionary_that_have_become_one_are_one() {
    let texts = StringArray::from(vec![
        "jane@example.org",
        "bob@example.org",
        "plain",
        "unused",
    ]);
    let keys = Int8Array::from(vec![Some(0), Some(1), None, Some(2), Some(0)]);
    let batch = one(DictionaryArray::new(keys, Arc::new(texts)));
    let (out, tally) = scrub(&scrubber(DEFAULT), &batch, &Options::default());
    let dictionary = out.column(0).as_dictionary::<Int8Type>();
    let values: Vec<_> = dictionary
        .values()
        .as_string::<i32>()
        .iter()
        .flatten()
        .collect();
    assert_eq!(values, ["<EMAIL_ADDRESS>", "plain"]);
    let keys: Vec<_> = dictionary.keys().iter().collect();
    assert_eq!(keys, [Some(0), Some(0), None, Some(1), Some(0)]);
    assert_eq!(tally.findings, 3, "rows are counted, not values");
}

#[test]
fn more_values_than_keys_can_count_are_refused() {
    let texts: Vec<String> = (0..129).map(|at| at.to_string()).collect();
    let values: Vec<_> = texts.iter().map(|text| Some(text.as_bytes())).collect();
    let keyed = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    assert!(build(&keyed, &values[..128]).is_ok());
    let error = build(&keyed, &values).expect_err("one too many");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[test]
fn what_is_not_utf_8_is_withheld_and_listed() {
    let bytes: Vec<Option<&[u8]>> = vec![Some(b"plain"), Some(b"\xff jane@example.org"), None];
    let options = Options {
        columns: vec![PathPattern::parse("note").expect("a pattern")],
        ..Options::default()
    };
    for is_nullable in [true, false] {
        let bytes = BinaryArray::from(if is_nullable {
            bytes.clone()
        } else {
            bytes[..2].to_vec()
        });
        let field = Field::new("note", DataType::Binary, is_nullable);
        let schema = Arc::new(Schema::new(vec![field]));
        let batch = RecordBatch::try_new(schema, vec![Arc::new(bytes)]).expect("a batch");
        let scrubber = scrubber(DEFAULT);
        let mut scrub = Scrub::new(&scrubber, &batch.schema(), &options).expect("a schema");
        let before = batch.num_rows() as u64;
        scrub.batch(&batch).expect("a batch");
        let (out, tally) = scrub.batch(&batch).expect("another one");
        let values = out.column(0).as_binary::<i32>();
        assert_eq!(values.value(0), b"plain");
        assert_eq!(values.is_null(1), is_nullable);
        if !is_nullable {
            assert_eq!(values.value(1), WITHHELD.as_bytes());
        }
        assert_eq!(tally.withheld, 1);
        let withheld: Vec<_> = scrub.withheld().collect();
        assert_eq!(withheld.len(), 1);
        assert_eq!((withheld[0].row, withheld[0].column), (before + 2, "note"));
        assert_eq!(withheld[0].raw, b"\xff jane@example.org");
        assert!(!format!("{:?}", withheld[0]).contains("raw"));
    }
}

#[test]
fn metadata_is_scrubbed() {
    let owner = |mail: &str| HashMap::from([("owner".to_owned(), mail.to_owned())]);
    let field = Field::new("note", DataType::Utf8, true).with_metadata(owner("jane@example.org"));
    let schema = Schema::new_with_metadata(vec![field], owner("bob@example.org"));
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["plain"]));
    let batch = RecordBatch::try_new(Arc::new(schema), vec![texts]).expect("a batch");
    let (out, _) = scrub(&scrubber(DEFAULT), &batch, &Options::default());
    let schema = out.schema();
    assert_eq!(
        schema.metadata().get("owner").map(String::as_str),
        Some("<EMAIL_ADDRESS>")
    );
    let metadata = schema.field(0).metadata();
    assert_eq!(
        metadata.get("owner").map(String::as_str),
        Some("<EMAIL_ADDRESS>")
    );
}

/// The kind of error that a schema gives, and that its words hold nothing of it.
fn refusal(schema: Schema) -> ErrorKind {
    let scrubber = scrubber(DEFAULT);
    let error = Scrub::new(&scrubber, &Arc::new(schema), &Options::default());
    let error = error.expect_err("it is refused");
    assert!(!format!("{error} {error:?}").contains('@'), "{error}");
    error.kind()
}

#[test]
fn names_with_personal_data_are_refused() {
    let field = |name: &str| Field::new(name, DataType::Utf8, true);
    assert_eq!(
        refusal(Schema::new(vec![field("jane@example.org")])),
        ErrorKind::Name
    );
    let owner = HashMap::from([("owner".to_owned(), "jane@example.org".to_owned())]);
    let inner = field("inner").with_metadata(owner);
    let outer = Field::new("outer", DataType::Struct(vec![inner].into()), true);
    assert_eq!(refusal(Schema::new(vec![outer])), ErrorKind::Name);
}

#[test]
fn types_that_are_not_searched_are_refused_where_they_hold_text() {
    let union = |of: DataType| {
        let fields = UnionFields::try_new([0], [Field::new("one", of, true)]).expect("fields");
        Field::new("either", DataType::Union(fields, UnionMode::Sparse), false)
    };
    let text = || union(DataType::Utf8);
    assert_eq!(refusal(Schema::new(vec![text()])), ErrorKind::Unsupported);
    let group = Field::new("group", DataType::Struct(vec![text()].into()), true);
    assert_eq!(refusal(Schema::new(vec![group])), ErrorKind::Unsupported);
    let list = DataType::List(Arc::new(Field::new("element", DataType::Utf8, true)));
    let ends = Field::new("run_ends", DataType::Int32, false);
    let values = Field::new("values", list, true);
    let runs = DataType::RunEndEncoded(Arc::new(ends), Arc::new(values));
    assert_eq!(
        refusal(Schema::new(vec![Field::new("runs", runs, true)])),
        ErrorKind::Unsupported
    );
    let deep = (0..200).fold(DataType::Utf8, |inner, _| {
        DataType::List(Arc::new(Field::new("element", inner, true)))
    });
    assert_eq!(
        refusal(Schema::new(vec![Field::new("deep", deep, true)])),
        ErrorKind::Unsupported
    );

    // One of numbers is passed on.
    let field = union(DataType::Boolean);
    let DataType::Union(fields, _) = field.data_type().clone() else {
        unreachable!("it is one")
    };
    let truths: ArrayRef = Arc::new(arrow_array::BooleanArray::from(vec![true, false]));
    let array = UnionArray::try_new(fields, vec![0, 0].into(), None, vec![truths]);
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["jane@example.org", "plain"]));
    let schema = Schema::new(vec![field, Field::new("note", DataType::Utf8, true)]);
    let columns = vec![Arc::new(array.expect("a union")) as ArrayRef, texts];
    let batch = RecordBatch::try_new(Arc::new(schema), columns).expect("a batch");
    let (out, _) = scrub(&scrubber(DEFAULT), &batch, &Options::default());
    assert_eq!(out.column(0), batch.column(0));
    assert_eq!(out.column(1).as_string::<i32>().value(0), "<EMAIL_ADDRESS>");
}

#[test]
fn another_schema_is_refused() {
    let scrubber = scrubber(DEFAULT);
    let batch = one(StringArray::from(vec!["plain"]));
    let mut scrub = Scrub::new(&scrubber, &batch.schema(), &Options::default()).expect("a schema");
    let error = scrub
        .batch(&one(Int32Array::from(vec![1])))
        .expect_err("of another type");
    assert_eq!(error.kind(), ErrorKind::Schema);
    scrub.batch(&batch).expect("it goes on");
}

/// The library does not look for nulls that stand in the values of a dictionary.
#[test]
fn a_null_that_must_not_be_is_told_by_its_row() {
    let texts = StringArray::from(vec![Some("plain"), None]);
    let keys = Int8Array::from(vec![0, 0, 1]);
    let array = DictionaryArray::new(keys, Arc::new(texts));
    let field = Field::new("note", array.data_type().clone(), false);
    let schema = Arc::new(Schema::new(vec![field]));
    let batch = RecordBatch::try_new(schema, vec![Arc::new(array)]).expect("a batch");
    let scrubber = scrubber(DEFAULT);
    let mut scrub = Scrub::new(&scrubber, &batch.schema(), &Options::default()).expect("a schema");
    let error = scrub.batch(&batch).expect_err("a null");
    assert_eq!((error.column(), error.row()), (Some("note"), Some(3)));
    assert!(
        error.to_string().starts_with("column note, row 3: is null"),
        "{error}"
    );
}

#[test]
fn batches_without_columns_rows_or_values_work() {
    let scrubber = scrubber(DEFAULT);
    let none = RecordBatchOptions::new().with_row_count(Some(5));
    let none = RecordBatch::try_new_with_options(Arc::new(Schema::empty()), vec![], &none);
    let nothing = |len| {
        let field = Field::new("note", DataType::Utf8View, true);
        let array = new_null_array(&DataType::Struct(vec![field].into()), len);
        RecordBatch::try_from_iter_with_nullable([("group", array, true)]).expect("a batch")
    };
    for batch in [none.expect("a batch"), nothing(0), nothing(4)] {
        let (out, tally) = scrub(&scrubber, &batch, &Options::default());
        assert_eq!(out, batch);
        assert_eq!(
            (tally.records_in, tally.findings),
            (batch.num_rows() as u64, 0)
        );
    }
}

/// Who speaks is read beside what is said, and a column that only tells that is passed on.
#[test]
fn roles_are_read_and_passed_on() {
    let role: ArrayRef = Arc::new(StringArray::from(vec!["user", "assistant"]));
    let content: ArrayRef = Arc::new(StringArray::from(vec![
        "jane@example.org",
        "bob@example.org",
    ]));
    let fields = ["role", "content"].map(|name| Field::new(name, DataType::Utf8, false));
    let messages = StructArray::new(fields.to_vec().into(), vec![role, content], None);
    let batch = one(messages);
    let (out, tally) = scrub(&scrubber(DEFAULT), &batch, &Options::default());
    assert_eq!(
        out.column(0).as_struct().column(0),
        batch.column(0).as_struct().column(0)
    );
    assert_eq!(tally.findings, 2);
}
