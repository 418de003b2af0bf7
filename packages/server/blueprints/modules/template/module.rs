//! Texts with places that are filled with values.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// Why a template cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateError {
    /// There is no value of this name.
    Missing(String),
    /// The section of this name is never closed.
    OpenSection(String),
}

impl Display for TemplateError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            TemplateError::Missing(name) => write!(f, "there is no value for {name}"),
            TemplateError::OpenSection(name) => write!(f, "the section {name} is never closed"),
        }
    }
}

impl Error for TemplateError {}

/// Fills the places `{{name}}` of a template with values.
///
/// `{{#name}}…{{/name}}` repeats for each item of a list or shows when the value is true, `{{^name}}…{{/name}}` when it is
/// false or empty; inside, a dot is the item itself. `html` escapes values for HTML.
pub fn render_template(template: &str, values: &Json, html: bool) -> Result<String, TemplateError> {
    render(template, &[values], html)
}

struct Tag<'a> {
    /// Blank, `#`, `^` or `/`.
    kind: char,
    name: &'a str,
    start: usize,
    end: usize,
}

fn render(template: &str, scope: &[&Json], html: bool) -> Result<String, TemplateError> {
    let mut text = String::new();
    let mut rest = template;
    while let Some(tag) = next_tag(rest, |tag| tag.kind != '/') {
        text.push_str(&rest[..tag.start]);
        let after = &rest[tag.end..];
        let value = look_up(tag.name, scope);
        if tag.kind == ' ' {
            let value = value.ok_or_else(|| TemplateError::Missing(tag.name.to_string()))?;
            text.push_str(&written(value, html));
            rest = after;
            continue;
        }
        let (inner, behind) = section(after, tag.name)?;
        for item in items_of(value, tag.kind == '^') {
            let mut inside = scope.to_vec();
            inside.push(item);
            text.push_str(&render(inner, &inside, html)?);
        }
        rest = behind;
    }
    Ok(text + rest)
}

/// The first tag that is wanted; braces around something else are text.
fn next_tag<'a>(text: &'a str, wanted: impl Fn(&Tag<'a>) -> bool) -> Option<Tag<'a>> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find("{{")?;
        let tag = read_tag(text, start).filter(&wanted);
        if tag.is_some() {
            return tag;
        }
        from = start + 1;
    }
}

fn read_tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let inside = &text[start + 2..];
    let length = inside.find("}}")?;
    let said = inside[..length].trim();
    let kind = said.chars().next().filter(|char| "#^/".contains(*char));
    let name = said[kind.map_or(0, char::len_utf8)..].trim();
    let is_of_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.' | '-');
    let is_name = !name.is_empty() && name.chars().all(is_of_name);
    is_name.then(|| Tag {
        kind: kind.unwrap_or(' '),
        name,
        start,
        end: start + 2 + length + 2,
    })
}

/// What stands in a section, and what follows its end.
fn section<'a>(text: &'a str, name: &str) -> Result<(&'a str, &'a str), TemplateError> {
    let (mut depth, mut from) = (1, 0);
    while let Some(tag) = next_tag(&text[from..], |tag| tag.name == name && tag.kind != ' ') {
        depth = if tag.kind == '/' {
            depth - 1
        } else {
            depth + 1
        };
        if depth == 0 {
            return Ok((&text[..from + tag.start], &text[from + tag.end..]));
        }
        from += tag.end;
    }
    Err(TemplateError::OpenSection(name.to_string()))
}

/// The items that a section is shown for.
fn items_of(value: Option<&Json>, inverted: bool) -> Vec<&Json> {
    let items: Vec<&Json> = match value {
        None | Some(Json::Null | Json::Bool(false)) => Vec::new(),
        Some(Json::String(text)) if text.is_empty() => Vec::new(),
        Some(Json::Array(items)) => items.iter().collect(),
        Some(other) => vec![other],
    };
    match (inverted, items.is_empty()) {
        (false, _) => items,
        (true, true) => vec![&Json::Null],
        (true, false) => Vec::new(),
    }
}

/// What is nearest comes first.
fn look_up<'a>(name: &str, scope: &[&'a Json]) -> Option<&'a Json> {
    if name == "." {
        return scope.last().copied();
    }
    let within = |values: &&'a Json| {
        name.split('.')
            .try_fold(*values, |found, part| found.get(part))
    };
    scope.iter().rev().find_map(within)
}

fn written(value: &Json, html: bool) -> String {
    let text = match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    if !html {
        return text;
    }
    // The ampersand first: it begins what the others become.
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
