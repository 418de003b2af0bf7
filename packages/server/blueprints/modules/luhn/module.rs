//! Checksums of card numbers by the Luhn algorithm.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// A number holds something else than digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LuhnError;

impl Display for LuhnError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("the number may hold digits only")
    }
}

impl Error for LuhnError {}

/// Says whether the last digit is the check digit; spaces and dashes do not count.
pub fn is_valid_luhn(number: &str) -> bool {
    digits_of(number).map_or(false, |digits| {
        digits.len() > 1 && luhn_sum(&digits) % 10 == 0
    })
}

/// Gives the check digit that a number needs.
pub fn luhn_digit(number: &str) -> Result<String, LuhnError> {
    let mut digits = digits_of(number)?;
    digits.push(0);
    Ok(((10 - luhn_sum(&digits) % 10) % 10).to_string())
}

/// Names the network that a card number belongs to.
pub fn card_network(number: &str) -> Option<&'static str> {
    let digits = digits_of(number).ok()?;
    let leading = |count: usize| {
        let first = digits.iter().chain([0; 4].iter()).take(count);
        first.fold(0, |sum, digit| sum * 10 + digit)
    };
    match (digits.len(), leading(2), leading(4)) {
        (15, 34 | 37, _) => Some("American Express"),
        (13 | 16 | 19, 40..=49, _) => Some("Visa"),
        (16, 51..=55, _) | (16, _, 2221..=2720) => Some("Mastercard"),
        (16, 65, _) | (16, _, 6011 | 6440..=6499) => Some("Discover"),
        (14, 36 | 38, _) | (14, _, 3000..=3059) => Some("Diners Club"),
        (16, _, 3528..=3589) => Some("JCB"),
        _ => None,
    }
}

/// At least one digit.
fn digits_of(number: &str) -> Result<Vec<u32>, LuhnError> {
    let counted = number
        .chars()
        .filter(|char| *char != '-' && !char.is_whitespace());
    let digits: Vec<u32> = counted
        .map(|char| char.to_digit(10).ok_or(LuhnError))
        .collect::<Result<_, _>>()?;
    if digits.is_empty() {
        return Err(LuhnError);
    }
    Ok(digits)
}

/// Every second digit from the right counts double, a result of two digits as their sum.
fn luhn_sum(digits: &[u32]) -> u32 {
    let weigh = |(at, digit): (usize, &u32)| match (at % 2, digit * 2) {
        (0, _) => *digit,
        (_, double) if double > 9 => double - 9,
        (_, double) => double,
    };
    digits.iter().rev().enumerate().map(weigh).sum()
}
