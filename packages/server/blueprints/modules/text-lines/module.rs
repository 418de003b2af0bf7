//! Takes duplicate and empty lines out of a text, sorts, numbers, counts and picks its lines.

use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, HashSet};

/// In which order [`sort_lines`] puts lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SortLinesOptions {
    /// The last comes first.
    pub descending: bool,
    /// By the number at the beginning; what has none comes first.
    pub numeric: bool,
    /// Capitals stand with small letters.
    pub ignore_case: bool,
    /// Equal lines once.
    pub unique: bool,
}

/// Which lines [`filter_lines`] keeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FilterLinesOptions {
    /// Capitals are as good as small letters.
    pub ignore_case: bool,
    /// The others stay.
    pub without: bool,
}

/// A line and how often it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedLine {
    /// The line.
    pub line: String,
    /// How often it is there.
    pub count: usize,
}

/// Keeps the first of equal lines, in the order in which they stand.
pub fn unique_lines(text: &str, ignore_case: bool) -> String {
    joined(&distinct(text.lines().collect(), ignore_case))
}

/// Sorts lines by the alphabet or by the number that they begin with.
pub fn sort_lines(text: &str, options: &SortLinesOptions) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if options.unique {
        lines = distinct(lines, options.ignore_case);
    }
    lines.sort_by(|left, right| {
        let order = line_order(left, right, options);
        if options.descending {
            order.reverse()
        } else {
            order
        }
    });
    joined(&lines)
}

/// Puts the last line first.
pub fn reverse_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().rev().collect();
    joined(&lines)
}

/// Puts its number before each line.
pub fn number_lines(text: &str, start: usize) -> String {
    let last = (start + text.lines().count()).saturating_sub(1);
    let width = last.to_string().len();
    let mut numbered = String::new();
    for (at, line) in text.lines().enumerate() {
        let line = format!("{:>width$}  {line}", start + at);
        numbered.push_str(line.trim_end());
        numbered.push('\n');
    }
    numbered
}

/// Keeps the lines in which something stands, or those in which it does not.
pub fn filter_lines(part: &str, text: &str, options: &FilterLinesOptions) -> String {
    let part = line_key(part, options.ignore_case);
    let holds = |line: &str| line_key(line, options.ignore_case).contains(&part);
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| holds(line) != options.without)
        .collect();
    joined(&lines)
}

/// Counts how often each line stands there, the most frequent first.
pub fn count_lines(text: &str) -> Vec<CountedLine> {
    let mut counted: Vec<CountedLine> = Vec::new();
    let mut places = HashMap::new();
    for line in text.lines() {
        let at = *places.entry(line).or_insert(counted.len());
        if at == counted.len() {
            let line = line.to_string();
            counted.push(CountedLine { line, count: 0 });
        }
        counted[at].count += 1;
    }
    counted.sort_by_key(|one| Reverse(one.count));
    counted
}

/// Takes out empty lines and the blanks at the ends of lines.
pub fn clean_lines(text: &str, keep_empty: bool) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim_end)
        .filter(|line| keep_empty || !line.is_empty())
        .collect();
    joined(&lines)
}

/// Gives the lines at the beginning.
pub fn first_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().take(count).collect();
    joined(&lines)
}

/// Gives the lines at the end.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    joined(&lines[lines.len().saturating_sub(count)..])
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn distinct(lines: Vec<&str>, ignore_case: bool) -> Vec<&str> {
    let mut seen = HashSet::new();
    lines
        .into_iter()
        .filter(|line| seen.insert(line_key(line, ignore_case)))
        .collect()
}

fn line_key(line: &str, ignore_case: bool) -> String {
    if ignore_case {
        line.to_lowercase()
    } else {
        line.to_string()
    }
}

fn line_order(left: &str, right: &str, options: &SortLinesOptions) -> Ordering {
    let numbers = if options.numeric {
        leading_number(left)
            .partial_cmp(&leading_number(right))
            .unwrap_or(Ordering::Equal)
    } else {
        Ordering::Equal
    };
    let key = |line| line_key(line, options.ignore_case);
    numbers.then_with(|| key(left).cmp(&key(right)))
}

/// The number at the beginning of a line; what has none comes before all.
fn leading_number(line: &str) -> f64 {
    let line = line.trim_start();
    let sign = usize::from(line.starts_with(['+', '-']));
    let digits = |from: usize| {
        let rest = &line[from..];
        from + rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()
    };
    let mut end = digits(sign);
    if line[end..].starts_with('.') && digits(end + 1) > end + 1 {
        end = digits(end + 1);
    }
    line[..end].parse().unwrap_or(f64::NEG_INFINITY)
}
