//! Makes labelled synthetic values, texts and records, from a seed.
