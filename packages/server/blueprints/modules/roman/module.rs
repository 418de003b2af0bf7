//! Roman numerals.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// The largest first, with the pairs that count down.
const LETTERS: [(&str, u32); 13] = [
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// Why a number or numeral cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RomanError {
    /// The number is not from 1 to 3999.
    OutOfRange(u32),
    /// The text is no numeral as the Romans write them today.
    NotANumeral(String),
}

impl Display for RomanError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            RomanError::OutOfRange(number) => write!(f, "{number} is not a number from 1 to 3999"),
            RomanError::NotANumeral(text) => write!(f, "{text:?} is not a Roman numeral"),
        }
    }
}

impl Error for RomanError {}

/// Writes a whole number from 1 to 3999 as a Roman numeral.
pub fn to_roman(number: u32) -> Result<String, RomanError> {
    if !(1..=3999).contains(&number) {
        return Err(RomanError::OutOfRange(number));
    }
    let mut numeral = String::new();
    let mut rest = number;
    for (letters, value) in LETTERS {
        while rest >= value {
            numeral.push_str(letters);
            rest -= value;
        }
    }
    Ok(numeral)
}

/// Reads a Roman numeral, in capitals or small letters.
pub fn from_roman(numeral: &str) -> Result<u32, RomanError> {
    let capitals = numeral.to_ascii_uppercase();
    let mut rest = capitals.as_str();
    let mut number = 0;
    for (letters, value) in LETTERS {
        while let Some(after) = rest.strip_prefix(letters) {
            number += value;
            rest = after;
        }
    }
    // Only one way of writing a number is right.
    match to_roman(number) {
        Ok(written) if written == capitals => Ok(number),
        _ => Err(RomanError::NotANumeral(numeral.to_string())),
    }
}
