//! Spellings of names.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// How a name of several words is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// `camelCase`
    Camel,
    /// `PascalCase`
    Pascal,
    /// `snake_case`
    Snake,
    /// `kebab-case`
    Kebab,
    /// `CONSTANT_CASE`
    Constant,
    /// `Title Case`
    Title,
    /// `Sentence case`
    Sentence,
}

/// There is no spelling of this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSpelling(String);

impl Display for UnknownSpelling {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "there is no spelling {:?}", self.0)
    }
}

impl Error for UnknownSpelling {}

impl FromStr for Spelling {
    type Err = UnknownSpelling;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "camel" => Ok(Spelling::Camel),
            "pascal" => Ok(Spelling::Pascal),
            "snake" => Ok(Spelling::Snake),
            "kebab" => Ok(Spelling::Kebab),
            "constant" => Ok(Spelling::Constant),
            "title" => Ok(Spelling::Title),
            "sentence" => Ok(Spelling::Sentence),
            other => Err(UnknownSpelling(other.to_string())),
        }
    }
}

/// Writes a name in another spelling.
pub fn convert_case(text: &str, to: Spelling) -> String {
    let words = words_of(text);
    let capitals: Vec<String> = words.iter().map(|word| capital(word)).collect();
    match to {
        Spelling::Camel => {
            let first = words.first().cloned().unwrap_or_default();
            first + &capitals.get(1..).unwrap_or_default().concat()
        }
        Spelling::Pascal => capitals.concat(),
        Spelling::Snake => words.join("_"),
        Spelling::Kebab => words.join("-"),
        Spelling::Constant => words.join("_").to_uppercase(),
        Spelling::Title => capitals.join(" "),
        Spelling::Sentence => capital(&words.join(" ")),
    }
}

/// The words of a name in small letters; a run of capitals is one word.
fn words_of(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut marked = String::new();
    for (at, char) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|place| chars[place]);
        let is_followed = chars.get(at + 1).map_or(false, |next| next.is_lowercase());
        let starts = before.map_or(false, |last| {
            last.is_lowercase() || last.is_numeric() || (last.is_uppercase() && is_followed)
        });
        if char.is_uppercase() && starts {
            marked.push(' ');
        }
        marked.push(*char);
    }
    let words = marked.split(|char: char| !char.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
