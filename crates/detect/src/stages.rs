//! Parts of a search that run alone, for those who measure: where does the time go?

use crate::{
    anchors::{Chunk, KINDS, Places},
    arch::{Isa, Kernel, WORDS},
    detector::{Cache, Detector},
    input::Input,
    recognizer::Anchor,
    scan::{Chunks, Piece},
};

/// How far a search goes; each stage does what the one before does, and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Escapes are undone.
    Unescape,
    /// Bytes are classified.
    Classify,
    /// Anchors are found: the places where walks would start.
    Anchors,
}

/// How many anchors there are, by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnchorCounts([u64; KINDS]);

impl Default for AnchorCounts {
    fn default() -> Self {
        Self([0; KINDS])
    }
}

impl AnchorCounts {
    /// Kinds and their counts, in a fixed order.
    ///
    /// ```
    /// use pumice_detect::{Anchor, Cache, Detector, DetectorBuilder, Input, Stage};
    /// let detector = DetectorBuilder::new().build()?;
    /// let text = b"jane@example.com";
    /// let (regions, fields) = ([Detector::whole(text)], [detector.plain_field()]);
    /// let input = Input { text, regions: &regions, fields: &fields };
    /// let counts = detector.run_stage(&mut Cache::default(), input, Stage::Anchors);
    /// assert!(counts.iter().any(|(kind, count)| kind == Anchor::At && count == 1));
    /// # Ok::<(), pumice_detect::BuildError>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (Anchor, u64)> {
        Anchor::ALL.into_iter().zip(self.0)
    }

    /// Anchors of all kinds.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

impl Detector {
    /// Runs a search up to `stage` and finds nothing; the counts are zero before
    /// [`Stage::Anchors`]. For measuring; [`Detector::find`] does it all.
    pub fn run_stage(&self, cache: &mut Cache, input: Input<'_>, stage: Stage) -> AnchorCounts {
        let backend = self.backend();
        let Cache {
            scratch,
            pieces,
            view,
            ..
        } = cache;
        let (mut counts, mut from) = (AnchorCounts::default(), 0);
        while from < input.regions.len() {
            from = view.split(backend, input, from, pieces);
            if stage == Stage::Unescape {
                continue;
            }
            for (text, pieces) in [(input.text, &pieces[..]), (view.text(), &view.pieces[..])] {
                backend.run(Part {
                    text,
                    pieces,
                    stage,
                    chunk: &mut scratch.chunk,
                    places: &mut scratch.places,
                    counts: &mut counts,
                });
            }
        }
        counts
    }
}

struct Part<'a> {
    text: &'a [u8],
    pieces: &'a [Piece],
    stage: Stage,
    chunk: &'a mut Chunk,
    places: &'a mut Places,
    counts: &'a mut AnchorCounts,
}

impl Kernel for Part<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(mut self, isa: I) {
        let mut chunks = Chunks::new(self.pieces);
        while let Some(here) = chunks.next(self.chunk) {
            self.chunk.load(isa, self.text, here);
            if self.stage == Stage::Anchors {
                self.chunk.find_anchors(isa);
                for (count, anchor) in self.counts.0.iter_mut().zip(Anchor::ALL) {
                    let places = &mut self.places;
                    self.chunk.list(isa, anchor, &[0; WORDS], places);
                    *count += places.each().len() as u64;
                }
            }
        }
    }
}
