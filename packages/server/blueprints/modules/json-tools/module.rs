//! Flattens, queries and compares JSON.

use std::error::Error;
use std::fmt::{self, Display, Formatter, Write};

use crate::json::{Json, JsonError};

/// Why something cannot be done with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonToolError {
    /// It is no JSON.
    NoJson(JsonError),
    /// It is no object.
    NoObject,
}

impl Display for JsonToolError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            JsonToolError::NoJson(error) => error.fmt(f),
            JsonToolError::NoObject => f.write_str("the JSON must be an object"),
        }
    }
}

impl Error for JsonToolError {}

impl From<JsonError> for JsonToolError {
    fn from(error: JsonError) -> Self {
        JsonToolError::NoJson(error)
    }
}

/// How [`format_json`] writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatJsonOptions {
    /// Blanks per level; 0 writes it as short as can be.
    pub indent: usize,
    /// Sorts the names of members.
    pub sorted: bool,
}

impl Default for FormatJsonOptions {
    fn default() -> Self {
        FormatJsonOptions {
            indent: 2,
            sorted: false,
        }
    }
}

/// Turns nested JSON into one level with paths as names.
pub fn flatten_json(json: &str, separator: &str) -> Result<Json, JsonToolError> {
    let mut leaves = Vec::new();
    add_leaves(&mut leaves, json.parse()?, String::new(), separator);
    Ok(Json::object(leaves))
}

/// Turns paths back into nested JSON; members whose names are 0, 1, 2 … make a list.
pub fn unflatten_json(json: &str, separator: &str) -> Result<Json, JsonToolError> {
    let entries = match json.parse()? {
        Json::Object(entries) => entries,
        _ => return Err(JsonToolError::NoObject),
    };
    let mut root = Json::Object(Vec::new());
    for (path, value) in entries {
        let mut branch = &mut root;
        for name in path.split(separator) {
            branch = member_of(branch, name);
        }
        *branch = value;
    }
    Ok(with_lists(root))
}

/// Finds the value at a path such as `users[0].name`; `*` stands for every member.
pub fn query_json(path: &str, json: &str) -> Result<Option<Json>, JsonToolError> {
    let dotted = path.replace('[', ".").replace(']', "");
    let names: Vec<&str> = dotted.split('.').filter(|name| !name.is_empty()).collect();
    Ok(find(&json.parse()?, &names))
}

/// Writes JSON with one member a line, or as short as can be.
pub fn format_json(json: &str, options: &FormatJsonOptions) -> Result<String, JsonToolError> {
    let value: Json = json.parse()?;
    let value = if options.sorted { sorted(value) } else { value };
    if options.indent == 0 {
        return Ok(value.to_string());
    }
    let mut text = String::new();
    write_lines(&mut text, &value, options.indent, 0);
    Ok(text)
}

/// Lists what differs between two JSON values: objects of a path, and of what is there before and after.
pub fn diff_json(before: &str, after: &str) -> Result<Vec<Json>, JsonToolError> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    add_leaves(&mut left, before.parse()?, String::new(), ".");
    add_leaves(&mut right, after.parse()?, String::new(), ".");
    let new = right
        .iter()
        .filter(|(path, _)| value_at(&left, path).is_none());
    let paths = left.iter().chain(new).map(|(path, _)| path);
    let mut differences = Vec::new();
    for path in paths {
        let (old, fresh) = (value_at(&left, path), value_at(&right, path));
        if old == fresh {
            continue;
        }
        let mut difference = vec![("path", Json::from(path.as_str()))];
        difference.extend(old.map(|value| ("before", value.clone())));
        difference.extend(fresh.map(|value| ("after", value.clone())));
        differences.push(Json::object(difference));
    }
    Ok(differences)
}

/// Puts one JSON value over another: objects member by member, everything else as a whole.
pub fn merge_json(base: &str, changes: &str) -> Result<Json, JsonToolError> {
    Ok(merged(base.parse()?, changes.parse()?))
}

fn merged(below: Json, above: Json) -> Json {
    match (below, above) {
        (Json::Object(mut members), Json::Object(changes)) => {
            for (name, value) in changes {
                match members.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, old)) => *old = merged(old.clone(), value),
                    None => members.push((name, value)),
                }
            }
            Json::Object(members)
        }
        (_, above) => above,
    }
}

fn value_at<'a>(leaves: &'a [(String, Json)], path: &str) -> Option<&'a Json> {
    let found = leaves.iter().find(|(known, _)| known == path);
    found.map(|(_, value)| value)
}

/// The members of an object by name, those of a list by place.
fn members(value: Json) -> Vec<(String, Json)> {
    match value {
        Json::Object(entries) => entries,
        Json::Array(items) => {
            let numbered = items.into_iter().enumerate();
            numbered.map(|(at, item)| (at.to_string(), item)).collect()
        }
        _ => Vec::new(),
    }
}

fn add_leaves(leaves: &mut Vec<(String, Json)>, value: Json, path: String, separator: &str) {
    let inner = members(value.clone());
    if inner.is_empty() {
        leaves.push((path, value));
        return;
    }
    for (name, member) in inner {
        let below = if path.is_empty() {
            name
        } else {
            format!("{path}{separator}{name}")
        };
        add_leaves(leaves, member, below, separator);
    }
}

/// A member of an object, which is made where there is none; what is no object becomes one.
fn member_of<'a>(branch: &'a mut Json, name: &str) -> &'a mut Json {
    if !matches!(branch, Json::Object(_)) {
        *branch = Json::Object(Vec::new());
    }
    match branch {
        Json::Object(entries) => {
            let known = entries.iter().position(|(known, _)| known == name);
            let at = known.unwrap_or(entries.len());
            if at == entries.len() {
                entries.push((name.to_string(), Json::Null));
            }
            &mut entries[at].1
        }
        other => other,
    }
}

fn with_lists(value: Json) -> Json {
    let entries = match value {
        Json::Object(entries) => entries,
        other => return other,
    };
    let numbered = entries.iter().enumerate();
    let is_list = !entries.is_empty()
        && numbered
            .clone()
            .all(|(at, (name, _))| *name == at.to_string());
    let built = entries
        .into_iter()
        .map(|(name, member)| (name, with_lists(member)));
    if is_list {
        Json::Array(built.map(|(_, member)| member).collect())
    } else {
        Json::Object(built.collect())
    }
}

fn find(value: &Json, names: &[&str]) -> Option<Json> {
    let (name, rest) = match names.split_first() {
        Some((name, rest)) => (*name, rest),
        None => return Some(value.clone()),
    };
    if !matches!(value, Json::Object(_) | Json::Array(_)) {
        return None;
    }
    let mut inner = members(value.clone()).into_iter();
    if name == "*" {
        let found = inner.map(|(_, member)| find(&member, rest).unwrap_or(Json::Null));
        return Some(Json::Array(found.collect()));
    }
    let (_, member) = inner.find(|(known, _)| known == name)?;
    find(&member, rest)
}

fn sorted(value: Json) -> Json {
    match value {
        Json::Array(items) => Json::Array(items.into_iter().map(sorted).collect()),
        Json::Object(mut entries) => {
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            let inner = entries.into_iter();
            Json::Object(inner.map(|(name, member)| (name, sorted(member))).collect())
        }
        other => other,
    }
}

/// Never fails: a text takes whatever is written into it.
fn write_lines(text: &mut String, value: &Json, indent: usize, depth: usize) {
    let blanks = " ".repeat(indent * (depth + 1));
    match value {
        Json::Array(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "[\n" } else { ",\n" });
                text.push_str(&blanks);
                write_lines(text, item, indent, depth + 1);
            }
            text.push('\n');
            text.push_str(&blanks[indent..]);
            text.push(']');
        }
        Json::Object(entries) if !entries.is_empty() => {
            for (at, (name, member)) in entries.iter().enumerate() {
                text.push_str(if at == 0 { "{\n" } else { ",\n" });
                let _ = write!(text, "{blanks}{}: ", Json::from(name.as_str()));
                write_lines(text, member, indent, depth + 1);
            }
            text.push('\n');
            text.push_str(&blanks[indent..]);
            text.push('}');
        }
        other => {
            let _ = write!(text, "{other}");
        }
    }
}
