//! Cron expressions: when they run, in times and in words. All times are in UTC.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::calendar::{date_of, day_of};

const MINUTES_OF_DAY: i64 = 24 * 60;

struct Field {
    name: &'static str,
    first: u32,
    last: u32,
    names: &'static [&'static str],
}

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

const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

const FIELDS: [Field; 5] = [
    Field {
        name: "minute",
        first: 0,
        last: 59,
        names: &[],
    },
    Field {
        name: "hour",
        first: 0,
        last: 23,
        names: &[],
    },
    Field {
        name: "day",
        first: 1,
        last: 31,
        names: &[],
    },
    Field {
        name: "month",
        first: 1,
        last: 12,
        names: &MONTHS,
    },
    Field {
        name: "weekday",
        first: 0,
        last: 7,
        names: &WEEKDAYS,
    },
];

const NICKNAMES: [(&str, &str); 7] = [
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
];

/// Why an expression or a time cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CronError {
    /// There are not five fields.
    NotFiveFields,
    /// A field says nothing that can be.
    BadField(String, &'static str),
    /// There is no such day.
    Never(String),
    /// The text is no time of ISO 8601.
    BadTime(String),
    /// From 1 to 1000 times can be listed.
    BadCount(usize),
}

impl Display for CronError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            CronError::NotFiveFields => {
                f.write_str("a cron expression has five fields: minute, hour, day, month, weekday")
            }
            CronError::BadField(text, name) => write!(f, "{text:?} is no {name}"),
            CronError::Never(text) => write!(f, "{text:?} never runs"),
            CronError::BadTime(text) => write!(f, "{text:?} is no time"),
            CronError::BadCount(count) => write!(f, "the count must be 1 to 1000, not {count}"),
        }
    }
}

impl Error for CronError {}

struct Schedule {
    parts: Vec<String>,
    minutes: Vec<u32>,
    hours: Vec<u32>,
    days: Vec<u32>,
    months: Vec<u32>,
    weekdays: Vec<u32>,
}

/// Finds the next times at which a cron expression runs, after a time (ISO 8601) or now.
pub fn next_runs(
    expression: &str,
    after: Option<&str>,
    count: usize,
) -> Result<Vec<String>, CronError> {
    if !(1..=1000).contains(&count) {
        return Err(CronError::BadCount(count));
    }
    let schedule = Schedule::read(expression)?;
    let mut minute = match after {
        Some(text) => read_time(text)?,
        None => now(),
    };
    let mut runs = Vec::new();
    while runs.len() < count {
        let next = schedule.next(minute);
        minute = next.ok_or_else(|| CronError::Never(expression.to_string()))?;
        runs.push(write_time(minute));
    }
    Ok(runs)
}

/// Says whether a cron expression runs in the minute of a time (ISO 8601).
pub fn is_due(expression: &str, time: &str) -> Result<bool, CronError> {
    let schedule = Schedule::read(expression)?;
    let minute = read_time(time)?;
    Ok(schedule.next(minute - 1) == Some(minute))
}

/// Says in words when a cron expression runs.
pub fn describe_cron(expression: &str) -> Result<String, CronError> {
    let schedule = Schedule::read(expression)?;
    let mut phrases = vec![schedule.time_in_words()];
    let named = |numbers: &[u32], names: &[&str], first: u32| {
        let chosen = numbers
            .iter()
            .map(|number| names[(number - first) as usize].to_string());
        listed(&chosen.collect::<Vec<_>>())
    };
    if schedule.says(2) {
        phrases.push(format!("on {}", counted("day", &schedule.days)));
    }
    if schedule.says(4) {
        let word = if schedule.says(2) { "or on" } else { "on" };
        phrases.push(format!(
            "{word} {}",
            named(&schedule.weekdays, &WEEKDAYS, 0)
        ));
    }
    if schedule.says(3) {
        phrases.push(format!("in {}", named(&schedule.months, &MONTHS, 1)));
    }
    Ok(phrases.join(", "))
}

impl Schedule {
    fn read(expression: &str) -> Result<Self, CronError> {
        let text = expression.trim().to_lowercase();
        let nickname = NICKNAMES.iter().find(|(name, _)| *name == text);
        let plain = nickname.map_or(text.as_str(), |(_, fields)| fields);
        let parts: Vec<String> = plain.split_whitespace().map(str::to_string).collect();
        if parts.len() != FIELDS.len() {
            return Err(CronError::NotFiveFields);
        }
        let mut values = Vec::new();
        for (part, field) in parts.iter().zip(&FIELDS) {
            let wrong = || CronError::BadField(part.clone(), field.name);
            values.push(read_field(part, field).ok_or_else(wrong)?);
        }
        // Sunday is 0 and 7.
        let mut weekdays: Vec<u32> = Vec::new();
        for day in values.remove(4) {
            if !weekdays.contains(&(day % 7)) {
                weekdays.push(day % 7);
            }
        }
        let months = values.remove(3);
        let days = values.remove(2);
        let hours = values.remove(1);
        let minutes = values.remove(0);
        Ok(Schedule {
            parts,
            minutes,
            hours,
            days,
            months,
            weekdays,
        })
    }

    /// Whether a field leaves anything out.
    fn says(&self, field: usize) -> bool {
        self.parts[field] != "*"
    }

    fn runs_on(&self, day: i64) -> bool {
        let (_, month, date) = date_of(day);
        if !self.months.contains(&month) {
            return false;
        }
        // 1970 began on a Thursday.
        let weekday = (day + 4).rem_euclid(7) as u32;
        let fits = (self.days.contains(&date), self.weekdays.contains(&weekday));
        if self.says(2) && self.says(4) {
            fits.0 || fits.1
        } else {
            fits.0 && fits.1
        }
    }

    /// The first minute since 1970 behind this one. In eight years every day that exists has come.
    fn next(&self, after: i64) -> Option<i64> {
        let first = after + 1;
        let start = first.div_euclid(MINUTES_OF_DAY);
        (start..start + 9 * 366)
            .filter(|day| self.runs_on(*day))
            .find_map(|day| {
                let times = self.hours.iter().flat_map(|hour| {
                    let minutes = self.minutes.iter();
                    minutes.map(move |minute| i64::from(hour * 60 + minute))
                });
                times
                    .map(|time| day * MINUTES_OF_DAY + time)
                    .find(|minute| *minute >= first)
            })
    }

    fn time_in_words(&self) -> String {
        let (minute, hour) = (self.parts[0].as_str(), self.parts[1].as_str());
        let step = minute.strip_prefix("*/").filter(|_| hour == "*");
        match (step, self.hours.as_slice(), self.minutes.as_slice()) {
            (Some(step), _, _) => format!("every {step} minutes"),
            _ if minute == "*" && hour == "*" => "every minute".to_string(),
            (_, [hour], [minute]) => format!("at {hour:02}:{minute:02}"),
            (_, hours, minutes) => {
                let past = if minute == "*" {
                    "every minute".to_string()
                } else {
                    format!("at {}", counted("minute", minutes))
                };
                if hour == "*" {
                    format!("{past} of every hour")
                } else {
                    format!("{past} past {}", counted("hour", hours))
                }
            }
        }
    }
}

/// Reads `*`, `5`, `1-5`, `*/10`, `1-30/2`, names, and lists of them.
fn read_field(text: &str, field: &Field) -> Option<Vec<u32>> {
    let mut values = Vec::new();
    for part in text.split(',') {
        let (span, step) = match part.split_once('/') {
            Some((span, step)) => (span, Some(number(step).filter(|step| *step > 0)?)),
            None => (part, None),
        };
        let (start, end) = match (span, span.split_once('-')) {
            ("*", _) => (field.first, field.last),
            (_, Some((first, last))) => (value(first, field)?, value(last, field)?),
            (single, None) => {
                let start = value(single, field)?;
                (start, if step.is_some() { field.last } else { start })
            }
        };
        if start > end {
            return None;
        }
        values.extend((start..=end).step_by(step.unwrap_or(1) as usize));
    }
    values.sort_unstable();
    values.dedup();
    Some(values)
}

fn value(text: &str, field: &Field) -> Option<u32> {
    let is_name = |name: &&str| name[..3].eq_ignore_ascii_case(text);
    if let Some(at) = field.names.iter().position(is_name) {
        return Some(field.first + at as u32);
    }
    number(text).filter(|number| (field.first..=field.last).contains(number))
}

fn number(text: &str) -> Option<u32> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

fn counted(what: &str, numbers: &[u32]) -> String {
    let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let plural = if numbers.len() == 1 { "" } else { "s" };
    format!("{what}{plural} {}", listed(&words))
}

fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn now() -> i64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH);
    passed.map_or(0, |time| (time.as_secs() / 60) as i64)
}

fn write_time(minute: i64) -> String {
    let (year, month, date) = date_of(minute.div_euclid(MINUTES_OF_DAY));
    let time = minute.rem_euclid(MINUTES_OF_DAY);
    format!(
        "{year:04}-{month:02}-{date:02}T{:02}:{:02}:00.000Z",
        time / 60,
        time % 60
    )
}

/// The minute since 1970. A time without a zone is in UTC, a date without a time at midnight.
fn read_time(text: &str) -> Result<i64, CronError> {
    parse_time(text.trim()).ok_or_else(|| CronError::BadTime(text.to_string()))
}

fn parse_time(text: &str) -> Option<i64> {
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, "00:00"));
    let numbers =
        |text: &str, mark: char| -> Option<Vec<u32>> { text.split(mark).map(number).collect() };
    let (year, month, day) = match numbers(date, '-')?.as_slice() {
        [year, month, day] => (i64::from(*year), *month, *day),
        _ => return None,
    };
    let days = day_of(year, month, day)?;
    let (clock, zone) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "Z"),
    };
    let seconds = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    let minute = match numbers(seconds, ':')?.as_slice() {
        [hour, minute] | [hour, minute, 0..=59] if *hour < 24 && *minute < 60 => {
            i64::from(hour * 60 + minute)
        }
        _ => return None,
    };
    let offset = match zone.split_at(1) {
        ("Z" | "z", "") => 0,
        (sign, distance) => match numbers(distance, ':')?.as_slice() {
            [hours, minutes] if *hours < 24 && *minutes < 60 => {
                let ahead = i64::from(hours * 60 + minutes);
                if sign == "-" {
                    -ahead
                } else {
                    ahead
                }
            }
            _ => return None,
        },
    };
    Some(days * MINUTES_OF_DAY + minute - offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_their_zones() {
        assert_eq!(parse_time("1970-01-02"), Some(1440));
        assert_eq!(parse_time("1970-01-01T01:30:59.5+01:00"), Some(30));
        assert_eq!(parse_time("1970-01-01 00:00"), Some(0));
        for wrong in [
            "2030-02-29",
            "2030-13-01",
            "2030-01-01T24:00",
            "2030-01-01T00",
            "1-1-1T0:0+1",
        ] {
            assert_eq!(parse_time(wrong), None, "{wrong}");
        }
    }
}
