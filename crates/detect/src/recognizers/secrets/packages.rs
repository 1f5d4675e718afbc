//! Tokens of registries of packages and images.

use super::{CHECKED, Kind, TELLING, UNIQUE, checks::crc_of_thirty};

const PYPI: &str = "PyPI, Help: API tokens; PyPI docs: secret reporting";
const JFROG: &str = "JFrog, Platform: access tokens, reference tokens and API keys";

pub(super) const KINDS: &[Kind] = &[
    Kind::new(
        "npm_token",
        "VCS_TOKEN",
        &[("npm_<W36>", CHECKED)],
        "GitHub Changelog, npm has a new access token format (2021)",
    )
    .checked(|token| crc_of_thirty(&token[4..])),
    Kind::new(
        "pypi_token",
        "VCS_TOKEN",
        &[("pypi-AgEIcHlwaS5vcmc<U50-1000>", UNIQUE)],
        PYPI,
    ),
    Kind::new(
        "testpypi_token",
        "VCS_TOKEN",
        &[("pypi-AgENdGVzdC5weXBpLm9yZw<U50-1000>", UNIQUE)],
        PYPI,
    ),
    Kind::new(
        "crates_io_token",
        "VCS_TOKEN",
        &[("cio<W32>", TELLING)],
        "Rust, crates.io: token security (source of crates_io_token)",
    ),
    Kind::new(
        "rubygems_key",
        "VCS_TOKEN",
        &[("rubygems_<H48>", UNIQUE)],
        "RubyGems.org, Guides: API key scopes",
    ),
    Kind::new(
        "nuget_key",
        "VCS_TOKEN",
        &[("oy2<T43>", UNIQUE)],
        "Microsoft Learn, NuGet: publish a package, scoped API keys",
    ),
    Kind::new(
        "docker_pat",
        "VCS_TOKEN",
        &[("dckr_pat_<U27>", UNIQUE)],
        "Docker, Docs: personal access tokens",
    ),
    Kind::new(
        "docker_oat",
        "VCS_TOKEN",
        &[("dckr_oat_<U32>", UNIQUE)],
        "Docker, Docs: organization access tokens",
    ),
    Kind::new(
        "jfrog_api_key",
        "VCS_TOKEN",
        &[("AKCp<W69>", UNIQUE)],
        JFROG,
    ),
    Kind::new(
        "jfrog_reference_token",
        "VCS_TOKEN",
        &[("cmVmdGtu<W56>", UNIQUE)],
        JFROG,
    ),
    Kind::new(
        "clojars_token",
        "VCS_TOKEN",
        &[("CLOJARS_<H60>", UNIQUE)],
        "Clojars, Wiki: deploy tokens",
    ),
];
