//! Secrets of Azure that only what stands around them tells: shared access signatures, connection strings
//! and keys of the time before signatures. Of all of them only the secret itself is the value.

use super::{
    UNIQUE,
    azure::is_identifiable,
    setting::{Name, value_start},
    stand_in::is_stand_in,
};
use crate::recognizer::{Labels, Recognizer, Shape, Walked};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    sas,
    connection_string,
    account_key,
    subscription_key,
    publish_password,
];

/// An HMAC-SHA256 in base 64 behind `sig=`, with escapes of links or without, as in links of storage,
/// service bus and Logic Apps. Of a link it is all that must not be seen.
fn sas() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::labelled(&[&["sig", "secret"]], signature)],
        citation: "Microsoft Learn, Create a service SAS, section Specify the signature \
             (https://learn.microsoft.com/rest/api/storageservices/create-service-sas)"
            .into(),
        ..Recognizer::new("azure_sas", "AZURE_SAS", "secrets")
    }
}

/// The secret of a connection string: the value of `AccountKey`, `SharedAccessKey` or `AccessKey`, of
/// `Secret` beside an `Id`, of `Password` or `Pwd` beside a server.
fn connection_string() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::labelled(CONNECTION, connection)],
        citation: "Microsoft Learn, Configure Azure Storage connection strings; \
             SqlConnection.ConnectionString \
             (https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string)"
            .into(),
        ..Recognizer::new("azure_connection_string", "CONNECTION_STRING", "secrets")
    }
}

/// Keys of 64 or 32 bytes in base 64 where a name or a host of Azure stands: storage, Cosmos, Batch,
/// messaging, IoT, Redis; keys of Functions and passwords of registries as they were.
fn account_key() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::labelled(KEYS, account), Shape::Whole(whole_account)],
        context: "account key;accountkey;storage key;storage account key;cosmos key;cosmosdb key;\
             cosmos db key;cosmos master key;batch key;batch account key;shared access key;sharedaccesskey;\
             service bus key;event hub key;event hubs key;event grid key;iot hub key;device key;\
             aeg sas key;azure key;azure storage key;primary key;secondary key;primarykey;secondarykey;\
             primary master key;secondary master key;redis key;functions key;x functions key"
            .into(),
        citation: "Microsoft, security-utilities: SEC101/104 to 106 \
             (https://github.com/microsoft/security-utilities)"
            .into(),
        ..Recognizer::new("azure_account_key", "AZURE_KEY", "secrets")
    }
}

/// Keys of 32 hexadecimal digits: Cognitive Services, API Management, Search.
fn subscription_key() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::labelled(KEYS, subscription),
            Shape::Whole(whole_subscription),
        ],
        context: "subscription key;ocp apim subscription key;apim key;apim subscription key;\
             cognitive services key;azure openai key;azure openai api key;azure search key;\
             search admin key;search query key;azure speech key;azure translator key;azure maps key"
            .into(),
        citation: "Microsoft Learn, Authenticate requests to Azure AI services \
             (https://learn.microsoft.com/azure/ai-services/authentication)"
            .into(),
        ..Recognizer::new("azure_subscription_key", "AZURE_KEY", "secrets")
    }
}

/// The password of a publish profile.
fn publish_password() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::labelled(&[&["userpwd"]], publish)],
        citation: "Microsoft Learn, Deploy an app by FTP: publish profile \
             (https://learn.microsoft.com/azure/app-service/deploy-ftp)"
            .into(),
        ..Recognizer::new("azure_publish_password", "PASSWORD", "secrets")
    }
}

const CONNECTION: Labels = &[&[
    "accountkey",
    "sharedaccesskey",
    "accesskey",
    "secret",
    "password",
    "pwd",
]];
const KEYS: Labels = &[&[
    "key",
    "accountkey",
    "accesskey",
    "storagekey",
    "masterkey",
    "primarykey",
    "secondarykey",
    "apikey",
    "value",
    "code",
    "password",
]];

/// Name and form leave hardly a doubt; less than a link, which may have it.
const SURE: i16 = 20;
/// Its name or a host nearby makes it likely.
const LIKELY: i16 = 12;
/// A value of the form, in a field whose name is still to speak for it.
const IN_FIELD: i16 = -8;

fn signature(text: &[u8], at: usize) -> Option<Walked> {
    let name = Name::before(text, at)?;
    if text[at] != b'='
        || !["sig", "u0026sig", "dsassecret"]
            .iter()
            .any(|known| name.is(known))
    {
        return None;
    }
    let is_parameter = matches!(
        name.start.checked_sub(1).map(|at| text[at]),
        None | Some(b'?' | b'&' | b';' | b' ' | b'"' | b'\'' | b'\n' | b'\\')
    );
    let (start, end) = (at + 1, at + 1 + hmac(&text[at + 1..])?);
    is_parameter.then_some(Walked::new(start, end, UNIQUE))
}

/// Length of 32 bytes in base 64 of either alphabet, perhaps with escapes of links.
fn hmac(text: &[u8]) -> Option<usize> {
    let (count, mut len) = characters(text, 44);
    len += padding(&text[len..]).unwrap_or(0);
    let goes_on = |byte: &u8| is_base64(*byte) || matches!(byte, b'=' | b'%' | b'-' | b'_');
    (count == 43 && !text.get(len).is_some_and(goes_on)).then_some(len)
}

/// How many characters of base 64 stand there, `most` at most, and in how many bytes: an escape is one.
fn characters(text: &[u8], most: usize) -> (usize, usize) {
    let mut len = 0;
    for count in 0..most {
        len += match &text[len..] {
            [byte, ..] if is_base64(*byte) || matches!(byte, b'-' | b'_') => 1,
            [b'%', b'2', b'B' | b'b' | b'F' | b'f', ..] => 3,
            _ => return (count, len),
        };
    }
    (most, len)
}

/// Length of a `=`, perhaps as an escape.
fn padding(text: &[u8]) -> Option<usize> {
    match text {
        [b'=', ..] => Some(1),
        [b'%', b'3', b'D' | b'd', ..] => Some(3),
        _ => None,
    }
}

fn connection(text: &[u8], at: usize) -> Option<Walked> {
    let name = Name::before(text, at)?;
    if text[at] != b'=' {
        return None;
    }
    let line = line_before(&text[..name.start]);
    if is_connection_key(name, line) {
        let len = text[at + 1..]
            .iter()
            .take(MAX_SECRET)
            .take_while(|&&byte| is_key_byte(byte))
            .count();
        let (start, end) = (at + 1, at + 1 + len);
        let fits = len >= 20 && !ends_open(text, end) && !is_stand_in(&text[start..end]);
        return fits.then_some(Walked::new(start, end, SURE));
    }
    let is_password = (name.is("password") || name.is("pwd")) && is_setting(text, name.start);
    if !is_password || !(has_server(line) || has_server(line_behind(&text[at..]))) {
        return None;
    }
    let (start, end) = password(text, at + 1)?;
    (!is_stand_in(&text[start..end])).then_some(Walked::new(start, end, LIKELY + 4))
}

/// Whether a name behind `line` is that of a key in a connection string.
fn is_connection_key(name: Name<'_>, line: &[u8]) -> bool {
    name.is("accountkey")
        || name.is("sharedaccesskey")
        || name.is("accesskey") && has(line, b"endpoint=")
        || name.is("secret") && has(line, b"endpoint=") && has(line, b";id=")
}

/// Whether the name at `start` is that of one setting among others.
fn is_setting(text: &[u8], start: usize) -> bool {
    let before = text[..start].iter().rev().find(|&&byte| byte != b' ');
    matches!(before, None | Some(b';' | b',' | b'"' | b'\''))
}

/// Whether a part of a connection string names a server.
fn has_server(line: &[u8]) -> bool {
    const SERVERS: [&[u8]; 7] = [
        b"server=",
        b"data source=",
        b"datasource=",
        b"jdbc:",
        b"host=",
        b"redis.cache.windows.net",
        b"database.windows.net",
    ];
    SERVERS.iter().any(|server| has(line, server))
}

/// The value of a password, without its quotation marks or braces. It ends at a semicolon; a password of Redis
/// at a comma.
fn password(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let rest = &text[start..text.len().min(start + MAX_SECRET)];
    let close = match rest.first()? {
        b'{' => Some(b'}'),
        &quote @ (b'"' | b'\'') => Some(quote),
        _ => None,
    };
    if let Some(close) = close {
        // A quotation mark may also end the text that the name stands in: `"Password=" + password`.
        let same = line_before(&text[..start])
            .iter()
            .filter(|&&byte| byte == close);
        if close != b'}' && same.count() % 2 == 1 {
            return None;
        }
        let len = rest[1..].iter().position(|&byte| byte == close)?;
        return (len >= 4).then_some((start + 1, start + 1 + len));
    }
    let ends = |byte: u8| matches!(byte, b';' | b'"' | b'\'' | b'<' | b'\n' | b'\r');
    let mut len = rest
        .iter()
        .position(|&byte| ends(byte))
        .unwrap_or(rest.len());
    if rest.get(len) != Some(&b';') {
        let blank = |&byte: &u8| matches!(byte, b' ' | b'\t' | b'\\');
        len = rest[..len].iter().position(blank).unwrap_or(len);
    }
    if let Some(comma) = rest[..len].iter().position(|&byte| byte == b',')
        && has(line_before(&text[..start]), b"redis.cache.windows.net")
    {
        len = comma;
    }
    (len >= 4).then_some((start, start + len))
}

fn account(text: &[u8], at: usize) -> Option<Walked> {
    let start = value_start(text, at);
    let form = Form::at(text, start)?;
    let name = Name::before(text, at)?;
    if text[at] == b'=' && is_connection_key(name, line_before(&text[..name.start])) {
        return None;
    }
    let near = || near(text, at);
    let decibans = match form {
        _ if is_escaped(&text[start..start + form.len()]) => UNIQUE,
        Form::Bytes64(_) if name.is_one_of(ACCOUNTS) => SURE,
        Form::Bytes32(_) if name.is_one_of(ACCOUNTS) => LIKELY,
        Form::Bytes64(_) | Form::Bytes32(_) if name.is("value") && has(near(), b"keyname") => {
            LIKELY
        }
        Form::Bytes64(_) | Form::Bytes32(_) if is_by(near(), ACCOUNT_HOSTS) => LIKELY,
        Form::Bytes40(_) if name.is_one_of(&["functionskey"]) => SURE,
        Form::Bytes40(_) if name.is("code") && is_by(near(), &["azurewebsites.net", "/api/"]) => {
            LIKELY
        }
        Form::Characters32(_) | Form::Hex32(_)
            if name.is_one_of(&["password"]) && is_by(near(), &["azurecr.io"]) =>
        {
            LIKELY
        }
        _ => return None,
    };
    let end = start + form.len();
    (!is_stand_in(&text[start..end])).then_some(Walked::new(start, end, decibans))
}

fn subscription(text: &[u8], at: usize) -> Option<Walked> {
    let start = value_start(text, at);
    let Some(Form::Hex32(len)) = Form::at(text, start) else {
        return None;
    };
    let name = Name::before(text, at)?;
    let is_named = name.is_one_of(&["subscriptionkey"]) || name.is_one_of(SERVICES);
    let is_header = name.text == b"api-key" || name.text == b"Api-Key";
    let decibans = if is_named {
        SURE
    } else if is_header || name.is_one_of(&["key"]) && is_by(near(text, at), SERVICE_HOSTS) {
        LIKELY
    } else {
        return None;
    };
    (!is_stand_in(&text[start..start + len])).then_some(Walked::new(start, start + len, decibans))
}

fn publish(text: &[u8], at: usize) -> Option<Walked> {
    let start = value_start(text, at);
    let name = Name::before(text, at)?;
    let len = text[start..]
        .iter()
        .take(80)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let end = start + len;
    let fits = name.is("userpwd") && (40..=72).contains(&len) && !ends_open(text, end);
    (fits && !is_stand_in(&text[start..end])).then_some(Walked::new(start, end, SURE))
}

fn whole_account(text: &[u8]) -> Option<Walked> {
    let form = Form::at(text, 0)?;
    let is_key = matches!(form, Form::Bytes64(_) | Form::Bytes32(_) | Form::Bytes40(_));
    (is_key && form.len() == text.len()).then_some(Walked::new(0, text.len(), IN_FIELD))
}

fn whole_subscription(text: &[u8]) -> Option<Walked> {
    let is_key = text.len() == 32 && matches!(Form::at(text, 0), Some(Form::Hex32(_)));
    is_key.then_some(Walked::new(0, 32, IN_FIELD))
}

/// How names of keys end that are those of an account.
const ACCOUNTS: &[&str] = &[
    "accountkey",
    "storagekey",
    "accesskey",
    "sharedaccesskey",
    "primarykey",
    "secondarykey",
    "masterkey",
    "cosmoskey",
    "cosmosdbkey",
    "batchkey",
    "servicebuskey",
    "eventhubkey",
    "eventhubskey",
    "eventgridkey",
    "iothubkey",
    "devicekey",
    "aegsaskey",
    "rediskey",
    "azurekey",
    "azurestorageaccountkey",
    "signalrkey",
];
/// How names of keys of Cognitive Services and their like end.
const SERVICES: &[&str] = &[
    "apimkey",
    "cognitivekey",
    "cognitiveserviceskey",
    "cognitiveservicekey",
    "azureopenaikey",
    "azureopenaiapikey",
    "azuresearchkey",
    "azuresearchapikey",
    "searchadminkey",
    "searchquerykey",
    "azurespeechkey",
    "azuretranslatorkey",
    "azuremapskey",
    "azureopenaikey",
    "azureaikey",
];
const ACCOUNT_HOSTS: &[&str] = &[
    "core.windows.net",
    "documents.azure.com",
    "servicebus.windows",
    "azure-devices",
    "eventgrid.azure",
    "batch.azure.com",
    "redis.cache.windows",
    "azure.net",
    "azurewebsites.net",
];
const SERVICE_HOSTS: &[&str] = &[
    "cognitiveservices.azure.com",
    "cognitive.microsoft.com",
    "openai.azure.com",
    "azure-api.net",
    "search.windows.net",
    "api.cognitive",
    "speech.microsoft.com",
];

/// The longest secret of a connection string.
const MAX_SECRET: usize = 128;
/// How far a host may stand before a key, and behind it.
const NEAR: usize = 384;

/// A form of keys, with its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// 86 characters of base 64 and `==`.
    Bytes64(usize),
    /// 43 and `=`.
    Bytes32(usize),
    /// 54 and `==`.
    Bytes40(usize),
    /// Hexadecimal digits, letters in one case.
    Hex32(usize),
    Characters32(usize),
    Characters52(usize),
}

impl Form {
    /// The key that begins there and is whole.
    fn at(text: &[u8], start: usize) -> Option<Form> {
        let rest = &text[start.min(text.len())..];
        let (count, mut len) = characters(rest, 88);
        let mut pads = 0;
        while pads < 3
            && let Some(more) = padding(&rest[len..])
        {
            (pads, len) = (pads + 1, len + more);
        }
        if rest.get(len).is_some_and(|&byte| is_key_byte(byte)) {
            return None;
        }
        match (count, pads) {
            (86, 2) => Some(Form::Bytes64(len)),
            (43, 1) => Some(Form::Bytes32(len)),
            (54, 2) => Some(Form::Bytes40(len)),
            (32, 0) if is_hex(&rest[..len]) => Some(Form::Hex32(len)),
            (32, 0) => Some(Form::Characters32(len)),
            (52, 0) => Some(Form::Characters52(len)),
            _ => None,
        }
    }

    fn len(self) -> usize {
        match self {
            Form::Bytes64(len)
            | Form::Bytes32(len)
            | Form::Bytes40(len)
            | Form::Hex32(len)
            | Form::Characters32(len)
            | Form::Characters52(len) => len,
        }
    }
}

/// Whether a key with escapes of links is an identifiable one, which without them is found by its literal.
fn is_escaped(text: &[u8]) -> bool {
    let (mut key, mut len, mut at) = ([0; 88], 0, 0);
    while let Some(&byte) = text.get(at) {
        let (byte, step) = match text[at..] {
            [b'%', b'2', b'B' | b'b', ..] => (b'+', 3),
            [b'%', b'2', b'F' | b'f', ..] => (b'/', 3),
            [b'%', b'3', b'D' | b'd', ..] => (b'=', 3),
            _ => (byte, 1),
        };
        let Some(slot) = key.get_mut(len) else {
            return false;
        };
        (*slot, len, at) = (byte, len + 1, at + step);
    }
    len < text.len() && is_identifiable(&key[..len])
}

fn is_hex(text: &[u8]) -> bool {
    let small = text
        .iter()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    small
        || text
            .iter()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// What keys of connection strings are made of; of links those with escapes.
fn is_key_byte(byte: u8) -> bool {
    is_base64(byte) || matches!(byte, b'=' | b'-' | b'_' | b'%')
}

/// Whether a value goes on where it should have ended.
fn ends_open(text: &[u8], end: usize) -> bool {
    text.get(end).is_some_and(|&byte| {
        byte >= 0x80 || is_key_byte(byte) || matches!(byte, b'{' | b'(' | b'$')
    })
}

/// What stands on the line before, as far as it may matter.
fn line_before(text: &[u8]) -> &[u8] {
    let near = &text[text.len().saturating_sub(4 * NEAR)..];
    let line = near.iter().rposition(|&byte| byte == b'\n');
    &near[line.map_or(0, |at| at + 1)..]
}

/// What stands behind on the line.
fn line_behind(text: &[u8]) -> &[u8] {
    let near = &text[..text.len().min(NEAR)];
    let line = near.iter().position(|&byte| byte == b'\n');
    &near[..line.unwrap_or(near.len())]
}

/// The text on both sides.
fn near(text: &[u8], at: usize) -> &[u8] {
    &text[at.saturating_sub(NEAR)..text.len().min(at + NEAR)]
}

fn is_by(text: &[u8], hosts: &[&str]) -> bool {
    hosts.iter().any(|host| has(text, host.as_bytes()))
}

/// Whether small letters stand somewhere, in any case.
fn has(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len())
        .any(|here| here.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters that no key is made of.
    fn key(len: usize) -> String {
        "Fa1se".chars().cycle().take(len).collect()
    }

    #[test]
    fn signatures_are_read_with_and_without_escapes() {
        let plain = key(41);
        for (value, len) in [
            (format!("{plain}+/="), 44),
            (format!("{plain}%2B%2f%3D"), 50),
            (format!("{plain}-_"), 43),
        ] {
            assert_eq!(hmac(value.as_bytes()), Some(len));
            assert_eq!(hmac(format!("{value}&se=1").as_bytes()), Some(len));
        }
        for value in [
            key(42),
            key(44),
            format!("{plain}%2G0="),
            format!("{plain}++=="),
        ] {
            assert_eq!(hmac(value.as_bytes()), None);
        }
    }

    #[test]
    fn forms_are_whole() {
        for (text, form) in [
            (key(86) + "==", Some(Form::Bytes64(88))),
            (key(43) + "=;", Some(Form::Bytes32(44))),
            (key(54) + "%3D%3D", Some(Form::Bytes40(60))),
            (key(32), Some(Form::Characters32(32))),
            ("0a".repeat(16), Some(Form::Hex32(32))),
            ("0aF1".repeat(8), Some(Form::Characters32(32))),
            (key(85) + "==", None),
            (key(88) + "==", None),
            (key(43) + "==", None),
            (key(32) + "-", None),
        ] {
            assert_eq!(Form::at(text.as_bytes(), 0), form, "{text}");
        }
    }
}
