//! Keys of services that run models.

use super::{Kind, TELLING};

const OPENAI: &str = "OpenAI, API reference: authentication; Admin API keys";
const ANTHROPIC: &str = "Anthropic, Claude Code Docs: authentication";
const HUGGING: &str = "Hugging Face, Hub: user access tokens";
const LANGCHAIN: &str = "LangChain, LangSmith: API keys";

pub(super) const KINDS: &[Kind] = &[
    Kind::new(
        "openai_key",
        "AI_API_KEY",
        &[("sk-<W20>T3BlbkFJ<W20>", TELLING)],
        OPENAI,
    ),
    Kind::new(
        "openai_project_key",
        "AI_API_KEY",
        &[
            ("sk-proj-<U58>T3BlbkFJ<U58>", TELLING),
            ("sk-proj-<U74>T3BlbkFJ<U74>", TELLING),
        ],
        OPENAI,
    ),
    Kind::new(
        "openai_service_key",
        "AI_API_KEY",
        &[
            ("sk-svcacct-<U58>T3BlbkFJ<U58>", TELLING),
            ("sk-svcacct-<U74>T3BlbkFJ<U74>", TELLING),
        ],
        OPENAI,
    ),
    Kind::new(
        "openai_admin_key",
        "AI_API_KEY",
        &[
            ("sk-admin-<U58>T3BlbkFJ<U58>", TELLING),
            ("sk-admin-<U74>T3BlbkFJ<U74>", TELLING),
        ],
        OPENAI,
    ),
    Kind::new(
        "anthropic_key",
        "AI_API_KEY",
        &[("sk-ant-api03-<U93>AA", TELLING)],
        "Anthropic, Claude Docs: API overview, authentication",
    ),
    Kind::new(
        "anthropic_admin_key",
        "AI_API_KEY",
        &[("sk-ant-admin01-<U93>AA", TELLING)],
        "Anthropic, Claude Docs: Admin API overview",
    ),
    Kind::new(
        "anthropic_oauth_token",
        "AI_API_KEY",
        &[("sk-ant-oat01-<U80-120>", TELLING)],
        ANTHROPIC,
    ),
    Kind::new(
        "anthropic_refresh_token",
        "AI_API_KEY",
        &[("sk-ant-ort01-<U80-120>", TELLING)],
        ANTHROPIC,
    ),
    Kind::new(
        "anthropic_session_key",
        "AI_API_KEY",
        &[("sk-ant-sid01-<U80-150>", TELLING)],
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
        &[("api_org_<W34>", TELLING)],
        HUGGING,
    ),
    Kind::new(
        "groq_key",
        "AI_API_KEY",
        &[("gsk_<W52>", TELLING)],
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
        &[("pplx-<W40-64>", TELLING)],
        "Perplexity, API docs: API key management",
    ),
    Kind::new(
        "xai_key",
        "AI_API_KEY",
        &[("xai-<W70-90>", TELLING)],
        "xAI, Docs: API keys",
    ),
    Kind::new(
        "langsmith_personal_key",
        "AI_API_KEY",
        &[("lsv2_pt_<H32>_<H10>", TELLING)],
        LANGCHAIN,
    ),
    Kind::new(
        "langsmith_service_key",
        "AI_API_KEY",
        &[("lsv2_sk_<H32>_<H10>", TELLING)],
        LANGCHAIN,
    ),
    Kind::new(
        "pinecone_key",
        "AI_API_KEY",
        &[("pcsk_<W4-8>_<W50-70>", TELLING)],
        "Pinecone, Docs: manage API keys",
    ),
    Kind::new(
        "openrouter_key",
        "AI_API_KEY",
        &[("sk-or-v1-<H64>", TELLING)],
        "OpenRouter, Docs: authentication",
    ),
    Kind::new(
        "nvidia_key",
        "AI_API_KEY",
        &[("nvapi-<U60-70>", TELLING)],
        "NVIDIA, NGC User Guide: API keys",
    ),
    Kind::new(
        "fireworks_key",
        "AI_API_KEY",
        &[("fw_<W20-32>", TELLING)],
        "Fireworks AI, Docs: API keys",
    ),
    Kind::new(
        "together_key",
        "AI_API_KEY",
        &[("tgp_v1_<U40-48>", TELLING)],
        "Together AI, Docs: API keys",
    ),
    Kind::new(
        "cerebras_key",
        "AI_API_KEY",
        &[("csk-<W40-56>", TELLING)],
        "Cerebras, Inference docs: API key",
    ),
    Kind::new(
        "jina_key",
        "AI_API_KEY",
        &[("jina_<U60>", TELLING)],
        "Jina AI, Docs: API key",
    ),
    Kind::new(
        "tavily_key",
        "AI_API_KEY",
        &[
            ("tvly-<W32>", TELLING),
            ("tvly-dev-<U32-64>", TELLING),
            ("tvly-prod-<U32-64>", TELLING),
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
        &[("sk-lf-<H8>-<H4>-<H4>-<H4>-<H12>", TELLING)],
        "Langfuse, Docs: API keys",
    ),
    Kind::new(
        "anyscale_secret",
        "AI_API_KEY",
        &[("esecret_<N24-32>", TELLING)],
        "Anyscale, Docs: API credentials",
    ),
    Kind::new(
        "runpod_key",
        "AI_API_KEY",
        &[("rpa_<W40-50>", TELLING)],
        "RunPod, Docs: API keys",
    ),
    Kind::new(
        "llamacloud_key",
        "AI_API_KEY",
        &[("llx-<W44-52>", TELLING)],
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
        &[("as-<W22>", TELLING)],
        "Modal, Docs: tokens, token ID and secret",
    ),
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
        &[("bb_live_<U24-36>", TELLING)],
        "Browserbase, Docs: API keys",
    ),
];
