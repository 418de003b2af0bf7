//! Helpers for texts.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

const MOST_PADDED: usize = 10_000;

/// Each letter is followed by those that are this one with an accent.
const ACCENTED: [&str; 19] = [
    "aàáâãäåāăąǎ",
    "cçćĉċč",
    "dďđ",
    "eèéêëēĕėęěẽ",
    "gĝğġģǧ",
    "hĥ",
    "iìíîïĩīĭįǐ",
    "jĵ",
    "kķ",
    "lĺļľł",
    "nñńņň",
    "oòóôõöøōŏőơǒ",
    "rŕŗř",
    "sśŝşšș",
    "tţťț",
    "uùúûüũūŭůűųưǔ",
    "wŵẁẃẅ",
    "yýÿŷỳ",
    "zźżž",
];

/// Where a text is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before it.
    Left,
    /// Behind it.
    Right,
    /// Around it.
    Both,
}

impl FromStr for Side {
    type Err = TextError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "left" => Ok(Side::Left),
            "right" => Ok(Side::Right),
            "both" => Ok(Side::Both),
            other => Err(TextError::NoSide(other.to_string())),
        }
    }
}

/// How [`pad_text`] fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PadTextOptions {
    /// The character to fill with.
    pub fill: String,
    /// Where it is filled.
    pub side: Side,
}

impl Default for PadTextOptions {
    fn default() -> Self {
        PadTextOptions {
            fill: " ".to_string(),
            side: Side::Left,
        }
    }
}

/// What [`mask_text`] hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskTextOptions {
    /// Characters that stay.
    pub keep: usize,
    /// What stands for the others.
    pub sign: String,
}

impl Default for MaskTextOptions {
    fn default() -> Self {
        MaskTextOptions {
            keep: 4,
            sign: "*".to_string(),
        }
    }
}

/// Why nothing comes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextError {
    /// There is no side of this name.
    NoSide(String),
    /// A text is filled with one character.
    Fill,
    /// Longer than anybody needs.
    TooLong,
    /// An empty part stands everywhere.
    EmptyPart,
}

impl Display for TextError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            TextError::NoSide(name) => write!(f, "{name:?} is not one of left, right, both"),
            TextError::Fill => f.write_str("it is filled with one character"),
            TextError::TooLong => write!(f, "the length must be 0 to {MOST_PADDED}"),
            TextError::EmptyPart => f.write_str("the part is empty"),
        }
    }
}

impl Error for TextError {}

/// Writes the first letter of a text as a capital.
pub fn capitalize_text(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Writes the first letter of each word as a capital, and the others small.
pub fn capitalize_words(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace);
    words
        .map(|word| capitalize_text(&word.to_lowercase()))
        .collect()
}

/// Trims a text, and puts one blank where there are several signs of white space.
pub fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Fills a text up to a length.
pub fn pad_text(text: &str, length: usize, options: &PadTextOptions) -> Result<String, TextError> {
    if options.fill.chars().count() != 1 {
        return Err(TextError::Fill);
    }
    if length > MOST_PADDED {
        return Err(TextError::TooLong);
    }
    let missing = length.saturating_sub(text.chars().count());
    let left = match options.side {
        Side::Left => missing,
        Side::Right => 0,
        Side::Both => missing / 2,
    };
    let (before, behind) = (
        options.fill.repeat(left),
        options.fill.repeat(missing - left),
    );
    Ok(format!("{before}{text}{behind}"))
}

/// Counts the vowels of a text, with accents too.
pub fn count_vowels(text: &str) -> usize {
    let plain = remove_accents(text).to_lowercase();
    plain.chars().filter(|sign| "aeiou".contains(*sign)).count()
}

/// Counts how often a part stands in a text, nothing twice.
pub fn count_occurrences(text: &str, part: &str) -> Result<usize, TextError> {
    if part.is_empty() {
        return Err(TextError::EmptyPart);
    }
    Ok(text.matches(part).count())
}

/// Writes letters without their accents.
pub fn remove_accents(text: &str) -> String {
    // An accent may follow its letter.
    let letters = text
        .chars()
        .filter(|sign| !('\u{300}'..='\u{36f}').contains(sign));
    letters.map(plain).collect()
}

fn plain(letter: char) -> char {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let group = ACCENTED.iter().find(|group| group.contains(small));
    match group.and_then(|group| group.chars().next()) {
        Some(base) if letter.is_uppercase() => base.to_ascii_uppercase(),
        Some(base) => base,
        None => letter,
    }
}

/// Hides a text but for its last characters.
pub fn mask_text(text: &str, options: &MaskTextOptions) -> String {
    let count = text.chars().count();
    let hidden = count.saturating_sub(options.keep);
    let kept: String = text.chars().skip(hidden).collect();
    options.sign.repeat(hidden) + &kept
}
