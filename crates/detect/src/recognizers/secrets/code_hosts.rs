//! Tokens of those who host code and packages.

use super::{CHECKED, Kind, TELLING, checks::crc_of_thirty};
use crate::recognizer::Verdict;

const GITHUB: &str = "GitHub, Behind GitHub's new authentication token formats (2021)";

pub(super) const KINDS: &[Kind] = &[
    Kind::new("github_pat", "VCS_TOKEN", &[("ghp_<W36>", CHECKED)], GITHUB).checked(github),
    Kind::new(
        "github_oauth",
        "VCS_TOKEN",
        &[("gho_<W36>", CHECKED)],
        GITHUB,
    )
    .checked(github),
    Kind::new(
        "github_user",
        "VCS_TOKEN",
        &[("ghu_<W36>", CHECKED)],
        GITHUB,
    )
    .checked(github),
    Kind::new(
        "github_server",
        "VCS_TOKEN",
        &[("ghs_<W36>", CHECKED)],
        GITHUB,
    )
    .checked(github),
    Kind::new(
        "github_refresh",
        "VCS_TOKEN",
        &[("ghr_<W36>", CHECKED)],
        GITHUB,
    )
    .checked(github),
    Kind::new(
        "github_fine_grained",
        "VCS_TOKEN",
        &[("github_pat_<W22>_<W59>", TELLING)],
        "GitHub Docs, Managing your personal access tokens",
    ),
];

/// Behind four bytes of prefix.
fn github(token: &[u8]) -> Verdict {
    crc_of_thirty(&token[4..])
}
