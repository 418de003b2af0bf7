//! Amounts of money in whole cents, of which none gets lost.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

const SIGNS: [(&str, &str); 7] = [
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("CNY", "CN¥"),
    ("KRW", "₩"),
];

/// Why an amount cannot be computed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoneyError {
    /// Nothing can be split into no parts.
    NoWays,
    /// Nobody pays.
    NoPeople,
    /// Nobody owes less than nothing.
    NegativeBill,
    /// There is no multiple of nothing.
    NoStep,
    /// Shares must be finite, none below zero and one above.
    BadShares,
    /// A percentage that is below zero, or no number.
    BadPercent,
    /// The result has more cents than can be counted.
    TooLarge,
    /// Currencies have codes of three letters.
    UnknownCurrency(String),
}

impl Display for MoneyError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            MoneyError::NoWays => f.write_str("the ways must be above zero"),
            MoneyError::NoPeople => f.write_str("people must be above zero"),
            MoneyError::NegativeBill => f.write_str("a bill is not below zero"),
            MoneyError::NoStep => f.write_str("round_up_to must be above zero"),
            MoneyError::BadShares => {
                f.write_str("the shares must not be negative, and one must be above zero")
            }
            MoneyError::BadPercent => f.write_str("the percent must be a number, and not negative"),
            MoneyError::TooLarge => f.write_str("the amount is too large"),
            MoneyError::UnknownCurrency(text) => {
                write!(f, "{text:?} is no currency code of three letters")
            }
        }
    }
}

impl Error for MoneyError {}

/// An amount with a percentage of it; all in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PercentAdded {
    /// What it was added to.
    pub amount: i64,
    /// What was added.
    pub added: i64,
    /// Both together.
    pub total: i64,
}

/// What [`share_bill`] adds, and how it rounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareBillOptions {
    /// In percent.
    pub tip: f64,
    /// Each pays a multiple of so many cents.
    pub round_up_to: u32,
}

impl Default for ShareBillOptions {
    fn default() -> Self {
        ShareBillOptions {
            tip: 0.0,
            round_up_to: 1,
        }
    }
}

/// What a bill comes to; all in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharedBill {
    /// What was added.
    pub tip: i64,
    /// With the tip.
    pub total: i64,
    /// What each pays.
    pub each: i64,
    /// What all give together.
    pub paid: i64,
}

/// Splits an amount into parts that differ by one cent at most, the larger ones first.
pub fn split_amount(cents: i64, ways: u32) -> Result<Vec<i64>, MoneyError> {
    if ways == 0 {
        return Err(MoneyError::NoWays);
    }
    let (part, rest) = (cents.div_euclid(ways.into()), cents.rem_euclid(ways.into()));
    Ok((0..i64::from(ways))
        .map(|at| part + i64::from(at < rest))
        .collect())
}

/// Adds a tip to a bill and gives what each person pays, rounded up.
pub fn share_bill(
    cents: i64,
    people: u32,
    options: &ShareBillOptions,
) -> Result<SharedBill, MoneyError> {
    if people == 0 {
        return Err(MoneyError::NoPeople);
    }
    if cents < 0 {
        return Err(MoneyError::NegativeBill);
    }
    if options.round_up_to == 0 {
        return Err(MoneyError::NoStep);
    }
    let bill = add_percent(cents, options.tip)?;
    let (people, step) = (i128::from(people), i128::from(options.round_up_to));
    let all = people * step;
    let each = (i128::from(bill.total) + all - 1) / all * step;
    let counted = |cents: i128| i64::try_from(cents).map_err(|_| MoneyError::TooLarge);
    Ok(SharedBill {
        tip: bill.added,
        total: bill.total,
        each: counted(each)?,
        paid: counted(each * people)?,
    })
}

/// Splits an amount by shares so that the parts add up to it.
pub fn split_by_shares(cents: i64, shares: &[f64]) -> Result<Vec<i64>, MoneyError> {
    let sum: f64 = shares.iter().sum();
    let are_shares = shares.iter().all(|share| *share >= 0.0);
    if !(are_shares && sum.is_finite() && sum > 0.0) {
        return Err(MoneyError::BadShares);
    }
    // Beyond this a number of this kind leaves out cents.
    if cents.unsigned_abs() > 1 << 53 {
        return Err(MoneyError::TooLarge);
    }
    let exact: Vec<f64> = shares
        .iter()
        .map(|share| cents as f64 * share / sum)
        .collect();
    let mut parts: Vec<i64> = exact.iter().map(|value| value.floor() as i64).collect();
    // Cents that rounding left over go to those who lost most by it.
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| lost(exact[*b]).total_cmp(&lost(exact[*a])));
    let left = cents - parts.iter().sum::<i64>();
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[at] += 1;
    }
    Ok(parts)
}

/// Adds a percentage such as tax or a tip to an amount; half a cent is rounded up.
pub fn add_percent(cents: i64, percent: f64) -> Result<PercentAdded, MoneyError> {
    if !(percent.is_finite() && percent >= 0.0) {
        return Err(MoneyError::BadPercent);
    }
    // Percentages with up to six places behind the point are exact this way.
    let millionths = (percent * 1e6).round();
    if millionths > 1e18 {
        return Err(MoneyError::TooLarge);
    }
    let product = i128::from(cents) * millionths as i128;
    let whole = 100_000_000;
    let rounded = (product.abs() + whole / 2) / whole * product.signum();
    let added = i64::try_from(rounded).map_err(|_| MoneyError::TooLarge)?;
    Ok(PercentAdded {
        amount: cents,
        added,
        total: cents.checked_add(added).ok_or(MoneyError::TooLarge)?,
    })
}

/// Writes an amount with its currency, grouped by thousands.
pub fn format_money(cents: i64, currency: &str) -> Result<String, MoneyError> {
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(MoneyError::UnknownCurrency(currency.to_string()));
    }
    let code = currency.to_ascii_uppercase();
    let known = SIGNS.iter().find(|(name, _)| *name == code);
    let sign = known.map_or(format!("{code} "), |(_, sign)| sign.to_string());
    let absolute = cents.unsigned_abs();
    let digits = (absolute / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let minus = if cents < 0 { "-" } else { "" };
    Ok(format!("{minus}{sign}{grouped}.{:02}", absolute % 100))
}

/// What rounding down takes away.
fn lost(value: f64) -> f64 {
    value - value.floor()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_cent_goes_away_from_zero_and_tenths_of_a_percent_are_exact() {
        assert_eq!(add_percent(1000, 2.55).unwrap().added, 26);
        assert_eq!(add_percent(-10, 25.0).unwrap().added, -3);
        assert_eq!(add_percent(i64::MAX, 1.0), Err(MoneyError::TooLarge));
    }

    #[test]
    fn parts_add_up_to_any_amount() {
        for cents in -50..50 {
            assert_eq!(split_amount(cents, 7).unwrap().iter().sum::<i64>(), cents);
            let parts = split_by_shares(cents, &[1.0, 0.0, 2.5]).unwrap();
            assert_eq!(parts.iter().sum::<i64>(), cents);
        }
    }
}
