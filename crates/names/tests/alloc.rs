//! A search asks for no memory once it is warm.
//!
//! Allocations are counted by thread, so that the harness does not disturb the counts.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use pumice_names::{Bias, Cache, Case, Field, Model, Query};

/// The system's allocator; counts what a thread asks for.
struct Counting;

thread_local! {
    /// Needs no initialiser and no destructor, so that the allocator may use it at any time.
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[allow(
    unsafe_code,
    reason = "an allocator is unsafe by its trait; this one hands everything on"
)]
// SAFETY: every method hands its arguments on to the system's allocator, which keeps the contract;
// counting neither allocates nor panics.
unsafe impl GlobalAlloc for Counting {
    // SAFETY: as the trait demands: `layout` has a size.
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the caller's promises are those that `System` needs.
        unsafe { System.alloc(layout) }
    }

    // SAFETY: as the trait demands: `block` came from here, with this layout, and `bytes` is a size.
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the block came from `System`, and the caller's promises are those that it needs.
        unsafe { System.realloc(block, layout, bytes) }
    }

    // SAFETY: as the trait demands: `block` came from here, with this layout.
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block came from `System`, with this layout.
        unsafe { System.dealloc(block, layout) }
    }
}

#[test]
fn a_warm_search_asks_for_no_memory() {
    let file: &[u8] = include_bytes!("../models/en.names");
    let model = Model::load(file).expect("the model in the repository is whole");
    let mut texts = vec![String::new()];
    for names in ["Rosalind Okafor of Lisbon", "Bram & Sons", "nobody at all"] {
        let text =
            format!("Yesterday we met {names}. \u{201C}So it was,\u{201D} said Dr. Ingrid Vale.\n");
        texts.push(text.to_lowercase());
        texts.push(text.to_uppercase());
        texts.push(text.repeat(40));
    }
    let queries = [Case::Auto, Case::Normal, Case::Folded].map(|case| Query {
        bias: Bias::Recall,
        case,
        field: Field::Text,
    });
    let mut cache = Cache::default();
    let mut names = vec![];
    let mut search = || {
        names.clear();
        for text in &texts {
            for query in queries {
                model.find(&mut cache, text, query, &mut names);
            }
        }
        names.len()
    };
    let cold = COUNT.get();
    let found = search();
    assert!(found > 100, "{found} names");
    // Without this the count below would prove nothing.
    assert!(COUNT.get() > cold);
    let warm = COUNT.get();
    assert_eq!(search(), found);
    assert_eq!(COUNT.get(), warm);
}
