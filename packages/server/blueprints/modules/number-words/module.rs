//! Numbers in English words and as ordinals.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] = [
    "zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const THOUSANDS: [&str; 7] = [
    "",
    " thousand",
    " million",
    " billion",
    " trillion",
    " quadrillion",
    " quintillion",
];

/// An ordinal is not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NegativeOrdinal;

impl Display for NegativeOrdinal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("an ordinal is not negative")
    }
}

impl Error for NegativeOrdinal {}

/// Writes a whole number in words.
pub fn number_to_words(number: i64) -> String {
    if number == 0 {
        return SMALL[0].to_string();
    }
    let mut groups = Vec::new();
    let mut rest = number.unsigned_abs();
    for thousand in THOUSANDS {
        if rest % 1000 > 0 {
            groups.push(below_thousand((rest % 1000) as usize) + thousand);
        }
        rest /= 1000;
    }
    if number < 0 {
        groups.push("minus".to_string());
    }
    groups.reverse();
    groups.join(" ")
}

/// Writes a number as 1st, 2nd, 3rd.
pub fn ordinal(number: i64) -> Result<String, NegativeOrdinal> {
    if number < 0 {
        return Err(NegativeOrdinal);
    }
    let ending = match (number % 100 / 10, number % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    Ok(format!("{number}{ending}"))
}

fn below_thousand(number: usize) -> String {
    let rest = match number % 100 {
        small @ 0..=19 => SMALL[small].to_string(),
        tens if tens % 10 == 0 => TENS[tens / 10].to_string(),
        both => format!("{}-{}", TENS[both / 10], SMALL[both % 10]),
    };
    match (number / 100, number % 100) {
        (0, _) => rest,
        (hundreds, 0) => format!("{} hundred", SMALL[hundreds]),
        (hundreds, _) => format!("{} hundred {rest}", SMALL[hundreds]),
    }
}
