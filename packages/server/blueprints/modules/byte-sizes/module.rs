//! Sizes of files and memory, such as 1.5 MB and 20 GiB.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

const PREFIXES: [&str; 6] = ["", "K", "M", "G", "T", "P"];

/// How [`format_bytes`] writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatBytesOptions {
    /// In KiB, MiB and GiB.
    pub binary: bool,
    /// Digits behind the point at most.
    pub decimals: usize,
}

impl Default for FormatBytesOptions {
    fn default() -> Self {
        FormatBytesOptions {
            binary: false,
            decimals: 1,
        }
    }
}

/// Why a size cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByteSizeError {
    /// There is no number in it.
    NoSize(String),
    /// This is none of the units.
    Unit(String),
    /// More bytes than can be counted.
    TooLarge(String),
    /// Nothing has fewer bytes than none.
    Negative,
    /// So many digits are not written.
    Decimals,
}

impl Display for ByteSizeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            ByteSizeError::NoSize(size) => write!(f, "\"{size}\" is no size, such as 1.5 MB"),
            ByteSizeError::Unit(unit) => {
                write!(f, "there is no unit {unit}; B, KB, MiB and the like are")
            }
            ByteSizeError::TooLarge(size) => write!(f, "\"{size}\" is too large"),
            ByteSizeError::Negative => f.write_str("bytes must not be below zero"),
            ByteSizeError::Decimals => f.write_str("decimals must be 0 to 6"),
        }
    }
}

impl Error for ByteSizeError {}

/// Reads a size such as `1.5 MB` and gives its bytes; `binary` makes KB 1024 of them.
pub fn parse_bytes(size: &str, binary: bool) -> Result<i64, ByteSizeError> {
    let text = size.trim();
    let end = text
        .find(|char: char| !char.is_ascii_digit() && char != '.')
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let is_number = digits.starts_with(|char: char| char.is_ascii_digit())
        && digits.ends_with(|char: char| char.is_ascii_digit());
    let number: f64 = match digits.parse() {
        Ok(number) if is_number => number,
        _ => return Err(ByteSizeError::NoSize(size.to_string())),
    };
    let (power, always_binary) = power_of(unit.trim())?;
    let step: f64 = if binary || always_binary {
        1024.0
    } else {
        1000.0
    };
    let bytes = (number * step.powi(power)).round();
    if bytes >= 9_007_199_254_740_992.0 {
        return Err(ByteSizeError::TooLarge(size.to_string()));
    }
    Ok(bytes as i64)
}

/// The power that a unit stands for, and whether it is one of 1024.
fn power_of(unit: &str) -> Result<(i32, bool), ByteSizeError> {
    let small = unit.to_lowercase();
    if matches!(small.as_str(), "" | "b" | "byte" | "bytes") {
        return Ok((0, false));
    }
    let unknown = || ByteSizeError::Unit(unit.to_string());
    let first = small.chars().next().ok_or_else(unknown)?;
    let power = "kmgtp".find(first).ok_or_else(unknown)?;
    match &small[1..] {
        "" | "b" => Ok((power as i32 + 1, false)),
        "i" | "ib" => Ok((power as i32 + 1, true)),
        _ => Err(unknown()),
    }
}

/// Writes a number of bytes in the largest unit of which there is at least one.
pub fn format_bytes(bytes: i64, options: &FormatBytesOptions) -> Result<String, ByteSizeError> {
    if bytes < 0 {
        return Err(ByteSizeError::Negative);
    }
    if options.decimals > 6 {
        return Err(ByteSizeError::Decimals);
    }
    let step: f64 = if options.binary { 1024.0 } else { 1000.0 };
    let written = |power: usize| {
        let size = bytes as f64 / step.powi(power as i32);
        format!("{size:.0$}", options.decimals)
    };
    let reaches = |text: &str| text.parse().map_or(false, |number: f64| number >= step);
    let mut power = 0;
    while power + 1 < PREFIXES.len() && reaches(&written(power)) {
        power += 1;
    }
    let mut number = written(power);
    if number.contains('.') {
        number = number
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_string();
    }
    let sign = if options.binary && power > 0 { "i" } else { "" };
    Ok(format!("{number} {}{sign}B", PREFIXES[power]))
}
