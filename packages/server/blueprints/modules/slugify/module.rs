//! Texts for addresses and file names.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What letters are spelled as.
const LETTERS: [(&str, &str); 24] = [
    ("a", "àáâãäåāăąǎ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęěẽ"),
    ("g", "ĝğġģǧ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįıǐ"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŉ"),
    ("o", "òóôõöøōŏőơǒ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("t", "ţťŧț"),
    ("u", "ùúûüũūŭůűųưǔ"),
    ("w", "ŵẁẃẅ"),
    ("y", "ýÿŷỳ"),
    ("z", "źżž"),
    ("ss", "ß"),
    ("ae", "æ"),
    ("oe", "œ"),
    ("th", "þ"),
    (" and ", "&"),
];

/// How [`slugify`] writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlugifyOptions {
    /// What stands between words.
    pub separator: String,
    /// Most characters; words are kept whole where one fits.
    pub max_length: Option<usize>,
}

impl Default for SlugifyOptions {
    fn default() -> Self {
        SlugifyOptions {
            separator: "-".to_string(),
            max_length: None,
        }
    }
}

/// The options leave no room for a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlugError;

impl Display for SlugError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("max_length must be above zero")
    }
}

impl Error for SlugError {}

/// Turns a text into small letters, digits and separators; the slug is empty where nothing of the text is left.
pub fn slugify(text: &str, options: &SlugifyOptions) -> Result<String, SlugError> {
    if options.max_length == Some(0) {
        return Err(SlugError);
    }
    let spelled: String = text.to_lowercase().chars().map(spell).collect();
    let mut slug = String::new();
    for word in spelled.split_whitespace() {
        let longer = if slug.is_empty() {
            word.to_string()
        } else {
            format!("{slug}{}{word}", options.separator)
        };
        match options.max_length {
            Some(most) if longer.chars().count() > most => {
                if slug.is_empty() {
                    slug = word.chars().take(most).collect();
                }
                break;
            }
            _ => slug = longer,
        }
    }
    Ok(slug)
}

fn spell(char: char) -> String {
    if char.is_ascii_alphanumeric() {
        return char.to_string();
    }
    // Apostrophes, and accents that stand by themselves, separate nothing.
    if matches!(char, '\'' | '’' | '\u{300}'..='\u{36f}') {
        return String::new();
    }
    let known = LETTERS.iter().find(|(_, letters)| letters.contains(char));
    known.map_or(" ", |(spelled, _)| spelled).to_string()
}
