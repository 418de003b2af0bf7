//! Facts about lists of numbers.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What a list of numbers is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberFacts {
    /// How many there are.
    pub count: usize,
    /// All together.
    pub sum: f64,
    /// The sum by the count.
    pub mean: f64,
    /// The one in the middle, or the mean of the two that are.
    pub median: f64,
    /// The least.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Standard deviation of the whole population.
    pub deviation: f64,
}

/// Why nothing can be said of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatisticsError {
    /// There are none.
    Empty,
    /// One of them is infinite or no number.
    NotFinite,
    /// The share is not a percentage.
    NoShare,
}

impl Display for StatisticsError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StatisticsError::Empty => "there must be at least one number",
            StatisticsError::NotFinite => "the numbers must be finite",
            StatisticsError::NoShare => "the share must be 0 to 100",
        })
    }
}

impl Error for StatisticsError {}

/// Gives count, sum, mean, median, extremes and standard deviation of numbers.
pub fn describe_numbers(numbers: &[f64]) -> Result<NumberFacts, StatisticsError> {
    let ordered = in_order(numbers)?;
    let (count, middle) = (ordered.len(), ordered.len() / 2);
    let sum: f64 = ordered.iter().sum();
    let mean = sum / count as f64;
    let squares: f64 = ordered.iter().map(|number| (number - mean).powi(2)).sum();
    let median = if count % 2 == 1 {
        ordered[middle]
    } else {
        (ordered[middle - 1] + ordered[middle]) / 2.0
    };
    Ok(NumberFacts {
        count,
        sum,
        mean,
        median,
        min: ordered[0],
        max: ordered[count - 1],
        deviation: (squares / count as f64).sqrt(),
    })
}

/// Gives the value under which a share of the numbers (in percent) lies.
pub fn percentile(share: f64, numbers: &[f64]) -> Result<f64, StatisticsError> {
    if !(0.0..=100.0).contains(&share) {
        return Err(StatisticsError::NoShare);
    }
    let ordered = in_order(numbers)?;
    let place = share / 100.0 * (ordered.len() - 1) as f64;
    let (below, above) = (
        ordered[place.floor() as usize],
        ordered[place.ceil() as usize],
    );
    Ok(below + (above - below) * place.fract())
}

/// Lists the most frequent of the numbers, the smallest first.
pub fn modes(numbers: &[f64]) -> Result<Vec<f64>, StatisticsError> {
    let mut counted: Vec<(f64, usize)> = Vec::new();
    for number in in_order(numbers)? {
        match counted.last_mut() {
            Some((last, count)) if *last == number => *count += 1,
            _ => counted.push((number, 1)),
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max();
    let frequent = counted
        .into_iter()
        .filter(|(_, count)| Some(*count) == most);
    Ok(frequent.map(|(number, _)| number).collect())
}

/// At least one number.
fn in_order(numbers: &[f64]) -> Result<Vec<f64>, StatisticsError> {
    if numbers.is_empty() {
        return Err(StatisticsError::Empty);
    }
    if numbers.iter().any(|number| !number.is_finite()) {
        return Err(StatisticsError::NotFinite);
    }
    let mut ordered = numbers.to_vec();
    ordered.sort_by(f64::total_cmp);
    Ok(ordered)
}
