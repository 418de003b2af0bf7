//! Days and months between and beside dates, working days, ages, weeks and ranges of dates.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::calendar::{date_of, day_of};

/// So many dates are listed at most.
const MOST: i64 = 100_000;

/// So many days are added at most: some hundred thousand years.
const FARTHEST: i64 = 100_000_000;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Longer ones first: each is read as far as it goes.
const PARTS: [&str; 10] = [
    "YYYY", "YY", "MMMM", "MMM", "MM", "M", "DD", "D", "dddd", "ddd",
];

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The time between two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateSpan {
    /// Whole years.
    pub years: i64,
    /// Whole months beyond them.
    pub months: i64,
    /// Days beyond those.
    pub days: i64,
}

/// A birthday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birthday {
    /// When it is.
    pub date: String,
    /// The day of the week.
    pub weekday: &'static str,
    /// Days until then.
    pub days: i64,
    /// The age that it brings.
    pub age: i64,
}

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
    /// A year that dates do not have.
    NotAYear,
}

impl Display for DateError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            DateError::NotADate(text) => write!(f, "{text:?} is no date (YYYY-MM-DD)"),
            DateError::Before(first, last) => write!(f, "{last} lies before {first}"),
            DateError::NoStep => f.write_str("the step must be above zero"),
            DateError::TooMany => write!(f, "these are more than {MOST} dates"),
            DateError::NotAYear => f.write_str("a year is 1 to 9999"),
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

/// Gives the date some months later, the last day of the month where there is no such day.
pub fn add_months(date: &str, months: i64) -> Result<String, DateError> {
    let (year, month, day) = date_of(read(date)?);
    if months.unsigned_abs() > FARTHEST.unsigned_abs() {
        return Err(DateError::TooFar);
    }
    let whole = year * 12 + i64::from(month) - 1 + months;
    let (year, month) = (whole.div_euclid(12), whole.rem_euclid(12) + 1);
    if !(1..=9999).contains(&year) {
        return Err(DateError::TooFar);
    }
    let first = read(&format!("{year:04}-{month:02}-01"))?;
    let last = i64::from(date_of(end_of(first)).2);
    Ok(write(first + i64::from(day).min(last) - 1))
}

/// Says whether a date is a Saturday or a Sunday.
pub fn is_weekend(date: &str) -> Result<bool, DateError> {
    Ok((read(date)? + 3).rem_euclid(7) > 4)
}

/// Gives the first day of the month of a date.
pub fn start_of_month(date: &str) -> Result<String, DateError> {
    let day = read(date)?;
    Ok(write(day - i64::from(date_of(day).2) + 1))
}

/// Gives the last day of the month of a date.
pub fn end_of_month(date: &str) -> Result<String, DateError> {
    Ok(write(end_of(read(date)?)))
}

/// Says whether a year has 366 days.
pub fn is_leap_year(year: i64) -> Result<bool, DateError> {
    if !(1..=9999).contains(&year) {
        return Err(DateError::NotAYear);
    }
    Ok(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
}

/// Gives the number of the week of a date (ISO 8601): weeks begin on Monday.
pub fn week_of(date: &str) -> Result<i64, DateError> {
    let day = read(date)?;
    // The year of a week is that of its Thursday.
    let thursday = day - (day + 3).rem_euclid(7) + 3;
    let (year, ..) = date_of(thursday);
    let first = day_of(year, 1, 1).ok_or(DateError::TooFar)?;
    Ok((thursday - first) / 7 + 1)
}

/// Writes a date in another form, such as `DD.MM.YYYY` or `dddd, D MMMM YYYY`.
pub fn format_date(date: &str, pattern: &str) -> Result<String, DateError> {
    let weekday = weekday_of(date)?;
    let (year, month, day) = date_of(read(date)?);
    let name = MONTHS[month as usize - 1];
    let mut written = String::new();
    let mut rest = pattern;
    while let Some(sign) = rest.chars().next() {
        let part = PARTS.iter().find(|part| rest.starts_with(**part));
        let text = match part.copied() {
            Some("YYYY") => format!("{year:04}"),
            Some("YY") => format!("{:02}", year % 100),
            Some("MMMM") => name.to_string(),
            Some("MMM") => name[..3].to_string(),
            Some("MM") => format!("{month:02}"),
            Some("M") => month.to_string(),
            Some("DD") => format!("{day:02}"),
            Some("D") => day.to_string(),
            Some("dddd") => weekday.to_string(),
            Some(_) => weekday[..3].to_string(),
            None => sign.to_string(),
        };
        written.push_str(&text);
        rest = &rest[part.map_or(sign.len_utf8(), |part| part.len())..];
    }
    Ok(written)
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

/// Gives the time between two dates in years, months and days; up to today (in UTC) if no second is given.
pub fn date_span(from: &str, date: Option<&str>) -> Result<DateSpan, DateError> {
    let last = date.map_or_else(|| write(today()), str::to_string);
    let (start, end) = (read(from)?, read(&last)?);
    if end < start {
        return Err(DateError::Before(from.to_string(), last));
    }
    let ((year, month, _), (first_year, first_month, _)) = (date_of(end), date_of(start));
    let mut months = (year - first_year) * 12 + i64::from(month) - i64::from(first_month);
    if add_months(from, months)? > last {
        months -= 1;
    }
    Ok(DateSpan {
        years: months / 12,
        months: months % 12,
        days: end - read(&add_months(from, months)?)?,
    })
}

/// Gives the next birthday from a date on, today (in UTC) if none is given; one of February 29 is on the 28th in years
/// without it.
pub fn next_birthday(birthday: &str, date: Option<&str>) -> Result<Birthday, DateError> {
    let day = date.map_or_else(|| write(today()), str::to_string);
    let mut age = date_span(birthday, Some(&day))?.years;
    if add_months(birthday, age * 12)? != day {
        age += 1;
    }
    let next = add_months(birthday, age * 12)?;
    Ok(Birthday {
        weekday: weekday_of(&next)?,
        days: read(&next)? - read(&day)?,
        date: next,
        age,
    })
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

/// The last day of its month.
fn end_of(day: i64) -> i64 {
    let (_, month, _) = date_of(day);
    let mut last = day;
    while date_of(last + 1).1 == month {
        last += 1;
    }
    last
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
