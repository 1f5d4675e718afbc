//! What a CPU can be told, and need not heed: results are the same with and without.

/// Asks for the line of memory that `value` begins in, to be there when it is read a little later.
#[inline(always)]
#[allow(
    unsafe_code,
    reason = "the instruction takes a pointer; it never reads what the pointer does not own"
)]
pub(crate) fn prefetch<T>(value: &T) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint: it faults for no address, and this one is of a live value. It is of SSE, which
        // every x86-64 has.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast()) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = value;
}
