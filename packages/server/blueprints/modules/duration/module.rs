//! Durations as people write them.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

struct Unit {
    name: &'static str,
    short: &'static str,
    milliseconds: f64,
    spellings: &'static [&'static str],
}

/// The largest first.
const UNITS: [Unit; 6] = [
    Unit {
        name: "week",
        short: "w",
        milliseconds: 604_800_000.0,
        spellings: &["w", "wk", "wks", "week", "weeks"],
    },
    Unit {
        name: "day",
        short: "d",
        milliseconds: 86_400_000.0,
        spellings: &["d", "day", "days"],
    },
    Unit {
        name: "hour",
        short: "h",
        milliseconds: 3_600_000.0,
        spellings: &["h", "hr", "hrs", "hour", "hours"],
    },
    Unit {
        name: "minute",
        short: "m",
        milliseconds: 60_000.0,
        spellings: &["m", "min", "mins", "minute", "minutes"],
    },
    Unit {
        name: "second",
        short: "s",
        milliseconds: 1000.0,
        spellings: &["s", "sec", "secs", "second", "seconds"],
    },
    Unit {
        name: "millisecond",
        short: "ms",
        milliseconds: 1.0,
        spellings: &["ms", "milli", "millis", "millisecond", "milliseconds"],
    },
];

/// How [`format_duration`] writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatDurationOptions {
    /// Writes units as words.
    pub long: bool,
    /// Most units in the result.
    pub parts: usize,
}

impl Default for FormatDurationOptions {
    fn default() -> Self {
        FormatDurationOptions {
            long: false,
            parts: 3,
        }
    }
}

/// Why a duration cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DurationError {
    /// There is nothing to read.
    Empty,
    /// A part of the text is neither a number nor a unit.
    NotAPart(String),
    /// A number stands alone.
    NoUnit(String),
    /// Nothing of this name is a unit of time.
    UnknownUnit(String),
    /// A unit is named twice.
    Twice(&'static str),
    /// The options leave no room for any unit.
    NoParts,
    /// Infinity and NaN last no time.
    NotFinite,
}

impl Display for DurationError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            DurationError::Empty => f.write_str("a duration is needed, such as \"1h 30m\""),
            DurationError::NotAPart(word) => write!(f, "{word:?} is not part of a duration"),
            DurationError::NoUnit(number) => write!(f, "the number {number} has no unit"),
            DurationError::UnknownUnit(word) => write!(f, "{word:?} is not a unit of time"),
            DurationError::Twice(unit) => write!(f, "the duration names {unit}s twice"),
            DurationError::NoParts => f.write_str("parts must be above zero"),
            DurationError::NotFinite => f.write_str("the milliseconds must be a finite number"),
        }
    }
}

impl Error for DurationError {}

/// Reads a duration such as "1h 30m", "2 days" or "1.5 hours" and gives its milliseconds.
pub fn parse_duration(text: &str) -> Result<f64, DurationError> {
    let trimmed = text.trim();
    let (sign, unsigned) = match trimmed.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    let joined = unsigned.to_lowercase().replace(',', " ");
    let words: Vec<&str> = joined
        .split_whitespace()
        .filter(|word| *word != "and")
        .collect();
    let spaced = words.join(" ");
    let mut rest = spaced.as_str();
    if rest.is_empty() {
        return Err(DurationError::Empty);
    }
    let mut used: Vec<&str> = Vec::new();
    let mut total = 0.0;
    while !rest.is_empty() {
        let (number, after) =
            rest.split_at(leading(rest, |char| char.is_ascii_digit() || char == '.'));
        let after = after.trim_start();
        let (word, after) = after.split_at(leading(after, char::is_alphabetic));
        // A number such as 1.2.3 or .5 is none; nor is a word without one.
        let amount = match number.parse::<f64>() {
            Ok(amount) if !number.starts_with('.') && !number.ends_with('.') => amount,
            _ => return Err(DurationError::NotAPart(first_word(rest).to_string())),
        };
        if word.is_empty() {
            return Err(DurationError::NoUnit(number.to_string()));
        }
        let unit = UNITS
            .iter()
            .find(|unit| unit.spellings.contains(&word))
            .ok_or_else(|| DurationError::UnknownUnit(word.to_string()))?;
        if used.contains(&unit.name) {
            return Err(DurationError::Twice(unit.name));
        }
        used.push(unit.name);
        total += amount * unit.milliseconds;
        rest = after.trim_start();
    }
    Ok(sign * total)
}

/// Writes milliseconds as a duration, the largest unit first.
pub fn format_duration(
    milliseconds: f64,
    options: &FormatDurationOptions,
) -> Result<String, DurationError> {
    if options.parts == 0 {
        return Err(DurationError::NoParts);
    }
    if !milliseconds.is_finite() {
        return Err(DurationError::NotFinite);
    }
    let mut left = milliseconds.round().abs();
    let mut written = Vec::new();
    for unit in &UNITS[1..] {
        let amount = (left / unit.milliseconds).floor();
        left -= amount * unit.milliseconds;
        if amount > 0.0 && written.len() < options.parts {
            written.push(write_part(unit, amount, options.long));
        }
    }
    if written.is_empty() {
        return Ok(write_part(&UNITS[4], 0.0, options.long));
    }
    let sign = if milliseconds < 0.0 { "-" } else { "" };
    Ok(sign.to_string() + &written.join(if options.long { ", " } else { " " }))
}

fn write_part(unit: &Unit, amount: f64, long: bool) -> String {
    match (long, amount == 1.0) {
        (false, _) => format!("{amount}{}", unit.short),
        (true, true) => format!("1 {}", unit.name),
        (true, false) => format!("{amount} {}s", unit.name),
    }
}

/// How many bytes in front are such characters.
fn leading(text: &str, is_one: impl Fn(char) -> bool) -> usize {
    text.find(|char| !is_one(char)).unwrap_or(text.len())
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}
