//! Tokens of those who host, build and check code.

use super::{CHECKED, Kind, UNIQUE, checks::crc_of_thirty};
use crate::{finding::Evidence, recognizer::Verdict};

const GITHUB: &str = "GitHub, Behind GitHub's new authentication token formats (2021)";
const GITLAB: &str = "GitLab Docs, Token overview: token prefixes";
const ATLASSIAN: &str = "Atlassian Support, Bitbucket Cloud: access tokens and app passwords";
const CIRCLECI: &str = "CircleCI, Docs: managing API tokens";
const SONAR: &str = "Sonar, SonarQube Server: managing your tokens";
const HARNESS: &str = "Harness, Docs: manage API keys";
const SOURCEGRAPH: &str = "Sourcegraph, Docs: Sourcegraph token formats";

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
        &[("ghr_<W36>", CHECKED), ("ghr_<W76>", UNIQUE)],
        GITHUB,
    )
    .checked(github),
    Kind::new(
        "github_fine_grained",
        "VCS_TOKEN",
        &[("github_pat_<W22>_<W59>", UNIQUE)],
        "GitHub Docs, Managing your personal access tokens",
    ),
    Kind::new(
        "gitlab_pat",
        "VCS_TOKEN",
        &[
            ("glpat-<U20>", UNIQUE),
            ("glpat-<U27-300>.<N9>", UNIQUE),
            ("glpat-<U27-300>.<N2>.<N9>", UNIQUE),
        ],
        GITLAB,
    ),
    Kind::new(
        "gitlab_deploy_token",
        "VCS_TOKEN",
        &[("gldt-<U20-64>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_runner_trigger",
        "VCS_TOKEN",
        &[("glptt-<H40>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_job_token",
        "VCS_TOKEN",
        &[("glcbt-<W1-5>_<U20>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_scim_token",
        "VCS_TOKEN",
        &[("glsoat-<U20>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_feed_token",
        "VCS_TOKEN",
        &[("glft-<U20>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_incoming_mail_token",
        "VCS_TOKEN",
        &[("glimt-<U25>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_agent_token",
        "VCS_TOKEN",
        &[("glagent-<U50>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_oauth_secret",
        "VCS_TOKEN",
        &[("gloas-<H64>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_feature_flag_token",
        "VCS_TOKEN",
        &[("glffct-<U20>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_runner_registration",
        "VCS_TOKEN",
        &[("GR1348941<U20>", UNIQUE)],
        GITLAB,
    ),
    Kind::new(
        "gitlab_runner_token",
        "VCS_TOKEN",
        &[
            ("glrt-<U20>", UNIQUE),
            ("glrt-t<D1>_<U20>", UNIQUE),
            ("glrt-<U27-300>.<N9>", UNIQUE),
            ("glrt-<U27-300>.<N2>.<N9>", UNIQUE),
        ],
        GITLAB,
    ),
    Kind::new(
        "bitbucket_app_password",
        "VCS_TOKEN",
        &[("ATBB<W32>", UNIQUE)],
        ATLASSIAN,
    ),
    Kind::new(
        "bitbucket_access_token",
        "VCS_TOKEN",
        &[("ATCTT3<U170-210>=<X8>", UNIQUE)],
        ATLASSIAN,
    ),
    Kind::new(
        "bitbucket_http_token",
        "VCS_TOKEN",
        &[("BBDC-<E40-48>", UNIQUE)],
        "Atlassian, Bitbucket Data Center: HTTP access tokens",
    ),
    Kind::new(
        "atlassian_api_token",
        "SAAS_TOKEN",
        &[("ATATT3<U170-210>=<X8>", UNIQUE)],
        "Atlassian Support, Manage API tokens for your Atlassian account",
    ),
    Kind::new(
        "trello_token",
        "SAAS_TOKEN",
        &[("ATTA<X72>", UNIQUE)],
        "Atlassian Developer, Trello REST API: authorization",
    ),
    Kind::new(
        "circleci_personal_token",
        "SAAS_TOKEN",
        &[("CCIPAT_<W20-24>_<H40>", UNIQUE)],
        CIRCLECI,
    ),
    Kind::new(
        "circleci_project_token",
        "SAAS_TOKEN",
        &[("CCIPRJ_<W20-24>_<H40>", UNIQUE)],
        CIRCLECI,
    ),
    Kind::new(
        "buildkite_token",
        "SAAS_TOKEN",
        &[("bkua_<H40>", UNIQUE)],
        "Buildkite, Docs: managing API access tokens",
    ),
    Kind::new(
        "sonar_user_token",
        "SAAS_TOKEN",
        &[("squ_<H40>", UNIQUE)],
        SONAR,
    ),
    Kind::new(
        "sonar_project_token",
        "SAAS_TOKEN",
        &[("sqp_<H40>", UNIQUE)],
        SONAR,
    ),
    Kind::new(
        "sonar_global_token",
        "SAAS_TOKEN",
        &[("sqa_<H40>", UNIQUE)],
        SONAR,
    ),
    Kind::new(
        "snyk_token",
        "SAAS_TOKEN",
        &[
            ("snyk_uat.<H8>.<U40-300>", UNIQUE),
            ("snyk_sat.<H8>.<U40-300>", UNIQUE),
        ],
        "Snyk, Docs: personal access tokens and service accounts",
    ),
    Kind::new(
        "harness_personal_token",
        "SAAS_TOKEN",
        &[("pat.<U22>.<H24>.<W20>", UNIQUE)],
        HARNESS,
    ),
    Kind::new(
        "harness_service_token",
        "SAAS_TOKEN",
        &[("sat.<U22>.<H24>.<W20>", UNIQUE)],
        HARNESS,
    ),
    Kind::new(
        "sourcegraph_token",
        "VCS_TOKEN",
        &[
            ("sgp_<H40>", UNIQUE),
            ("sgp_<H16>_<H40>", UNIQUE),
            ("sgp_local_<H40>", UNIQUE),
        ],
        SOURCEGRAPH,
    ),
    Kind::new(
        "sourcegraph_gateway_token",
        "VCS_TOKEN",
        &[("sgd_<H64>", UNIQUE)],
        SOURCEGRAPH,
    ),
    Kind::new(
        "sourcegraph_license_key",
        "VCS_TOKEN",
        &[("slk_<H64>", UNIQUE)],
        SOURCEGRAPH,
    ),
];

/// Behind four bytes of prefix; of the longer tokens nobody says what checks them.
fn github(token: &[u8]) -> Verdict {
    let characters = &token[4..];
    if characters.len() == 36 {
        crc_of_thirty(characters)
    } else {
        Verdict::Fits(Evidence(0))
    }
}
