//! Keys of clouds other than Azure, and of what runs on them.

use super::{CUED, Kind, TELLING, UNIQUE};
use crate::{finding::Evidence, recognizer::Verdict};

const AWS: &str = "AWS, IAM User Guide: IAM identifiers, unique ID prefixes";
const AWS_AMAZON: &str = "AWS, Amazon Bedrock User Guide: Amazon Bedrock API keys";
const GOOGLE_OAUTH: &str = "Google Identity, Using OAuth 2.0 to access Google APIs";
const DIGITALOCEAN: &str = "DigitalOcean, API reference: Authentication, token prefixes";
const YANDEX: &str = "Yandex Cloud, Security: searching for secrets in open sources";
const CLOUDFLARE: &str = "Cloudflare, Fundamentals: API token formats";
const FLY_IO: &str = "Fly.io, Docs: Access tokens";
const HASHICORP: &str = "HashiCorp, Vault: Tokens, token prefixes";
const DOPPLER: &str = "Doppler, Docs: token formats";
const PLANETSCALE: &str = "PlanetScale, Docs: service tokens and passwords";
const SUPABASE: &str = "Supabase, Docs: API keys and access tokens";
const TAILSCALE: &str = "Tailscale, Docs: key prefixes";

pub(super) const KINDS: &[Kind] = &[
    Kind::new(
        "aws_access_key_id",
        "AWS_KEY",
        &[("AKIA<S16>", UNIQUE)],
        AWS,
    )
    .checked(access_key_id),
    Kind::new(
        "aws_temporary_key_id",
        "AWS_KEY",
        &[("ASIA<S16>", UNIQUE)],
        AWS,
    )
    .checked(access_key_id),
    Kind::new(
        "aws_bedrock_key",
        "AWS_KEY",
        &[("ABSKQmVkcm9ja0FQSUtleS<E60-300><Z0-2>", UNIQUE)],
        AWS_AMAZON,
    ),
    Kind::new(
        "aws_bedrock_session_key",
        "AWS_KEY",
        &[(
            "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t<E100-3000><Z0-2>",
            UNIQUE,
        )],
        AWS_AMAZON,
    ),
    Kind::new(
        "gcp_api_key",
        "GCP_KEY",
        &[("AIza<U35>", UNIQUE)],
        "Google Cloud, Authentication: Manage API keys",
    ),
    Kind::new(
        "gcp_oauth_secret",
        "GCP_KEY",
        &[("GOCSPX-<U28>", UNIQUE)],
        "Google Cloud, Setting up OAuth 2.0: client ID and secret",
    ),
    Kind::new(
        "gcp_access_token",
        "GCP_KEY",
        &[("ya29.<U50-1024>", UNIQUE), ("ya29.c.<U50-2048>", UNIQUE)],
        GOOGLE_OAUTH,
    ),
    Kind::new(
        "gcp_refresh_token",
        "GCP_KEY",
        &[("1//0<U60-160>", TELLING)],
        GOOGLE_OAUTH,
    ),
    Kind::new(
        "gcp_hmac_key_id",
        "GCP_KEY",
        &[("GOOG1E<C55>", UNIQUE), ("GOOG<C20>", UNIQUE)],
        "Google Cloud, Cloud Storage: HMAC keys",
    ),
    Kind::new(
        "firebase_server_key",
        "GCP_KEY",
        &[("AAAA<U7>:APA91b<U134>", UNIQUE)],
        "Firebase, Cloud Messaging: legacy server keys",
    ),
    Kind::new(
        "digitalocean_pat",
        "SAAS_TOKEN",
        &[("dop_v1_<H64>", UNIQUE)],
        DIGITALOCEAN,
    ),
    Kind::new(
        "digitalocean_oauth",
        "SAAS_TOKEN",
        &[("doo_v1_<H64>", UNIQUE)],
        DIGITALOCEAN,
    ),
    Kind::new(
        "digitalocean_refresh",
        "SAAS_TOKEN",
        &[("dor_v1_<H64>", UNIQUE)],
        DIGITALOCEAN,
    ),
    Kind::new(
        "alibaba_access_key_id",
        "SAAS_TOKEN",
        &[("LTAI<W20>", UNIQUE), ("LTAI<W12>", TELLING)],
        "Alibaba Cloud, Resource Access Management: AccessKey pair",
    ),
    Kind::new(
        "alibaba_sts_key_id",
        "SAAS_TOKEN",
        &[("STS.<W20-40>", CUED)],
        "Alibaba Cloud, Security Token Service: AssumeRole",
    )
    .near("alibaba;alibaba cloud;aliyun;alicloud;sts token;access key id;accesskeyid"),
    Kind::new(
        "tencent_secret_id",
        "SAAS_TOKEN",
        &[("AKID<W32>", UNIQUE)],
        "Tencent Cloud, Cloud Access Management: access keys (SecretId)",
    ),
    Kind::new(
        "yandex_api_key",
        "SAAS_TOKEN",
        &[("AQVN<U35-38>", UNIQUE)],
        YANDEX,
    ),
    Kind::new(
        "yandex_iam_token",
        "SAAS_TOKEN",
        &[("t1.<U100-1000>.<U86>", TELLING)],
        YANDEX,
    ),
    Kind::new(
        "yandex_oauth_token",
        "SAAS_TOKEN",
        &[
            ("y0_<U55-199>", TELLING),
            ("y1_<U55-199>", TELLING),
            ("y2_<U55-199>", TELLING),
            ("y3_<U55-199>", TELLING),
        ],
        YANDEX,
    ),
    Kind::new(
        "heroku_api_key",
        "SAAS_TOKEN",
        &[("HRKU-<U60>", UNIQUE)],
        "Heroku, Platform API reference: Authentication; Changelog: HRKU- prefix",
    ),
    Kind::new(
        "cloudflare_user_token",
        "SAAS_TOKEN",
        &[("cfut_<W40-56>", UNIQUE)],
        CLOUDFLARE,
    ),
    Kind::new(
        "cloudflare_account_token",
        "SAAS_TOKEN",
        &[("cfat_<W40-56>", UNIQUE)],
        CLOUDFLARE,
    ),
    Kind::new(
        "cloudflare_global_key",
        "SAAS_TOKEN",
        &[("cfk_<W40-56>", UNIQUE)],
        CLOUDFLARE,
    ),
    Kind::new(
        "cloudflare_origin_ca_key",
        "SAAS_TOKEN",
        &[("v1.0-<H24>-<H146>", UNIQUE)],
        "Cloudflare, Fundamentals: Origin CA keys",
    ),
    Kind::new(
        "fly_fm1a_token",
        "SAAS_TOKEN",
        &[("fm1a_<E100-2000><Z0-2>", UNIQUE)],
        FLY_IO,
    ),
    Kind::new(
        "fly_fm1r_token",
        "SAAS_TOKEN",
        &[("fm1r_<E100-2000><Z0-2>", UNIQUE)],
        FLY_IO,
    ),
    Kind::new(
        "fly_fm2_token",
        "SAAS_TOKEN",
        &[("fm2_<E100-2000><Z0-2>", UNIQUE)],
        FLY_IO,
    ),
    Kind::new(
        "fly_access_token",
        "SAAS_TOKEN",
        &[("fo1_<U43>", UNIQUE)],
        FLY_IO,
    ),
    Kind::new(
        "scaleway_access_key",
        "SAAS_TOKEN",
        &[("SCW<C17>", TELLING)],
        "Scaleway, IAM: how to create API keys",
    ),
    Kind::new(
        "databricks_pat",
        "SAAS_TOKEN",
        &[("dapi<H32>", UNIQUE), ("dapi<H32>-<D1>", UNIQUE)],
        "Databricks, Reference: authentication with personal access tokens",
    ),
    Kind::new(
        "databricks_oauth_secret",
        "SAAS_TOKEN",
        &[("dose<H32>", UNIQUE)],
        "Databricks, OAuth machine-to-machine: client secrets",
    ),
    Kind::new(
        "vault_service_token",
        "SAAS_TOKEN",
        &[("hvs.<U24-400>", TELLING)],
        HASHICORP,
    ),
    Kind::new(
        "vault_batch_token",
        "SAAS_TOKEN",
        &[("hvb.<U100-800>", UNIQUE)],
        HASHICORP,
    ),
    Kind::new(
        "vault_recovery_token",
        "SAAS_TOKEN",
        &[("hvr.<U90-500>", UNIQUE)],
        HASHICORP,
    ),
    Kind::new(
        "terraform_token",
        "SAAS_TOKEN",
        &[("<W14>.atlasv1.<U60-70>", UNIQUE)],
        "HashiCorp, HCP Terraform: API tokens",
    ),
    Kind::new(
        "boundary_token",
        "SAAS_TOKEN",
        &[("at_<W10>_<W60-400>", TELLING)],
        "HashiCorp, Boundary: authenticate, auth tokens",
    ),
    Kind::new(
        "pulumi_access_token",
        "SAAS_TOKEN",
        &[("pul-<H40>", UNIQUE)],
        "Pulumi, Docs: access tokens",
    ),
    Kind::new(
        "doppler_personal_token",
        "SAAS_TOKEN",
        &[("dp.pt.<W40-44>", UNIQUE)],
        DOPPLER,
    ),
    Kind::new(
        "doppler_cli_token",
        "SAAS_TOKEN",
        &[("dp.ct.<W40-44>", UNIQUE)],
        DOPPLER,
    ),
    Kind::new(
        "doppler_service_account_token",
        "SAAS_TOKEN",
        &[("dp.sa.<W40-44>", UNIQUE)],
        DOPPLER,
    ),
    Kind::new(
        "doppler_scim_token",
        "SAAS_TOKEN",
        &[("dp.scim.<W40-44>", UNIQUE)],
        DOPPLER,
    ),
    Kind::new(
        "doppler_audit_token",
        "SAAS_TOKEN",
        &[("dp.audit.<W40-44>", UNIQUE)],
        DOPPLER,
    ),
    Kind::new(
        "doppler_service_token",
        "SAAS_TOKEN",
        &[
            ("dp.st.<W40-44>", UNIQUE),
            ("dp.st.<U2-35>.<W40-44>", UNIQUE),
        ],
        DOPPLER,
    ),
    Kind::new(
        "planetscale_token",
        "SAAS_TOKEN",
        &[("pscale_tkn_<U32-64>", UNIQUE)],
        PLANETSCALE,
    ),
    Kind::new(
        "planetscale_password",
        "SAAS_TOKEN",
        &[("pscale_pw_<U32-64>", UNIQUE)],
        PLANETSCALE,
    ),
    Kind::new(
        "planetscale_oauth_token",
        "SAAS_TOKEN",
        &[("pscale_oauth_<U32-64>", UNIQUE)],
        PLANETSCALE,
    ),
    Kind::new(
        "supabase_access_token",
        "SAAS_TOKEN",
        &[("sbp_<H40>", UNIQUE), ("sbp_oauth_<H40>", UNIQUE)],
        SUPABASE,
    ),
    Kind::new(
        "supabase_secret_key",
        "SAAS_TOKEN",
        &[("sb_secret_<U22>_<U8>", UNIQUE)],
        SUPABASE,
    ),
    Kind::new(
        "neon_api_key",
        "SAAS_TOKEN",
        &[("napi_<W64>", UNIQUE)],
        "Neon, Docs: Manage API keys",
    ),
    Kind::new(
        "render_api_key",
        "SAAS_TOKEN",
        &[("rnd_<W28-36>", TELLING)],
        "Render, Docs: the Render API",
    ),
    Kind::new(
        "netlify_token",
        "SAAS_TOKEN",
        &[("nfp_<W36>", UNIQUE)],
        "Netlify, Docs: personal access tokens; Changelog: new token format",
    ),
    Kind::new(
        "tailscale_auth_key",
        "SAAS_TOKEN",
        &[("tskey-auth-<W6-20>-<W20-40>", UNIQUE)],
        TAILSCALE,
    ),
    Kind::new(
        "tailscale_api_key",
        "SAAS_TOKEN",
        &[("tskey-api-<W6-20>-<W20-40>", UNIQUE)],
        TAILSCALE,
    ),
    Kind::new(
        "tailscale_client_key",
        "SAAS_TOKEN",
        &[("tskey-client-<W6-20>-<W20-40>", UNIQUE)],
        TAILSCALE,
    ),
    Kind::new(
        "tailscale_scim_key",
        "SAAS_TOKEN",
        &[("tskey-scim-<W6-20>-<W20-40>", UNIQUE)],
        TAILSCALE,
    ),
    Kind::new(
        "tailscale_webhook_key",
        "SAAS_TOKEN",
        &[("tskey-webhook-<W6-20>-<W20-40>", UNIQUE)],
        TAILSCALE,
    ),
    Kind::new(
        "aiven_password",
        "SAAS_TOKEN",
        &[("AVNS_<U18-24>", UNIQUE)],
        "Aiven, Docs: service credentials",
    ),
    Kind::new(
        "mongodb_atlas_secret",
        "SAAS_TOKEN",
        &[("mdb_sa_sk_<U36-48>", UNIQUE)],
        "MongoDB, Atlas: service accounts",
    ),
    Kind::new(
        "cockroach_api_key",
        "SAAS_TOKEN",
        &[("CCDB1_<W22>_<W40>", UNIQUE)],
        "Cockroach Labs, CockroachDB Cloud: service accounts, API access",
    ),
    Kind::new(
        "upcloud_token",
        "SAAS_TOKEN",
        &[("ucat_<C26>", UNIQUE)],
        "UpCloud, API: API tokens",
    ),
    Kind::new(
        "exoscale_api_key",
        "SAAS_TOKEN",
        &[("EXO<H24>", TELLING)],
        "Exoscale, API: IAM keys",
    ),
    Kind::new(
        "akamai_token",
        "SAAS_TOKEN",
        &[("akab-<N16>-<N16>", UNIQUE)],
        "Akamai, Developer: EdgeGrid authentication credentials",
    ),
    Kind::new(
        "infracost_key",
        "SAAS_TOKEN",
        &[("ico-<W32>", TELLING)],
        "Infracost, Docs: API key",
    ),
    Kind::new(
        "scalingo_token",
        "SAAS_TOKEN",
        &[("tk-us-<U48>", UNIQUE)],
        "Scalingo, Platform API: tokens",
    ),
    Kind::new(
        "prefect_user_key",
        "SAAS_TOKEN",
        &[("pnu_<W36>", UNIQUE)],
        "Prefect, Docs: manage API keys",
    ),
    Kind::new(
        "prefect_service_key",
        "SAAS_TOKEN",
        &[("pnb_<W36>", UNIQUE)],
        "Prefect, Docs: manage service accounts",
    ),
    Kind::new(
        "deno_deploy_token",
        "SAAS_TOKEN",
        &[("ddp_<W36>", UNIQUE), ("ddo_<W36>", UNIQUE)],
        "Deno, Deploy: access tokens",
    ),
    Kind::new(
        "e2b_api_key",
        "SAAS_TOKEN",
        &[("e2b_<H40>", UNIQUE)],
        "E2B, Docs: API key",
    ),
];

/// Behind four letters, base 32 of ten bytes; ids made since 2019 have a first bit of 1 and, behind it, the
/// number of the account, which has twelve digits (AWS, Security Token Service: GetAccessKeyInfo tells the
/// account of an id). Older ones say nothing.
fn access_key_id(key: &[u8]) -> Verdict {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        _ => byte - b'2' + 26,
    };
    let characters = key[4..].iter().take(10);
    let bits = characters.fold(0u64, |bits, &byte| bits << 5 | u64::from(value(byte)));
    let is_new = bits >> 49 == 1;
    let account = bits >> 9 & ((1 << 40) - 1);
    if is_new && account > LAST_ACCOUNT {
        Verdict::Refuted
    } else {
        Verdict::Fits(Evidence(0))
    }
}

const LAST_ACCOUNT: u64 = 999_999_999_999;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_keys_tell_an_account_of_twelve_digits() {
        let verdict = |tail: &str| access_key_id(&[b"AKIA", tail.as_bytes()].concat());
        for tail in ["RTZK6EACFJNFUWS2", "5FFFFFFFFFFFFFFF", "JTZK6EACFJNFUWS2"] {
            assert_eq!(verdict(tail), Verdict::Fits(Evidence(0)), "{tail}");
        }
        assert_eq!(verdict("7777777777777777"), Verdict::Refuted);
    }
}
