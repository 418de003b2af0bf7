//! Reads and writes `.env` and INI files.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// Why a file cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// There is no variable in the line of this number.
    NoVariable(usize),
    /// The line of this number is no section and no value.
    NoValue(usize),
    /// The values to write are no object.
    NoObject,
}

impl Display for ConfigError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            ConfigError::NoVariable(line) => write!(f, "there is no variable in line {line}"),
            ConfigError::NoValue(line) => write!(f, "line {line} is no section and no value"),
            ConfigError::NoObject => f.write_str("the values must be an object"),
        }
    }
}

impl Error for ConfigError {}

/// Reads the variables of a `.env` file, as an object of texts.
pub fn parse_env(text: &str) -> Result<Json, ConfigError> {
    let mut variables: Vec<(String, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let plain = match line.strip_prefix("export") {
            Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
            _ => line,
        };
        let (name, value) = plain
            .split_once('=')
            .map(|(name, value)| (name.trim_end(), value.trim()))
            .filter(|(name, _)| is_variable(name))
            .ok_or(ConfigError::NoVariable(at + 1))?;
        let value = env_value(value, &variables);
        variables.retain(|(known, _)| known != name);
        variables.push((name.to_string(), value));
    }
    let entries = variables.into_iter();
    Ok(Json::object(
        entries.map(|(name, value)| (name, value.into())),
    ))
}

fn is_variable(name: &str) -> bool {
    let starts = name.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_');
    starts && name.chars().all(is_name_char)
}

fn is_name_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '_' || char == '.'
}

/// In double quotes and bare, `${NAME}` stands for an earlier variable; single quotes keep everything as it is.
fn env_value(value: &str, variables: &[(String, String)]) -> String {
    let raw = value
        .strip_prefix('\'')
        .and_then(|rest| rest.split_once('\''));
    if let Some((inner, _)) = raw {
        return inner.to_string();
    }
    let quoted = value.strip_prefix('"').and_then(unescaped);
    let text = quoted.unwrap_or_else(|| without_remark(value).to_string());
    filled(&text, variables)
}

/// A text up to its closing quote; nothing where that is missing.
fn unescaped(text: &str) -> Option<String> {
    let mut value = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some(value),
            '\\' => value.push(match chars.next()? {
                'n' => '\n',
                't' => '\t',
                other => other,
            }),
            other => value.push(other),
        }
    }
}

/// Cuts off what stands behind a blank and a number sign.
fn without_remark(value: &str) -> &str {
    let mut signs = value.match_indices('#').map(|(at, _)| at);
    let remark = signs.find(|at| value[..*at].ends_with(char::is_whitespace));
    remark.map_or(value, |at| value[..at].trim_end())
}

fn filled(text: &str, variables: &[(String, String)]) -> String {
    let mut value = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        value.push_str(&rest[..at]);
        let behind = &rest[at + 2..];
        match behind.split_once('}') {
            Some((name, after)) if !name.is_empty() && name.chars().all(is_name_char) => {
                let known = variables.iter().find(|(known, _)| known == name);
                value.push_str(known.map_or("", |(_, value)| value));
                rest = after;
            }
            _ => {
                value.push_str("${");
                rest = behind;
            }
        }
    }
    value + rest
}

/// Reads an INI file: an object for each section, and values before the first section beside these.
pub fn parse_ini(text: &str) -> Result<Json, ConfigError> {
    let mut top: Vec<(String, Json)> = Vec::new();
    let mut section: Option<(String, Vec<(String, Json)>)> = None;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with(';') || line.starts_with('#') {
            continue;
        }
        if let Some(title) = title_of(line) {
            let before = section.replace((title.to_string(), Vec::new()));
            top.extend(before.map(|(name, values)| (name, Json::object(values))));
            continue;
        }
        let (name, value) = line
            .split_once('=')
            .map(|(name, value)| (name.trim_end(), value.trim_start()))
            .filter(|(name, _)| !name.is_empty() && !name.contains(['[', ']']))
            .ok_or(ConfigError::NoValue(at + 1))?;
        let entry = (name.to_string(), Json::from(unquoted(value)));
        match &mut section {
            Some((_, values)) => values.push(entry),
            None => top.push(entry),
        }
    }
    top.extend(section.map(|(name, values)| (name, Json::object(values))));
    Ok(Json::object(top))
}

fn title_of(line: &str) -> Option<&str> {
    let title = line.strip_prefix('[')?.strip_suffix(']')?;
    Some(title.trim()).filter(|_| !title.is_empty() && !title.contains(']'))
}

fn unquoted(value: &str) -> &str {
    let inner = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

/// Writes values as an INI file, with objects as sections.
pub fn format_ini(values: &Json) -> Result<String, ConfigError> {
    let entries = match values {
        Json::Object(entries) => entries,
        _ => return Err(ConfigError::NoObject),
    };
    let mut top = String::new();
    let mut parts = Vec::new();
    for (name, value) in entries {
        match value {
            Json::Object(section) => {
                let lines: String = section.iter().map(line_of).collect();
                parts.push(format!("[{name}]\n{lines}"));
            }
            _ => top.push_str(&line_of(&(name.clone(), value.clone()))),
        }
    }
    if !top.is_empty() {
        parts.insert(0, top);
    }
    Ok(parts.join("\n"))
}

fn line_of((name, value): &(String, Json)) -> String {
    match value {
        Json::Null => format!("{name} = \n"),
        Json::String(text) => format!("{name} = {text}\n"),
        other => format!("{name} = {other}\n"),
    }
}
