//! Whole numbers of any size in bases from 2 to 36.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Which bases [`convert_base`] reads and writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvertBaseOptions {
    /// Base of the number.
    pub from: u32,
    /// Base of the result.
    pub to: u32,
}

impl Default for ConvertBaseOptions {
    fn default() -> Self {
        ConvertBaseOptions { from: 10, to: 2 }
    }
}

/// Why a number cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaseError {
    /// There is no such base.
    NoBase(u32),
    /// The text is not a number of this base.
    NotANumber(String, u32),
}

impl Display for BaseError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            BaseError::NoBase(base) => write!(f, "{base} is not a base from 2 to 36"),
            BaseError::NotANumber(text, base) => {
                write!(f, "{text:?} is not a number of base {base}")
            }
        }
    }
}

impl Error for BaseError {}

/// Converts a whole number of any size from one base to another.
pub fn convert_base(number: &str, options: &ConvertBaseOptions) -> Result<String, BaseError> {
    for base in [options.from, options.to] {
        if !(2..=36).contains(&base) {
            return Err(BaseError::NoBase(base));
        }
    }
    let text = number.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let wrong = || BaseError::NotANumber(number.to_string(), options.from);
    // Digits of the result, the smallest first: each digit that is read is added to all that was read before it.
    let mut result: Vec<u32> = Vec::new();
    for char in digits.chars() {
        let mut carry = char.to_digit(options.from).ok_or_else(wrong)?;
        for place in &mut result {
            carry += *place * options.from;
            *place = carry % options.to;
            carry /= options.to;
        }
        while carry > 0 {
            result.push(carry % options.to);
            carry /= options.to;
        }
    }
    if digits.is_empty() {
        return Err(wrong());
    }
    if result.is_empty() {
        return Ok("0".to_string());
    }
    let digits = result
        .iter()
        .rev()
        .filter_map(|digit| char::from_digit(*digit, options.to));
    Ok(sign.chars().chain(digits).collect())
}
