//! What is known of the lines that fine-tuning, batches and embeddings are made of.
//!
//! The shapes are those of the OpenAI and Azure OpenAI file formats (supervised and preference
//! fine-tuning, batch requests and responses, the Responses API), of Alpaca and of ShareGPT. A path
//! that is not in the table is text. `Keep` stands only where code depends on the bytes and people
//! do not write; a `Keyword` or `Symbol` that holds something else is text again.
//!
//! Keys that the table names are no secrets: they are not searched and may stand in reports.

use pumice_engine::{
    Layout,
    Treatment::{Id, Keep, Keyword, Name, Symbol, Text},
};

/// The fields of chat, preference, batch, embedding and instruction lines; the first match wins.
///
/// ```
/// # use pumice_formats::jsonl::LAYOUT;
/// # use pumice_engine::Treatment;
/// let names = LAYOUT.0.iter().find(|(path, _)| *path == "**.messages[].name");
/// assert_eq!(names.map(|&(_, treatment)| treatment), Some(Treatment::Name));
/// ```
pub const LAYOUT: Layout = Layout(&[
    // Chat messages, in requests wherever they stand and in both halves of a preference.
    ("**.messages[].role", Keyword(ROLES)),
    ("**.messages[].name", Name),
    ("**.messages[].content", Text),
    ("**.messages[].refusal", Text),
    ("**.messages[].weight", Text),
    ("**.messages[].audio.id", Id),
    ("**.messages[].audio.transcript", Text),
    ("**.messages[].reasoning_content", Text),
    ("preferred_output[].role", Keyword(ROLES)),
    ("preferred_output[].name", Name),
    ("preferred_output[].content", Text),
    ("non_preferred_output[].role", Keyword(ROLES)),
    ("non_preferred_output[].name", Name),
    ("non_preferred_output[].content", Text),
    // Parts of a content, of a message and of the Responses API.
    ("**.content[].type", Keyword(PART_TYPES)),
    ("**.content[].text", Text),
    ("**.content[].refusal", Text),
    ("**.content[].image_url.url", Text),
    ("**.content[].image_url.detail", Keyword(DETAILS)),
    ("**.content[].detail", Keyword(DETAILS)),
    ("**.content[].input_audio.data", Text),
    ("**.content[].input_audio.format", Keyword(AUDIO_FORMATS)),
    ("**.content[].file.filename", Text),
    ("**.content[].file.file_data", Text),
    ("**.content[].file.file_id", Id),
    // Calls and their answers.
    ("**.tool_calls[].id", Id),
    ("**.tool_calls[].type", Keyword(PART_TYPES)),
    ("**.tool_calls[].function.name", Symbol),
    ("**.tool_calls[].function.arguments", Text),
    ("**.tool_calls[].index", Text),
    ("**.tool_call_id", Id),
    ("**.function_call.name", Symbol),
    ("**.function_call.arguments", Text),
    // Definitions of tools: training and calls must see the same.
    ("tools[].type", Keyword(PART_TYPES)),
    ("tools[].function.name", Symbol),
    ("tools[].function.description", Keep),
    ("tools[].function.strict", Text),
    ("tools[].function.parameters.**", Keep),
    ("functions[].name", Symbol),
    ("functions[].description", Keep),
    ("functions[].parameters.**", Keep),
    ("input.tools[].type", Keyword(PART_TYPES)),
    ("input.tools[].function.name", Symbol),
    ("input.tools[].function.description", Keep),
    ("input.tools[].function.parameters.**", Keep),
    ("body.tools[].type", Keyword(PART_TYPES)),
    ("body.tools[].name", Symbol),
    ("body.tools[].description", Keep),
    ("body.tools[].parameters.**", Keep),
    ("body.tools[].function.name", Symbol),
    ("body.tools[].function.description", Keep),
    ("body.tools[].function.parameters.**", Keep),
    ("body.functions[].name", Symbol),
    ("body.functions[].description", Keep),
    ("body.functions[].parameters.**", Keep),
    ("**.tool_choice", Keyword(CHOICES)),
    ("**.tool_choice.type", Keyword(PART_TYPES)),
    ("**.tool_choice.function.name", Symbol),
    ("**.parallel_tool_calls", Text),
    // Requests of a batch.
    ("custom_id", Id),
    ("method", Keyword(&["POST", "GET"])),
    ("url", Keyword(ENDPOINTS)),
    ("body.model", Keep),
    ("body.input", Text),
    ("body.input[].type", Keyword(PART_TYPES)),
    ("body.input[].role", Keyword(ROLES)),
    ("body.input[].content", Text),
    ("body.input[].call_id", Id),
    ("body.input[].name", Symbol),
    ("body.input[].arguments", Text),
    ("body.input[].output", Text),
    ("body.instructions", Text),
    ("body.prompt", Text),
    ("body.prompt.variables.*", Text),
    ("body.user", Text),
    ("body.safety_identifier", Text),
    ("body.metadata.*", Text),
    ("body.stop", Text),
    ("body.prediction.content", Text),
    ("body.response_format.type", Keyword(PART_TYPES)),
    ("body.response_format.json_schema.**", Keep),
    ("body.text.format.type", Keyword(PART_TYPES)),
    ("body.text.format.name", Symbol),
    ("body.text.format.schema.**", Keep),
    ("body.max_tokens", Text),
    ("body.max_completion_tokens", Text),
    ("body.max_output_tokens", Text),
    ("body.temperature", Text),
    ("body.top_p", Text),
    ("body.seed", Text),
    ("body.dimensions", Text),
    ("body.stream", Text),
    // Answers of a batch.
    ("id", Id),
    ("response.status_code", Text),
    ("response.request_id", Id),
    ("response.body.id", Id),
    ("response.body.object", Symbol),
    ("response.body.created", Text),
    ("response.body.model", Keep),
    ("response.body.choices[].index", Text),
    ("response.body.choices[].finish_reason", Symbol),
    ("response.body.choices[].message.role", Keyword(ROLES)),
    ("response.body.choices[].message.content", Text),
    ("response.body.choices[].message.refusal", Text),
    ("response.body.usage.prompt_tokens", Text),
    ("response.body.usage.completion_tokens", Text),
    ("response.body.usage.total_tokens", Text),
    ("error.code", Symbol),
    ("error.message", Text),
    // Embeddings.
    ("input", Text),
    ("model", Text),
    // ShareGPT.
    ("conversations[].from", Keyword(SPEAKERS)),
    ("conversations[].value", Text),
    // Alpaca and plain corpora.
    ("instruction", Text),
    ("output", Text),
    ("system", Text),
    ("history[][]", Text),
    ("prompt", Text),
    ("completion", Text),
    ("text", Text),
    ("metadata.*", Text),
]);

const ROLES: &[&str] = &[
    "system",
    "developer",
    "user",
    "assistant",
    "tool",
    "function",
];

const SPEAKERS: &[&str] = &[
    "human",
    "gpt",
    "system",
    "user",
    "assistant",
    "tool",
    "function",
    "function_call",
    "observation",
];

const PART_TYPES: &[&str] = &[
    "text",
    "input_text",
    "output_text",
    "summary_text",
    "refusal",
    "image_url",
    "input_image",
    "input_audio",
    "file",
    "input_file",
    "message",
    "reasoning",
    "function",
    "function_call",
    "function_call_output",
    "custom",
    "file_search",
    "web_search",
    "code_interpreter",
    "json_object",
    "json_schema",
];

const DETAILS: &[&str] = &["auto", "low", "high"];

const AUDIO_FORMATS: &[&str] = &["wav", "mp3"];

const CHOICES: &[&str] = &["auto", "none", "required"];

const ENDPOINTS: &[&str] = &[
    "/v1/chat/completions",
    "/chat/completions",
    "/v1/responses",
    "/v1/embeddings",
    "/v1/completions",
    "/v1/moderations",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_path_stands_twice() {
        let mut seen = HashSet::new();
        for (path, _) in LAYOUT.0 {
            assert!(seen.insert(path), "{path}");
        }
    }

    #[test]
    fn only_models_definitions_and_schemas_are_kept() {
        for (path, treatment) in LAYOUT.0 {
            if *treatment == Keep {
                let is_definition = ["tools[]", "functions[]", "schema"]
                    .iter()
                    .any(|part| path.contains(part));
                assert!(is_definition || path.ends_with("body.model"), "{path}");
            }
        }
    }
}
