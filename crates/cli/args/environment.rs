//! Flags from the environment, by one rule for all of them, so that none can be forgotten.
//!
//! `--max-line-bytes` is `PUMICE_MAX_LINE_BYTES`, and for one command alone
//! `PUMICE_SCAN_MAX_LINE_BYTES`, which comes first: a few flags, such as `--format`, mean different
//! things to different commands.

use std::{
    env,
    ffi::{OsStr, OsString},
};

use clap::{
    Arg, ArgAction, Command, CommandFactory, Error,
    builder::{BoolishValueParser, Resettable},
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::Cli;

const PREFIX: &str = "PUMICE";

/// The command with all flags, each told the variable that speaks for it.
pub(crate) fn command() -> Command {
    with_variables(Cli::command(), &[], &|name| env::var_os(name))
}

/// Reads variables by `lookup`.
fn with_variables(
    command: Command,
    path: &[&str],
    lookup: &dyn Fn(&str) -> Option<OsString>,
) -> Command {
    let command = command.mut_args(|argument| with_variable(argument, path, lookup));
    command.mut_subcommands(|inner| {
        let name = inner.get_name().to_owned();
        let path = [path, &[&*name]].concat();
        with_variables(inner, &path, lookup)
    })
}

fn with_variable(argument: Arg, path: &[&str], lookup: &dyn Fn(&str) -> Option<OsString>) -> Arg {
    let Some(names) = variables(&argument, path) else {
        return argument;
    };
    let is_set = |name: &&String| lookup(name).is_some_and(|value| !value.is_empty());
    // What is empty is not set, and a name that is not set does no harm.
    let name = names.iter().find(is_set);
    let argument = match argument.get_action() {
        ArgAction::SetTrue => argument.value_parser(BoolishValueParser::new()),
        _ => argument,
    };
    let name: Resettable<clap::builder::OsStr> = match name {
        Some(name) => Resettable::Value(name.into()),
        None => Resettable::Reset,
    };
    argument.env(name).hide_env(true).hide_env_values(true)
}

/// The variables of a flag, the stronger one first; `None` for what is no flag or no setting.
fn variables(argument: &Arg, path: &[&str]) -> Option<Vec<String>> {
    let flag = argument.get_long()?;
    if matches!(flag, "help" | "version") {
        return None;
    }
    let of_command = [&[PREFIX], path, &[flag]].concat().join("_");
    let mut names = vec![of_command, format!("{PREFIX}_{flag}")];
    names.dedup();
    let spell = |name: String| name.replace('-', "_").to_ascii_uppercase();
    Some(names.into_iter().map(spell).collect())
}

/// The error without what it repeats of a variable or of a text that was to be explained.
pub(crate) fn without_values(mut error: Error, arguments: &[OsString]) -> Error {
    let text = |error: &Error, kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    let is_typed = |value: &str| {
        let value = OsStr::new(value);
        arguments.iter().any(|argument| argument == value)
    };
    if let Some(value) = text(&error, ContextKind::InvalidValue)
        && let Some(name) = variable_with(&value)
        && !is_typed(&value)
    {
        let shown = ContextValue::String(format!("${name}"));
        error.insert(ContextKind::InvalidValue, shown);
    }
    let explains = arguments.iter().any(|command| command == "explain");
    if explains
        && error.kind() == ErrorKind::UnknownArgument
        && !text(&error, ContextKind::InvalidArg).is_some_and(|argument| is_flag(&argument))
    {
        return command().error(
            ErrorKind::UnknownArgument,
            "the text is one argument; quote it, and put `--` before one that begins with `-`",
        );
    }
    error
}

/// Whether it looks like a flag that somebody misspelled, and like no text.
fn is_flag(argument: &str) -> bool {
    let name = argument.strip_prefix("--").unwrap_or_default();
    let is_of_name = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    !name.is_empty() && name.bytes().all(is_of_name)
}

/// The variable of ours that has this value.
fn variable_with(value: &str) -> Option<String> {
    let mut variables = env::vars_os().filter_map(|(name, it)| {
        let name = name.into_string().ok()?;
        (name.starts_with("PUMICE_") && it == value).then_some(name)
    });
    variables.next()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Every flag, with the path of its command.
    fn flags(command: &Command, path: &[String], all: &mut Vec<(Vec<String>, Arg)>) {
        let own = command.get_arguments();
        all.extend(own.map(|argument| (path.to_vec(), argument.clone())));
        for inner in command.get_subcommands() {
            let path = [path, &[inner.get_name().to_owned()]].concat();
            flags(inner, &path, all);
        }
    }

    fn all_flags(command: &Command) -> Vec<(Vec<String>, Arg)> {
        let mut all = vec![];
        flags(command, &[], &mut all);
        all.retain(|(_, argument)| {
            let long = argument.get_long();
            long.is_some_and(|long| !matches!(long, "help" | "version"))
        });
        all
    }

    #[test]
    fn every_flag_of_every_command_has_its_variable() {
        let flags = all_flags(&Cli::command());
        assert!(flags.len() > 40, "{}", flags.len());
        let mut owners = BTreeMap::new();
        for (path, argument) in &flags {
            let long = argument.get_long().unwrap();
            let spelled = long.replace('-', "_").to_uppercase();
            let own = [&path[..], std::slice::from_ref(&spelled)]
                .concat()
                .join("_");
            let own = format!("PUMICE_{}", own.replace('-', "_").to_uppercase());
            let shared = format!("PUMICE_{spelled}");
            for (name, others) in [(&own, vec![&shared]), (&shared, vec![])] {
                // As it is set, and beside a weaker one that is set too.
                let is_set =
                    |asked: &str| asked == name || others.iter().any(|other| asked == *other);
                let command = with_variables(Cli::command(), &[], &|asked| {
                    is_set(asked).then(|| "1".into())
                });
                let told = all_flags(&command);
                let told = told
                    .iter()
                    .find(|(at, other)| at == path && other.get_id() == argument.get_id());
                let (_, told) = told.unwrap();
                assert_eq!(told.get_env(), Some(OsStr::new(name)), "{path:?} --{long}");
                assert!(told.is_hide_env_values_set(), "{path:?} --{long}");
            }
            for secret in [
                "PUMICE_HASH_KEY",
                "PUMICE_VAULT_KEY",
                "PUMICE_VAULT_PASSPHRASE",
                "PUMICE_VAULT_NEW_KEY",
                "PUMICE_VAULT_NEW_PASSPHRASE",
            ] {
                assert_ne!(own, secret, "--{long}");
                assert_ne!(shared, secret, "--{long}");
            }
            // No variable of one command is one of another flag.
            let owner = owners
                .entry(own.clone())
                .or_insert((path.clone(), long.to_owned()));
            assert_eq!(*owner, (path.clone(), long.to_owned()), "{own}");
        }
        let longs = flags
            .iter()
            .map(|(_, argument)| argument.get_long().unwrap());
        for long in longs {
            let shared = format!("PUMICE_{}", long.replace('-', "_").to_uppercase());
            if let Some((path, _)) = owners.get(&shared) {
                assert!(path.is_empty(), "{shared} is {path:?} as well");
            }
        }
    }

    #[test]
    fn what_is_empty_is_not_set() {
        let command = with_variables(Cli::command(), &[], &|_| Some(OsString::new()));
        for (path, argument) in all_flags(&command) {
            assert_eq!(argument.get_env(), None, "{path:?} {}", argument.get_id());
        }
    }
}
