//! Lines of a log: counted by their level, filtered, searched, and the messages that come most often.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// By weight.
const LEVELS: &[&[&str]] = &[
    &["trace"],
    &["debug"],
    &["info", "notice"],
    &["warn", "warning"],
    &["error", "err"],
    &["fatal", "critical", "crit", "panic"],
];

/// Why a log is not looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogError {
    /// There is no such level.
    NoLevel(String),
    /// This is no date, nor one with a time.
    NoTime(String),
    /// Nothing is looked for.
    NoText,
    /// No message is wanted.
    NoTop,
}

impl Display for LogError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            LogError::NoLevel(level) => write!(f, "{level} is no level"),
            LogError::NoTime(text) => write!(
                f,
                "\"{text}\" is no date or time, such as 2030-01-31 or 2030-01-31 10:00"
            ),
            LogError::NoText => f.write_str("the text to look for is missing"),
            LogError::NoTop => f.write_str("the top must be at least 1"),
        }
    }
}

impl Error for LogError {}

/// From when to when [`filter_time`] keeps lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilterTimeOptions {
    /// `YYYY-MM-DD`, with or without a time.
    pub since: Option<String>,
    /// All of it included: the whole day, the whole minute.
    pub until: Option<String>,
}

/// A message with `#` in place of digits, and how often it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogMessage {
    /// How often.
    pub count: usize,
    /// The message.
    pub message: String,
}

impl From<LogMessage> for Json {
    fn from(message: LogMessage) -> Self {
        Json::object([
            ("count", message.count.into()),
            ("message", message.message.into()),
        ])
    }
}

/// Counts the lines of a log by their level; those without one are `other`, empty ones are none.
pub fn count_levels(log: &str) -> Json {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines(log) {
        let level = weight(line).map_or("other", |at| LEVELS[at][0]);
        *counts.entry(level).or_default() += 1;
    }
    Json::object(
        counts
            .into_iter()
            .map(|(level, count)| (level, count.into())),
    )
}

/// Keeps the lines of a level and of those above it; `only` leaves out those above.
pub fn filter_level(log: &str, level: &str, only: bool) -> Result<String, LogError> {
    let least = LEVELS.iter().position(|names| names[0] == level);
    let least = least.ok_or_else(|| LogError::NoLevel(level.to_string()))?;
    let kept = lines(log)
        .filter(|line| weight(line).map_or(false, |at| at == least || (at > least && !only)));
    Ok(kept.map(|line| format!("{line}\n")).collect())
}

/// Keeps the lines of a period; those without a time belong to the line before them.
pub fn filter_time(log: &str, options: &FilterTimeOptions) -> Result<String, LogError> {
    let since = bound(options.since.as_deref())?.unwrap_or_default();
    let until = bound(options.until.as_deref())?;
    let mut keeps = since.is_empty();
    let mut kept = String::new();
    for line in lines(log) {
        if let Some(time) = (0..line.len()).find_map(|at| moment(line.get(at..)?)) {
            let time = time.replace('T', " ");
            let up_to = |bound: &String| time[..bound.len().min(time.len())].to_string();
            keeps = up_to(&since) >= since && until.iter().all(|last| up_to(last) <= *last);
        }
        if keeps {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    Ok(kept)
}

fn bound(text: Option<&str>) -> Result<Option<String>, LogError> {
    match text {
        Some(text) if moment(text) != Some(text) => Err(LogError::NoTime(text.to_string())),
        _ => Ok(text.map(|text| text.replace('T', " "))),
    }
}

/// The date that a text begins with, and the time behind it.
fn moment(text: &str) -> Option<&str> {
    let is_like = |form: &str| {
        let signs = text.bytes().zip(form.bytes());
        text.len() >= form.len()
            && signs.into_iter().all(|(byte, sign)| match sign {
                b'0' => byte.is_ascii_digit(),
                b' ' => byte == b' ' || byte == b'T',
                _ => byte == sign,
            })
    };
    let forms = ["0000-00-00 00:00:00", "0000-00-00 00:00", "0000-00-00"];
    let form = forms.iter().find(|form| is_like(form))?;
    Some(&text[..form.len()])
}

/// Finds the lines in which a text stands, with their numbers; small and capital letters are the same.
pub fn search_log(log: &str, text: &str) -> Result<Vec<String>, LogError> {
    if text.is_empty() {
        return Err(LogError::NoText);
    }
    let wanted = text.to_lowercase();
    let found = log.lines().enumerate();
    let found = found.filter(|(_, line)| line.to_lowercase().contains(&wanted));
    Ok(found
        .map(|(at, line)| format!("{}: {line}", at + 1))
        .collect())
}

/// Lists the messages that come most often, equally frequent ones by the alphabet.
pub fn top_messages(log: &str, top: usize) -> Result<Vec<LogMessage>, LogError> {
    if top == 0 {
        return Err(LogError::NoTop);
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines(log) {
        *counts.entry(message(line)).or_default() += 1;
    }
    let mut messages: Vec<LogMessage> = counts
        .into_iter()
        .map(|(message, count)| LogMessage { count, message })
        .collect();
    // Those of the same number stay by the alphabet.
    messages.sort_by_key(|one| std::cmp::Reverse(one.count));
    messages.truncate(top);
    Ok(messages)
}

fn lines(log: &str) -> impl Iterator<Item = &str> {
    log.lines().filter(|line| !line.trim().is_empty())
}

/// Which of the levels a line has. A small word in a sentence is none.
fn weight(line: &str) -> Option<usize> {
    told(line).or_else(|| {
        words(line).find_map(|(from, word)| {
            let before = line[..from].chars().next_back();
            let behind = line[from + word.len()..].chars().next();
            let marked = match before {
                Some('[' | '(' | '<') => matches!(behind, Some(']' | ')' | '>')),
                _ => behind == Some(':'),
            };
            let large = word.chars().all(|letter| letter.is_ascii_uppercase());
            named(word).filter(|_| marked || large)
        })
    })
}

/// `level=warn`, `"severity": "warn"`.
fn told(line: &str) -> Option<usize> {
    let small = line.to_ascii_lowercase();
    ["level", "lvl", "severity"].iter().find_map(|key| {
        let rest = &small[small.find(key)? + key.len()..];
        let rest = rest.trim_start_matches(['"', '\'']).trim_start();
        let rest = rest.strip_prefix(['=', ':'])?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let end = rest.find(|letter: char| !letter.is_ascii_alphabetic());
        named(&rest[..end.unwrap_or(rest.len())])
    })
}

/// Runs of letters, and where each begins.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    let parts = line.split_inclusive(|letter: char| !letter.is_ascii_alphabetic());
    parts.map(move |part| {
        let at = from;
        from += part.len();
        let word = part.trim_end_matches(|letter: char| !letter.is_ascii_alphabetic());
        (at, word)
    })
}

fn named(word: &str) -> Option<usize> {
    let small = word.to_ascii_lowercase();
    LEVELS
        .iter()
        .position(|names| names.contains(&small.as_str()))
}

/// Without the times before it, and with one sign for each number.
fn message(line: &str) -> String {
    let mut text = line.trim();
    for _ in 0..2 {
        let (first, rest) = match text.split_once(char::is_whitespace) {
            Some(parts) => parts,
            None => break,
        };
        let bare = first
            .trim_start_matches(['[', '('])
            .trim_end_matches([']', ')']);
        let time = bare.starts_with(|sign: char| sign.is_ascii_digit())
            && bare
                .chars()
                .all(|sign| sign.is_ascii_digit() || ":.,/TZ+-".contains(sign));
        if !time {
            break;
        }
        text = rest.trim_start();
    }
    let mut message = String::new();
    for letter in text.chars() {
        if !letter.is_ascii_digit() {
            message.push(letter);
        } else if !message.ends_with('#') {
            message.push('#');
        }
    }
    message
}
