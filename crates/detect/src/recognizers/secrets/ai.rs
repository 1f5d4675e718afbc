//! Keys of services that run models.

use super::{CUED, Kind, TELLING, UNIQUE};

const OPENAI: &str = "OpenAI, API reference: authentication; Admin API keys";
const ANTHROPIC: &str = "Anthropic, Claude Code Docs: authentication";
const HUGGING: &str = "Hugging Face, Hub: user access tokens";
const LANGCHAIN: &str = "LangChain, LangSmith: API keys";

pub(super) const KINDS: &[Kind] = &[
    Kind::new(
        "openai_key",
        "AI_API_KEY",
        &[("sk-<W20>T3BlbkFJ<W20>", UNIQUE)],
        OPENAI,
    ),
    Kind::new(
        "openai_project_key",
        "AI_API_KEY",
        &[
            ("sk-proj-<U58>T3BlbkFJ<U58>", UNIQUE),
            ("sk-proj-<U74>T3BlbkFJ<U74>", UNIQUE),
            ("sk-proj-<U20>T3BlbkFJ<U20>", UNIQUE),
        ],
        OPENAI,
    ),
    Kind::new(
        "openai_service_key",
        "AI_API_KEY",
        &[
            ("sk-svcacct-<U58>T3BlbkFJ<U58>", UNIQUE),
            ("sk-svcacct-<U74>T3BlbkFJ<U74>", UNIQUE),
        ],
        OPENAI,
    ),
    Kind::new(
        "openai_admin_key",
        "AI_API_KEY",
        &[
            ("sk-admin-<U58>T3BlbkFJ<U58>", UNIQUE),
            ("sk-admin-<U74>T3BlbkFJ<U74>", UNIQUE),
        ],
        OPENAI,
    ),
    Kind::new(
        "anthropic_key",
        "AI_API_KEY",
        &[("sk-ant-api03-<U93>AA", UNIQUE)],
        "Anthropic, Claude Docs: API overview, authentication",
    ),
    Kind::new(
        "anthropic_admin_key",
        "AI_API_KEY",
        &[("sk-ant-admin01-<U93>AA", UNIQUE)],
        "Anthropic, Claude Docs: Admin API overview",
    ),
    Kind::new(
        "anthropic_oauth_token",
        "AI_API_KEY",
        &[("sk-ant-oat01-<U80-120>", UNIQUE)],
        ANTHROPIC,
    ),
    Kind::new(
        "anthropic_refresh_token",
        "AI_API_KEY",
        &[("sk-ant-ort01-<U80-120>", UNIQUE)],
        ANTHROPIC,
    ),
    Kind::new(
        "anthropic_session_key",
        "AI_API_KEY",
        &[("sk-ant-sid01-<U80-150>", UNIQUE)],
        ANTHROPIC,
    ),
    Kind::new(
        "huggingface_token",
        "AI_API_KEY",
        &[("hf_<W34>", TELLING)],
        HUGGING,
    ),
    Kind::new(
        "huggingface_org_token",
        "AI_API_KEY",
        &[("api_org_<W34>", UNIQUE)],
        HUGGING,
    ),
    Kind::new(
        "groq_key",
        "AI_API_KEY",
        &[("gsk_<W52>", UNIQUE)],
        "Groq, Docs: API keys",
    ),
    Kind::new(
        "replicate_token",
        "AI_API_KEY",
        &[("r8_<W37>", TELLING)],
        "Replicate, HTTP API: authentication",
    ),
    Kind::new(
        "perplexity_key",
        "AI_API_KEY",
        &[("pplx-<W40-64>", UNIQUE)],
        "Perplexity, API docs: API key management",
    ),
    Kind::new(
        "xai_key",
        "AI_API_KEY",
        &[("xai-<W70-90>", UNIQUE)],
        "xAI, Docs: API keys",
    ),
    Kind::new(
        "langsmith_personal_key",
        "AI_API_KEY",
        &[("lsv2_pt_<H32>_<H10>", UNIQUE)],
        LANGCHAIN,
    ),
    Kind::new(
        "langsmith_service_key",
        "AI_API_KEY",
        &[("lsv2_sk_<H32>_<H10>", UNIQUE)],
        LANGCHAIN,
    ),
    Kind::new(
        "pinecone_key",
        "AI_API_KEY",
        &[("pcsk_<W4-8>_<W50-70>", UNIQUE)],
        "Pinecone, Docs: manage API keys",
    ),
    Kind::new(
        "openrouter_key",
        "AI_API_KEY",
        &[("sk-or-v1-<H64>", UNIQUE)],
        "OpenRouter, Docs: authentication",
    ),
    Kind::new(
        "nvidia_key",
        "AI_API_KEY",
        &[("nvapi-<U60-70>", UNIQUE)],
        "NVIDIA, NGC User Guide: API keys",
    ),
    Kind::new(
        "fireworks_key",
        "AI_API_KEY",
        &[("fw_<W20-32>", CUED)],
        "Fireworks AI, Docs: API keys",
    )
    .near("fireworks;fireworks ai;fireworks key;fireworks api key;fireworksai"),
    Kind::new(
        "together_key",
        "AI_API_KEY",
        &[("tgp_v1_<U40-48>", UNIQUE)],
        "Together AI, Docs: API keys",
    ),
    Kind::new(
        "cerebras_key",
        "AI_API_KEY",
        &[("csk-<W40-56>", UNIQUE)],
        "Cerebras, Inference docs: API key",
    ),
    Kind::new(
        "jina_key",
        "AI_API_KEY",
        &[("jina_<U60>", UNIQUE)],
        "Jina AI, Docs: API key",
    ),
    Kind::new(
        "tavily_key",
        "AI_API_KEY",
        &[
            ("tvly-<W32>", UNIQUE),
            ("tvly-dev-<U32-64>", UNIQUE),
            ("tvly-prod-<U32-64>", UNIQUE),
        ],
        "Tavily, Docs: API credentials",
    ),
    Kind::new(
        "firecrawl_key",
        "AI_API_KEY",
        &[("fc-<H32>", TELLING)],
        "Firecrawl, Docs: authentication",
    ),
    Kind::new(
        "langfuse_secret_key",
        "AI_API_KEY",
        &[("sk-lf-<H8>-<H4>-<H4>-<H4>-<H12>", UNIQUE)],
        "Langfuse, Docs: API keys",
    ),
    Kind::new(
        "anyscale_secret",
        "AI_API_KEY",
        &[("esecret_<N24-32>", UNIQUE)],
        "Anyscale, Docs: API credentials",
    ),
    Kind::new(
        "runpod_key",
        "AI_API_KEY",
        &[("rpa_<W40-50>", UNIQUE)],
        "RunPod, Docs: API keys",
    ),
    Kind::new(
        "llamacloud_key",
        "AI_API_KEY",
        &[("llx-<W44-52>", UNIQUE)],
        "LlamaIndex, LlamaCloud: API keys",
    ),
    Kind::new(
        "elevenlabs_key",
        "AI_API_KEY",
        &[("sk_<H48>", TELLING)],
        "ElevenLabs, API reference: authentication",
    ),
    Kind::new(
        "modal_token_secret",
        "AI_API_KEY",
        &[("as-<W22>", CUED)],
        "Modal, Docs: tokens, token ID and secret",
    )
    .near("modal;modal token;modal secret;modal token secret;token secret"),
    Kind::new(
        "coze_token",
        "AI_API_KEY",
        &[("pat_<W64>", TELLING)],
        "Coze, Docs: personal access tokens",
    ),
    Kind::new(
        "mem0_key",
        "AI_API_KEY",
        &[("m0-<W36-44>", TELLING)],
        "Mem0, Docs: platform quickstart, API key",
    ),
    Kind::new(
        "browserbase_key",
        "AI_API_KEY",
        &[("bb_live_<U24-36>", UNIQUE)],
        "Browserbase, Docs: API keys",
    ),
];
