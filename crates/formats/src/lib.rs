//! Record formats: bytes to batches and back.
