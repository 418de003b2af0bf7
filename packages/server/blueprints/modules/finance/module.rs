//! Payments and schedules of loans, compound interest and what savings grow to.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// How savings grow.
#[derive(Debug, Clone, PartialEq)]
pub struct CompoundInterestOptions {
    /// What is added each month.
    pub monthly: f64,
    /// How often interest is added a year.
    pub times_per_year: u32,
}

impl Default for CompoundInterestOptions {
    fn default() -> Self {
        CompoundInterestOptions {
            monthly: 0.0,
            times_per_year: 12,
        }
    }
}

/// Why a loan or savings cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinanceError {
    /// A loan of nothing is none.
    NoAmount,
    /// Interest may not be below zero.
    NegativeInterest,
    /// Loans last one month to fifty years.
    BadMonths,
    /// Savings grow for two centuries at most.
    BadYears,
    /// Amounts may not be below zero, and interest is added at least once a year.
    BadSavings,
}

impl Display for FinanceError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FinanceError::NoAmount => "the amount must be positive",
            FinanceError::NegativeInterest => "the interest may not be negative",
            FinanceError::BadMonths => "the months are a whole number from 1 to 600",
            FinanceError::BadYears => "the years are 0 to 200",
            FinanceError::BadSavings => {
                "amounts may not be negative, and interest is added at least once a year"
            }
        })
    }
}

impl Error for FinanceError {}

/// What a loan costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoanCost {
    /// Each month.
    pub payment: f64,
    /// All payments.
    pub total: f64,
    /// What of it is interest.
    pub interest: f64,
}

/// A month of a loan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoanMonth {
    /// Which month, from 1.
    pub month: u32,
    /// What is paid.
    pub payment: f64,
    /// What of it is interest.
    pub interest: f64,
    /// What of it pays the loan back.
    pub paid_back: f64,
    /// What is left of the loan.
    pub left: f64,
}

/// What an amount has grown to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Savings {
    /// What it is worth.
    pub value: f64,
    /// What was paid in.
    pub paid_in: f64,
    /// What came on top.
    pub interest: f64,
}

/// Gives the monthly payment of a loan, the total of its schedule and the interest.
pub fn loan_payment(
    amount: f64,
    yearly_percent: f64,
    months: u32,
) -> Result<LoanCost, FinanceError> {
    let schedule = loan_schedule(amount, yearly_percent, months)?;
    let total: f64 = schedule.iter().map(|month| month.payment).sum();
    Ok(LoanCost {
        payment: schedule.first().map_or(0.0, |month| month.payment),
        total: in_cents(total),
        interest: in_cents(total - amount),
    })
}

/// Lists each month of a loan; the last payment makes up for rounding.
pub fn loan_schedule(
    amount: f64,
    yearly_percent: f64,
    months: u32,
) -> Result<Vec<LoanMonth>, FinanceError> {
    if !(amount > 0.0 && amount.is_finite()) {
        return Err(FinanceError::NoAmount);
    }
    if !(yearly_percent >= 0.0 && yearly_percent.is_finite()) {
        return Err(FinanceError::NegativeInterest);
    }
    if !(1..=600).contains(&months) {
        return Err(FinanceError::BadMonths);
    }
    let rate = yearly_percent / 1200.0;
    let usual = if rate > 0.0 {
        in_cents(amount * rate / (1.0 - (1.0 + rate).powf(-f64::from(months))))
    } else {
        in_cents(amount / f64::from(months))
    };
    let mut left = amount;
    let mut schedule = Vec::new();
    for month in 1..=months {
        let interest = in_cents(left * rate);
        let payment = if month == months {
            in_cents(left + interest)
        } else {
            usual
        };
        left = in_cents(left + interest - payment);
        schedule.push(LoanMonth {
            month,
            payment,
            interest,
            paid_back: in_cents(payment - interest),
            left,
        });
    }
    Ok(schedule)
}

/// Gives what an amount grows to, with a payment each month if there is one.
pub fn compound_interest(
    amount: f64,
    yearly_percent: f64,
    years: f64,
    options: &CompoundInterestOptions,
) -> Result<Savings, FinanceError> {
    if !(0.0..=200.0).contains(&years) {
        return Err(FinanceError::BadYears);
    }
    let sound = amount >= 0.0 && options.monthly >= 0.0 && options.times_per_year > 0;
    if !sound {
        return Err(FinanceError::BadSavings);
    }
    let times = f64::from(options.times_per_year);
    let grown = (1.0 + yearly_percent / 100.0 / times).powf(times);
    let per_month = grown.powf(1.0 / 12.0);
    let months = (years * 12.0).round();
    let series = if per_month == 1.0 {
        months
    } else {
        (per_month.powf(months) - 1.0) / (per_month - 1.0)
    };
    let value = in_cents(amount * grown.powf(years) + options.monthly * series);
    let paid_in = in_cents(amount + options.monthly * months);
    Ok(Savings {
        value,
        paid_in,
        interest: in_cents(value - paid_in),
    })
}

fn in_cents(amount: f64) -> f64 {
    // A half is one although its last digits are noise; adding 0 makes -0 an ordinary zero.
    (amount * 100.0 + 0.5 + 1e-7).floor() / 100.0 + 0.0
}
