//! Arithmetic expressions with brackets, powers and functions.

use std::error::Error;
use std::f64::consts::{E, PI};
use std::fmt::{self, Display, Formatter};

/// How deep brackets and signs may stand in each other.
const DEEPEST: usize = 200;

/// Why an expression cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalculateError {
    /// This does not belong where it stands.
    Unexpected(String),
    /// Something is missing at the end.
    TooShort,
    /// A bracket is never closed.
    OpenBracket,
    /// Nothing can be divided by zero.
    ByZero,
    /// Brackets or signs stand too deep in each other.
    TooDeep,
    /// The result is infinite or no number.
    NotANumber,
}

impl Display for CalculateError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            CalculateError::Unexpected(text) => write!(f, "{text:?} was not expected"),
            CalculateError::TooShort => f.write_str("the expression ends too early"),
            CalculateError::OpenBracket => f.write_str("a bracket is never closed"),
            CalculateError::ByZero => f.write_str("nothing can be divided by zero"),
            CalculateError::TooDeep => f.write_str("the expression is nested too deep"),
            CalculateError::NotANumber => f.write_str("the result is not a number"),
        }
    }
}

impl Error for CalculateError {}

/// Computes an expression such as (2 + 3) * 4. Operators are + - * / % and ^, which binds most and from the right.
pub fn calculate(expression: &str) -> Result<f64, CalculateError> {
    let mut reader = Reader {
        rest: expression,
        depth: 0,
    };
    let value = reader.sum()?;
    if let Some(char) = reader.peek() {
        return Err(CalculateError::Unexpected(char.to_string()));
    }
    if value.is_finite() {
        Ok(value)
    } else {
        Err(CalculateError::NotANumber)
    }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    /// The next character that is no blank.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: &[char]) -> Option<char> {
        let found = self.peek().filter(|char| wanted.contains(char))?;
        self.rest = &self.rest[found.len_utf8()..];
        Some(found)
    }

    fn sum(&mut self) -> Result<f64, CalculateError> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(&['+', '-']) {
            let part = self.product()?;
            value += if sign == '+' { part } else { -part };
        }
        Ok(value)
    }

    fn product(&mut self) -> Result<f64, CalculateError> {
        let mut value = self.signed()?;
        while let Some(sign) = self.take(&['*', '/', '%']) {
            let part = self.signed()?;
            value = match sign {
                '*' => value * part,
                _ if part == 0.0 => return Err(CalculateError::ByZero),
                '/' => value / part,
                _ => value % part,
            };
        }
        Ok(value)
    }

    fn signed(&mut self) -> Result<f64, CalculateError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(CalculateError::TooDeep);
        }
        let value = match self.take(&['+', '-']) {
            Some('-') => -self.signed()?,
            Some(_) => self.signed()?,
            None => self.power()?,
        };
        self.depth -= 1;
        Ok(value)
    }

    fn power(&mut self) -> Result<f64, CalculateError> {
        let base = self.value()?;
        if self.take(&['^']).is_none() {
            return Ok(base);
        }
        let exponent = self.signed()?;
        if base == 0.0 && exponent < 0.0 {
            return Err(CalculateError::ByZero);
        }
        Ok(base.powf(exponent))
    }

    fn value(&mut self) -> Result<f64, CalculateError> {
        if self.take(&['(']).is_some() {
            let value = self.sum()?;
            return self.close().map(|()| value);
        }
        match self.peek() {
            None => Err(CalculateError::TooShort),
            Some(char) if char.is_ascii_digit() || char == '.' => self.number(),
            Some(char) if char.is_ascii_alphabetic() => self.name(),
            Some(char) => Err(CalculateError::Unexpected(char.to_string())),
        }
    }

    fn close(&mut self) -> Result<(), CalculateError> {
        self.take(&[')'])
            .map(|_| ())
            .ok_or(CalculateError::OpenBracket)
    }

    /// So many characters of what is left.
    fn cut(&mut self, length: usize) -> String {
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        word.to_string()
    }

    fn number(&mut self) -> Result<f64, CalculateError> {
        let bytes = self.rest.as_bytes();
        let digits = |from: usize| {
            let is_digit = |byte: &&u8| byte.is_ascii_digit();
            from + bytes[from..].iter().take_while(is_digit).count()
        };
        let mut end = digits(0);
        if bytes.get(end) == Some(&b'.') {
            end = digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let start = (end + 1 + sign).min(bytes.len());
            // Without digits behind it, it is no exponent.
            if digits(start) > start {
                end = digits(start);
            }
        }
        let word = self.cut(end);
        word.parse()
            .map_err(|_| CalculateError::Unexpected(word.clone()))
    }

    fn name(&mut self) -> Result<f64, CalculateError> {
        let is_letter = |char: char| char.is_ascii_alphabetic();
        let end = self
            .rest
            .find(|char| !is_letter(char))
            .unwrap_or(self.rest.len());
        let name = self.cut(end);
        match name.to_ascii_lowercase().as_str() {
            "pi" => return Ok(PI),
            "e" => return Ok(E),
            _ => {}
        }
        let mut values = Vec::new();
        if self.take(&['(']).is_none() {
            return Err(CalculateError::Unexpected(name));
        }
        while values.is_empty() || self.take(&[',']).is_some() {
            values.push(self.sum()?);
        }
        self.close()?;
        applied(&name.to_ascii_lowercase(), &values).ok_or(CalculateError::Unexpected(name))
    }
}

/// Nothing where there is no such function of so many numbers.
fn applied(name: &str, values: &[f64]) -> Option<f64> {
    match (name, values) {
        ("max", [first, rest @ ..]) => Some(rest.iter().copied().fold(*first, f64::max)),
        ("min", [first, rest @ ..]) => Some(rest.iter().copied().fold(*first, f64::min)),
        ("abs", [value]) => Some(value.abs()),
        ("ceil", [value]) => Some(value.ceil()),
        ("cos", [value]) => Some(value.cos()),
        ("exp", [value]) => Some(value.exp()),
        ("floor", [value]) => Some(value.floor()),
        ("ln", [value]) => Some(value.ln()),
        ("log", [value]) => Some(value.log10()),
        ("round", [value]) => Some(value.round()),
        ("sin", [value]) => Some(value.sin()),
        ("sqrt", [value]) => Some(value.sqrt()),
        ("tan", [value]) => Some(value.tan()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_have_exponents() {
        assert_eq!(calculate("1.5e3 + .5"), Ok(1500.5));
        assert_eq!(
            calculate("2e"),
            Err(CalculateError::Unexpected("e".to_string()))
        );
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        for deep in ["(", "-", "2^"] {
            assert_eq!(
                calculate(&deep.repeat(100_000)),
                Err(CalculateError::TooDeep)
            );
        }
    }

    #[test]
    fn results_that_are_no_numbers_are_refused() {
        assert_eq!(calculate("sqrt(-1)"), Err(CalculateError::NotANumber));
        assert_eq!(calculate("10 ^ 400"), Err(CalculateError::NotANumber));
    }
}
