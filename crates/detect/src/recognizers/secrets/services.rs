//! Tokens of services that are rented by the month: chat, payment, mail, monitoring and the like.

use super::{CUED, Kind, TELLING, UNIQUE};

const SLACK: &str = "Slack, Docs: token types";
const SLACK_DOCS: &str = "Slack, Docs: token rotation";
const STRIPE: &str = "Stripe, Docs: API keys";
const BREVO: &str = "Brevo, Developers: API keys and SMTP keys";
const SHOPIFY: &str = "Shopify, Changelog: length of the access token is increasing; prefixes";
const SQUARE: &str = "Square, Developer docs: access tokens and other credentials";
const LINEAR: &str = "Linear, Developers: API and webhooks, authentication";
const NOTION: &str = "Notion, Developers: changelog, new token prefix (2024)";
const NEW: &str = "New Relic, Docs: New Relic API keys";
const SENTRY: &str = "Sentry, Docs: auth tokens";
const POSTHOG: &str = "PostHog, Docs: API overview, authentication";
const DYNATRACE: &str = "Dynatrace, Docs: access tokens, token format";
const DUFFEL: &str = "Duffel, Docs: access tokens";
const EASYPOST: &str = "EasyPost, Docs: authentication, API keys";
const FLUTTERWAVE: &str = "Flutterwave, Docs: API keys";
const LOB: &str = "Lob, Docs: authentication, API keys";
const MOLLIE: &str = "Mollie, Docs: authentication";
const PADDLE: &str = "Paddle, Developer: API keys, format";
const PLAID: &str = "Plaid, Docs: API, access tokens";
const OMISE: &str = "Omise, Docs: authentication, secret keys";
const SHIPPO: &str = "Shippo, Docs: authentication";
const BY_LOB: &str = "lob;lob key;lob api key;lob secret";
const BY_MOLLIE: &str = "mollie;mollie key;mollie api key;mollie secret";
const AXIOM: &str = "Axiom, Docs: API and personal tokens";

pub(super) const KINDS: &[Kind] = &[
    Kind::new(
        "slack_bot_token",
        "SAAS_TOKEN",
        &[
            ("xoxb-<D10-13>-<D10-13>-<W24>", UNIQUE),
            ("xoxb-<D10-13>-<W24>", UNIQUE),
        ],
        SLACK,
    ),
    Kind::new(
        "slack_user_token",
        "SAAS_TOKEN",
        &[
            ("xoxp-<D10-13>-<D10-13>-<D10-13>-<H32>", UNIQUE),
            ("xoxp-<D10-13>-<D10-13>-<H32>", UNIQUE),
        ],
        SLACK,
    ),
    Kind::new(
        "slack_workspace_token",
        "SAAS_TOKEN",
        &[("xoxa-2-<D10-13>-<D10-13>-<D10-13>-<H32>", UNIQUE)],
        SLACK,
    ),
    Kind::new(
        "slack_refresh_token",
        "SAAS_TOKEN",
        &[("xoxr-2-<D10-13>-<D10-13>-<D10-13>-<H32>", UNIQUE)],
        SLACK,
    ),
    Kind::new(
        "slack_legacy_token",
        "SAAS_TOKEN",
        &[("xoxs-<D10-13>-<D10-13>-<D10-13>-<H10-40>", UNIQUE)],
        SLACK,
    ),
    Kind::new(
        "slack_client_token",
        "SAAS_TOKEN",
        &[("xoxc-<D10-13>-<D10-13>-<D10-13>-<H64>", UNIQUE)],
        SLACK,
    ),
    Kind::new(
        "slack_rotated_token",
        "SAAS_TOKEN",
        &[
            ("xoxe.xoxp-1-<W140-180>", UNIQUE),
            ("xoxe.xoxb-1-<W140-180>", UNIQUE),
        ],
        SLACK_DOCS,
    ),
    Kind::new(
        "slack_rotation_refresh",
        "SAAS_TOKEN",
        &[("xoxe-1-<W140-180>", UNIQUE)],
        SLACK_DOCS,
    ),
    Kind::new(
        "slack_app_token",
        "SAAS_TOKEN",
        &[("xapp-1-A<C9-12>-<D10-14>-<H64>", UNIQUE)],
        SLACK,
    ),
    Kind::new(
        "slack_webhook",
        "SAAS_TOKEN",
        &[
            ("hooks.slack.com/services/T<C8-12>/B<C8-12>/<W24>", UNIQUE),
            (
                "hooks.slack.com/workflows/T<C8-12>/A<C8-12>/<D15-20>/<W24>",
                UNIQUE,
            ),
            ("hooks.slack.com/triggers/T<C8-12>/<D10-14>/<H32>", UNIQUE),
        ],
        "Slack, Docs: sending messages using incoming webhooks",
    ),
    Kind::new(
        "discord_webhook",
        "SAAS_TOKEN",
        &[
            ("discord.com/api/webhooks/<D17-20>/<U60-72>", UNIQUE),
            ("discordapp.com/api/webhooks/<D17-20>/<U60-72>", UNIQUE),
        ],
        "Discord, Developer docs: webhook resource",
    ),
    Kind::new(
        "discord_mfa_token",
        "SAAS_TOKEN",
        &[("mfa.<U84>", UNIQUE)],
        "Discord, Developer docs: reference, authentication",
    ),
    Kind::new(
        "zapier_webhook",
        "SAAS_TOKEN",
        &[("hooks.zapier.com/hooks/catch/<D5-10>/<N6-8>", UNIQUE)],
        "Zapier, Help: trigger Zaps from webhooks",
    ),
    Kind::new(
        "make_webhook",
        "SAAS_TOKEN",
        &[
            ("hook.eu1.make.com/<N32>", UNIQUE),
            ("hook.eu2.make.com/<N32>", UNIQUE),
            ("hook.us1.make.com/<N32>", UNIQUE),
            ("hook.us2.make.com/<N32>", UNIQUE),
        ],
        "Make, Help: webhooks",
    ),
    Kind::new(
        "feishu_webhook",
        "SAAS_TOKEN",
        &[
            (
                "open.feishu.cn/open-apis/bot/v2/hook/<H8>-<H4>-<H4>-<H4>-<H12>",
                UNIQUE,
            ),
            (
                "open.larksuite.com/open-apis/bot/v2/hook/<H8>-<H4>-<H4>-<H4>-<H12>",
                UNIQUE,
            ),
        ],
        "Feishu, Open Platform: custom bots",
    ),
    Kind::new(
        "wecom_webhook",
        "SAAS_TOKEN",
        &[(
            "qyapi.weixin.qq.com/cgi-bin/webhook/send?key=<H8>-<H4>-<H4>-<H4>-<H12>",
            UNIQUE,
        )],
        "WeCom, Developer docs: group robots",
    ),
    Kind::new(
        "dingtalk_webhook",
        "SAAS_TOKEN",
        &[("oapi.dingtalk.com/robot/send?access_token=<H64>", UNIQUE)],
        "DingTalk, Open Platform: custom robots",
    ),
    Kind::new(
        "stripe_live_key",
        "SAAS_TOKEN",
        &[("sk_live_<W24-250>", UNIQUE)],
        STRIPE,
    ),
    Kind::new(
        "stripe_test_key",
        "SAAS_TOKEN",
        &[("sk_test_<W24-250>", UNIQUE)],
        STRIPE,
    ),
    Kind::new(
        "stripe_restricted_key",
        "SAAS_TOKEN",
        &[("rk_live_<W24-250>", UNIQUE)],
        STRIPE,
    ),
    Kind::new(
        "stripe_restricted_test_key",
        "SAAS_TOKEN",
        &[("rk_test_<W24-250>", UNIQUE)],
        STRIPE,
    ),
    Kind::new(
        "webhook_secret",
        "SAAS_TOKEN",
        &[("whsec_<E32-88>", UNIQUE)],
        "Stripe, Docs: webhook signatures; Standard Webhooks: symmetric secrets",
    ),
    Kind::new(
        "sendgrid_key",
        "SAAS_TOKEN",
        &[("SG.<U22>.<U43>", TELLING)],
        "Twilio SendGrid, Docs: API keys",
    ),
    Kind::new(
        "mailgun_key",
        "SAAS_TOKEN",
        &[("key-<H32>", CUED)],
        "Mailgun, API reference: authentication",
    )
    .near("mailgun;mailgun key;mailgun api key;mailgun secret;mailgun token"),
    Kind::new(
        "mailchimp_key",
        "SAAS_TOKEN",
        &[("<H32>-us<D1-2>", TELLING)],
        "Mailchimp, Marketing API: fundamentals, data centers",
    ),
    Kind::new(
        "brevo_api_key",
        "SAAS_TOKEN",
        &[("xkeysib-<H64>-<W16>", UNIQUE)],
        BREVO,
    ),
    Kind::new(
        "brevo_smtp_key",
        "SAAS_TOKEN",
        &[("xsmtpsib-<H64>-<W16>", UNIQUE)],
        BREVO,
    ),
    Kind::new(
        "mailersend_token",
        "SAAS_TOKEN",
        &[("mlsn.<H64>", UNIQUE)],
        "MailerSend, API reference: authentication",
    ),
    Kind::new(
        "resend_key",
        "SAAS_TOKEN",
        &[("re_<W8>_<W24>", TELLING)],
        "Resend, Docs: API keys",
    ),
    Kind::new(
        "onesignal_key",
        "SAAS_TOKEN",
        &[
            ("os_v2_app_<T100-110>", UNIQUE),
            ("os_v2_org_<T100-110>", UNIQUE),
        ],
        "OneSignal, Docs: keys and IDs",
    ),
    Kind::new(
        "shopify_admin_token",
        "SAAS_TOKEN",
        &[("shpat_<X32>", UNIQUE)],
        SHOPIFY,
    ),
    Kind::new(
        "shopify_custom_app_token",
        "SAAS_TOKEN",
        &[("shpca_<X32>", UNIQUE)],
        SHOPIFY,
    ),
    Kind::new(
        "shopify_private_app_password",
        "SAAS_TOKEN",
        &[("shppa_<X32>", UNIQUE)],
        SHOPIFY,
    ),
    Kind::new(
        "shopify_shared_secret",
        "SAAS_TOKEN",
        &[("shpss_<X32>", UNIQUE)],
        SHOPIFY,
    ),
    Kind::new(
        "square_access_token",
        "SAAS_TOKEN",
        &[("EAAA<U60>", UNIQUE)],
        SQUARE,
    ),
    Kind::new(
        "square_legacy_token",
        "SAAS_TOKEN",
        &[("sq0atp-<U22>", UNIQUE)],
        SQUARE,
    ),
    Kind::new(
        "square_oauth_secret",
        "SAAS_TOKEN",
        &[("sq0csp-<U43>", UNIQUE)],
        SQUARE,
    ),
    Kind::new(
        "meta_access_token",
        "SAAS_TOKEN",
        &[("EAA<W100-300>", UNIQUE)],
        "Meta, for Developers: access tokens",
    ),
    Kind::new(
        "linear_api_key",
        "SAAS_TOKEN",
        &[("lin_api_<W40>", UNIQUE)],
        LINEAR,
    ),
    Kind::new(
        "linear_oauth_token",
        "SAAS_TOKEN",
        &[("lin_oauth_<H64>", UNIQUE)],
        LINEAR,
    ),
    Kind::new(
        "notion_token",
        "SAAS_TOKEN",
        &[("ntn_<W46>", UNIQUE)],
        NOTION,
    ),
    Kind::new(
        "notion_legacy_token",
        "SAAS_TOKEN",
        &[("secret_<W43>", TELLING)],
        NOTION,
    ),
    Kind::new(
        "figma_token",
        "SAAS_TOKEN",
        &[("figd_<U38-48>", UNIQUE)],
        "Figma, REST API: authentication",
    ),
    Kind::new(
        "airtable_token",
        "SAAS_TOKEN",
        &[("pat<W14>.<H64>", UNIQUE)],
        "Airtable, Web API: personal access tokens",
    ),
    Kind::new(
        "postman_key",
        "SAAS_TOKEN",
        &[("PMAK-<H24>-<H34>", UNIQUE)],
        "Postman, Learning Center: Postman API authentication",
    ),
    Kind::new(
        "postman_collection_key",
        "SAAS_TOKEN",
        &[("PMAT-<C26>", UNIQUE)],
        "Postman, Learning Center: collection access keys",
    ),
    Kind::new(
        "newrelic_user_key",
        "SAAS_TOKEN",
        &[("NRAK-<C27>", UNIQUE)],
        NEW,
    ),
    Kind::new(
        "newrelic_insights_key",
        "SAAS_TOKEN",
        &[("NRII-<U32>", UNIQUE)],
        NEW,
    ),
    Kind::new(
        "newrelic_license_key",
        "SAAS_TOKEN",
        &[("<N36>NRAL", UNIQUE)],
        NEW,
    ),
    Kind::new(
        "grafana_service_token",
        "SAAS_TOKEN",
        &[("glsa_<W32>_<X8>", UNIQUE)],
        "Grafana, Docs: service accounts",
    ),
    Kind::new(
        "grafana_cloud_token",
        "SAAS_TOKEN",
        &[("glc_eyJ<E60-400><Z0-2>", UNIQUE)],
        "Grafana Cloud, Docs: access policies",
    ),
    Kind::new(
        "grafana_legacy_key",
        "SAAS_TOKEN",
        &[("eyJrIjoi<E60-400><Z0-2>", UNIQUE)],
        "Grafana, Docs: authentication API, API keys",
    ),
    Kind::new(
        "sentry_org_token",
        "SAAS_TOKEN",
        &[("sntrys_eyJ<E80-400><Z0-2>_<E43>", UNIQUE)],
        SENTRY,
    ),
    Kind::new(
        "sentry_user_token",
        "SAAS_TOKEN",
        &[("sntryu_<H64>", UNIQUE)],
        SENTRY,
    ),
    Kind::new(
        "posthog_personal_key",
        "SAAS_TOKEN",
        &[("phx_<W43-48>", UNIQUE)],
        POSTHOG,
    ),
    Kind::new(
        "dynatrace_api_token",
        "SAAS_TOKEN",
        &[("dt0c01.<C24>.<C64>", UNIQUE)],
        DYNATRACE,
    ),
    Kind::new(
        "dynatrace_platform_token",
        "SAAS_TOKEN",
        &[("dt0s16.<C8-24>.<C64>", UNIQUE)],
        DYNATRACE,
    ),
    Kind::new(
        "dynatrace_oauth_secret",
        "SAAS_TOKEN",
        &[("dt0s02.<C8-24>.<C64>", UNIQUE)],
        DYNATRACE,
    ),
    Kind::new(
        "duffel_live_token",
        "SAAS_TOKEN",
        &[("duffel_live_<U43>", UNIQUE)],
        DUFFEL,
    ),
    Kind::new(
        "duffel_test_token",
        "SAAS_TOKEN",
        &[("duffel_test_<U43>", UNIQUE)],
        DUFFEL,
    ),
    Kind::new(
        "easypost_key",
        "SAAS_TOKEN",
        &[("EZAK<W54>", UNIQUE)],
        EASYPOST,
    ),
    Kind::new(
        "easypost_test_key",
        "SAAS_TOKEN",
        &[("EZTK<W54>", UNIQUE)],
        EASYPOST,
    ),
    Kind::new(
        "flutterwave_key",
        "SAAS_TOKEN",
        &[("FLWSECK-<N32>-X", UNIQUE)],
        FLUTTERWAVE,
    ),
    Kind::new(
        "flutterwave_test_key",
        "SAAS_TOKEN",
        &[("FLWSECK_TEST-<N32>-X", UNIQUE)],
        FLUTTERWAVE,
    ),
    Kind::new("lob_key", "SAAS_TOKEN", &[("live_<H35>", CUED)], LOB).near(BY_LOB),
    Kind::new("lob_test_key", "SAAS_TOKEN", &[("test_<H35>", CUED)], LOB).near(BY_LOB),
    Kind::new("mollie_key", "SAAS_TOKEN", &[("live_<W30>", CUED)], MOLLIE).near(BY_MOLLIE),
    Kind::new(
        "mollie_test_key",
        "SAAS_TOKEN",
        &[("test_<W30>", CUED)],
        MOLLIE,
    )
    .near(BY_MOLLIE),
    Kind::new(
        "gocardless_token",
        "SAAS_TOKEN",
        &[("live_<U40>", CUED), ("sandbox_<U40>", CUED)],
        "GoCardless, Developers: access tokens",
    )
    .near("gocardless;go cardless;gocardless token;gocardless access token;gocardless key"),
    Kind::new(
        "paddle_live_key",
        "SAAS_TOKEN",
        &[("pdl_live_apikey_<N26>_<W22>_<W3>", UNIQUE)],
        PADDLE,
    ),
    Kind::new(
        "paddle_sandbox_key",
        "SAAS_TOKEN",
        &[("pdl_sdbx_apikey_<N26>_<W22>_<W3>", UNIQUE)],
        PADDLE,
    ),
    Kind::new(
        "plaid_production_token",
        "SAAS_TOKEN",
        &[("access-production-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE)],
        PLAID,
    ),
    Kind::new(
        "plaid_sandbox_token",
        "SAAS_TOKEN",
        &[("access-sandbox-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE)],
        PLAID,
    ),
    Kind::new(
        "plaid_development_token",
        "SAAS_TOKEN",
        &[("access-development-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE)],
        PLAID,
    ),
    Kind::new(
        "polar_token",
        "SAAS_TOKEN",
        &[
            ("polar_oat_<W32-60>", UNIQUE),
            ("polar_pat_<W32-60>", UNIQUE),
        ],
        "Polar, Docs: organization access tokens",
    ),
    Kind::new("omise_key", "SAAS_TOKEN", &[("skey_<N19>", UNIQUE)], OMISE),
    Kind::new(
        "omise_test_key",
        "SAAS_TOKEN",
        &[("skey_test_<N19>", UNIQUE)],
        OMISE,
    ),
    Kind::new(
        "xendit_key",
        "SAAS_TOKEN",
        &[
            ("xnd_production_<W40-80>", UNIQUE),
            ("xnd_development_<W40-80>", UNIQUE),
        ],
        "Xendit, Docs: API keys",
    ),
    Kind::new(
        "midtrans_key",
        "SAAS_TOKEN",
        &[
            ("Mid-server-<U20-32>", UNIQUE),
            ("SB-Mid-server-<U20-32>", UNIQUE),
        ],
        "Midtrans, Docs: access keys",
    ),
    Kind::new(
        "mercadopago_token",
        "SAAS_TOKEN",
        &[("APP_USR-<D12-16>-<D6>-<H32>-<D6-10>", UNIQUE)],
        "Mercado Pago, Developers: credentials",
    ),
    Kind::new(
        "sumup_key",
        "SAAS_TOKEN",
        &[("sup_sk_<W32>", UNIQUE)],
        "SumUp, Developer: API keys",
    ),
    Kind::new(
        "mercury_token",
        "SAAS_TOKEN",
        &[("mercury_production_<U40-120>", UNIQUE)],
        "Mercury, API docs: getting started, API tokens",
    ),
    Kind::new(
        "frameio_token",
        "SAAS_TOKEN",
        &[("fio-u-<U64>", UNIQUE)],
        "Frame.io, Developer: tokens",
    ),
    Kind::new(
        "contentful_token",
        "SAAS_TOKEN",
        &[("CFPAT-<U43>", UNIQUE)],
        "Contentful, Docs: Content Management API, personal access tokens",
    ),
    Kind::new(
        "typeform_token",
        "SAAS_TOKEN",
        &[("tfp_<U40-64>", UNIQUE)],
        "Typeform, Developers: personal access tokens",
    ),
    Kind::new(
        "intercom_token",
        "SAAS_TOKEN",
        &[("dG9rO<E50-60><Z0-1>", UNIQUE)],
        "Intercom, Developers: authentication, access tokens",
    ),
    Kind::new(
        "hubspot_token",
        "SAAS_TOKEN",
        &[
            ("pat-na1-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE),
            ("pat-na2-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE),
            ("pat-eu1-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE),
            ("pat-ap1-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE),
        ],
        "HubSpot, Developers: private apps",
    ),
    Kind::new(
        "readme_key",
        "SAAS_TOKEN",
        &[("rdme_<N70>", UNIQUE)],
        "ReadMe, Docs: authentication",
    ),
    Kind::new(
        "rootly_token",
        "SAAS_TOKEN",
        &[("rootly_<H64>", UNIQUE)],
        "Rootly, API: authentication",
    ),
    Kind::new(
        "shippo_live_token",
        "SAAS_TOKEN",
        &[("shippo_live_<H40>", UNIQUE)],
        SHIPPO,
    ),
    Kind::new(
        "shippo_test_token",
        "SAAS_TOKEN",
        &[("shippo_test_<H40>", UNIQUE)],
        SHIPPO,
    ),
    Kind::new(
        "adobe_client_secret",
        "SAAS_TOKEN",
        &[("p8e-<U32>", TELLING)],
        "Adobe, Developer Console: OAuth server-to-server credentials",
    ),
    Kind::new(
        "clickup_token",
        "SAAS_TOKEN",
        &[("pk_<D6-10>_<C32>", TELLING)],
        "ClickUp, Developers: authentication, personal API token",
    ),
    Kind::new(
        "klaviyo_key",
        "SAAS_TOKEN",
        &[("pk_<H34>", TELLING), ("pk_<W6>_<H34>", TELLING)],
        "Klaviyo, Developers: authenticate API requests, private keys",
    ),
    Kind::new(
        "closecrm_key",
        "SAAS_TOKEN",
        &[("api_<W22>.<W22>", TELLING)],
        "Close, API docs: authentication with API keys",
    ),
    Kind::new(
        "defined_networking_key",
        "SAAS_TOKEN",
        &[("dnkey-<W26>-<W52>", UNIQUE)],
        "Defined Networking, Docs: API keys",
    ),
    Kind::new(
        "dropbox_token",
        "SAAS_TOKEN",
        &[("sl.<U130-1500>", TELLING), ("sl.u.<U130-1500>", TELLING)],
        "Dropbox, Developers: OAuth guide, short-lived tokens",
    ),
    Kind::new(
        "mapbox_secret_token",
        "SAAS_TOKEN",
        &[("sk.eyJ<U60-240>.<U22>", UNIQUE)],
        "Mapbox, Docs: access tokens, secret tokens",
    ),
    Kind::new(
        "nylas_key",
        "SAAS_TOKEN",
        &[("nyk_v0_<W50-70>", UNIQUE)],
        "Nylas, Docs: API keys",
    ),
    Kind::new(
        "stytch_secret",
        "SAAS_TOKEN",
        &[
            ("secret-live-<U30-50>=", UNIQUE),
            ("secret-test-<U30-50>=", UNIQUE),
        ],
        "Stytch, Docs: API keys, project secrets",
    ),
    Kind::new(
        "telnyx_key",
        "SAAS_TOKEN",
        &[("KEY<C32>_<W22>", UNIQUE)],
        "Telnyx, Developers: API v2 keys",
    ),
    Kind::new(
        "wakatime_key",
        "SAAS_TOKEN",
        &[("waka_<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE)],
        "WakaTime, Developers: API authentication",
    ),
    Kind::new(
        "zuplo_key",
        "SAAS_TOKEN",
        &[("zpka_<H32>_<H8>", UNIQUE)],
        "Zuplo, Docs: API key format and leak detection",
    ),
    Kind::new(
        "cal_com_key",
        "SAAS_TOKEN",
        &[("cal_live_<H32>", TELLING), ("cal_<H32>", TELLING)],
        "Cal.com, Docs: API authentication",
    ),
    Kind::new(
        "onepassword_service_token",
        "SAAS_TOKEN",
        &[("ops_eyJ<U150-1500><Z0-2>", UNIQUE)],
        "1Password, Developer: service accounts",
    ),
    Kind::new(
        "onepassword_secret_key",
        "SAAS_TOKEN",
        &[
            ("A3-<C6>-<C6>-<C5>-<C5>-<C5>-<C5>", TELLING),
            ("A3-<C6>-<C11>-<C5>-<C5>-<C5>", TELLING),
        ],
        "1Password, Support: your Secret Key",
    ),
    Kind::new(
        "infisical_token",
        "SAAS_TOKEN",
        &[("st.<H24>.<H32>.<H32>", TELLING)],
        "Infisical, Docs: service tokens",
    ),
    Kind::new(
        "honeycomb_ingest_key",
        "SAAS_TOKEN",
        &[("hcaik_<N58>", UNIQUE)],
        "Honeycomb, Docs: API keys",
    ),
    Kind::new(
        "axiom_api_token",
        "SAAS_TOKEN",
        &[("xaat-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE)],
        AXIOM,
    ),
    Kind::new(
        "axiom_personal_token",
        "SAAS_TOKEN",
        &[("xapt-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE)],
        AXIOM,
    ),
    Kind::new(
        "adafruit_io_key",
        "SAAS_TOKEN",
        &[("aio_<W28>", UNIQUE)],
        "Adafruit, IO HTTP API: authentication",
    ),
    Kind::new(
        "checkly_key",
        "SAAS_TOKEN",
        &[("cu_<H32>", TELLING)],
        "Checkly, Docs: API keys",
    ),
    Kind::new(
        "statsig_key",
        "SAAS_TOKEN",
        &[("secret-<W40-45>", CUED), ("console-<W40-45>", CUED)],
        "Statsig, Docs: API keys",
    )
    .near("statsig;statsig key;statsig api key;statsig secret;statsig server secret"),
    Kind::new(
        "launchdarkly_sdk_key",
        "SAAS_TOKEN",
        &[("sdk-<H8>-<H4>-<H4>-<H4>-<H12>", TELLING)],
        "LaunchDarkly, Docs: SDK credentials",
    ),
    Kind::new(
        "launchdarkly_api_token",
        "SAAS_TOKEN",
        &[("api-<H8>-<H4>-<H4>-<H4>-<H12>", CUED)],
        "LaunchDarkly, Docs: API access tokens",
    )
    .near("launchdarkly;launch darkly;launchdarkly token;launchdarkly api token;launchdarkly key"),
    Kind::new(
        "logfire_token",
        "SAAS_TOKEN",
        &[
            ("pylf_v1_us_<W40-46>", UNIQUE),
            ("pylf_v1_eu_<W40-46>", UNIQUE),
        ],
        "Pydantic, Logfire: write tokens",
    ),
    Kind::new(
        "settlemint_token",
        "SAAS_TOKEN",
        &[
            ("sm_pat_<W16>", UNIQUE),
            ("sm_aat_<W16>", UNIQUE),
            ("sm_sat_<W16>", UNIQUE),
        ],
        "SettleMint, Docs: access tokens",
    ),
    Kind::new(
        "brex_token",
        "SAAS_TOKEN",
        &[("bxt_<W32-44>", TELLING)],
        "Brex, Developer: user tokens",
    ),
];
