//! Days between dates, working days, ages and ranges of dates.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::calendar::{date_of, day_of};

/// So many dates are listed at most.
const MOST: i64 = 100_000;

/// So many days are added at most: some hundred thousand years.
const FARTHEST: i64 = 100_000_000;

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Why dates cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// The text is no date that exists.
    NotADate(String),
    /// The second date must not lie before the first.
    Before(String, String),
    /// Without a step no date comes after another.
    NoStep,
    /// More dates than are listed.
    TooMany,
    /// A date that cannot be written.
    TooFar,
}

impl Display for DateError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            DateError::NotADate(text) => write!(f, "{text:?} is no date (YYYY-MM-DD)"),
            DateError::Before(first, last) => write!(f, "{last} lies before {first}"),
            DateError::NoStep => f.write_str("the step must be above zero"),
            DateError::TooMany => write!(f, "these are more than {MOST} dates"),
            DateError::TooFar => f.write_str("there is no date so far away"),
        }
    }
}

impl Error for DateError {}

/// Counts the days from one date to another; negative where the second comes first.
pub fn days_between(from: &str, to: &str) -> Result<i64, DateError> {
    Ok(read(to)? - read(from)?)
}

/// Counts the days from Monday to Friday between two dates, both included, less holidays.
pub fn working_days(from: &str, to: &str, holidays: &[String]) -> Result<usize, DateError> {
    let free: Vec<i64> = holidays
        .iter()
        .map(|day| read(day))
        .collect::<Result<_, _>>()?;
    let days = range(from, to, 1)?;
    // 1970 began on a Thursday; the week begins on Monday here.
    let works = |day: &i64| (day + 3).rem_euclid(7) < 5 && !free.contains(day);
    Ok(days.filter(works).count())
}

/// Gives the date some days later.
pub fn add_days(date: &str, days: i64) -> Result<String, DateError> {
    let start = read(date)?;
    if days.unsigned_abs() > FARTHEST.unsigned_abs() {
        return Err(DateError::TooFar);
    }
    let (year, ..) = date_of(start + days);
    if !(0..=9999).contains(&year) {
        return Err(DateError::TooFar);
    }
    Ok(write(start + days))
}

/// Names the day of the week, Monday to Sunday.
pub fn weekday_of(date: &str) -> Result<&'static str, DateError> {
    // 1970 began on a Thursday.
    let at = (read(date)? + 3).rem_euclid(7);
    Ok(WEEKDAYS[at as usize])
}

/// Gives the age in whole years on a date, today (in UTC) if none is given.
pub fn age_on(birthday: &str, date: Option<&str>) -> Result<i64, DateError> {
    let born = read(birthday)?;
    let day = match date {
        Some(text) => read(text)?,
        None => today(),
    };
    if day < born {
        return Err(DateError::Before(write(born), write(day)));
    }
    let ((year, ..), (born_year, ..)) = (date_of(day), date_of(born));
    let (_, month, date) = date_of(day);
    let (_, born_month, born_date) = date_of(born);
    Ok(year - born_year - i64::from((month, date) < (born_month, born_date)))
}

/// Lists the dates from one to another, both included, `step` days from one to the next.
pub fn list_dates(from: &str, to: &str, step: usize) -> Result<Vec<String>, DateError> {
    Ok(range(from, to, step)?.map(write).collect())
}

fn range(from: &str, to: &str, step: usize) -> Result<impl Iterator<Item = i64>, DateError> {
    let (first, last) = (read(from)?, read(to)?);
    if step == 0 {
        return Err(DateError::NoStep);
    }
    if last < first {
        return Err(DateError::Before(from.to_string(), to.to_string()));
    }
    if (last - first) / i64::try_from(step).unwrap_or(i64::MAX) >= MOST {
        return Err(DateError::TooMany);
    }
    Ok((first..=last).step_by(step))
}

fn today() -> i64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH);
    passed.map_or(0, |time| (time.as_secs() / 86_400) as i64)
}

fn write(day: i64) -> String {
    let (year, month, date) = date_of(day);
    format!("{year:04}-{month:02}-{date:02}")
}

fn read(text: &str) -> Result<i64, DateError> {
    parse(text).ok_or_else(|| DateError::NotADate(text.to_string()))
}

fn parse(text: &str) -> Option<i64> {
    let is_formed = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if !is_formed || text.len() != 10 {
        return None;
    }
    day_of(
        text[..4].parse().ok()?,
        text[5..7].parse().ok()?,
        text[8..].parse().ok()?,
    )
}
