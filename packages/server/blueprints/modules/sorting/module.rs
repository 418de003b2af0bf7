//! Sorts numbers by the classic ways, with how many steps each takes, and searches sorted lists.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// How numbers are sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortNumbersOptions {
    /// `quick`, `merge`, `heap`, `insertion`, `bubble` or `selection`.
    pub way: String,
    /// The largest first.
    pub descending: bool,
}

impl Default for SortNumbersOptions {
    fn default() -> Self {
        SortNumbersOptions {
            way: "merge".to_string(),
            descending: false,
        }
    }
}

/// Why numbers are not sorted or searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortError {
    /// There is no such way.
    NoWay(String),
    /// What is to be searched is not in order.
    NotInOrder,
}

impl Display for SortError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            SortError::NoWay(way) => {
                let names: Vec<&str> = WAYS.iter().map(|(name, _)| *name).collect();
                write!(f, "{way} is not one of {}", names.join(", "))
            }
            SortError::NotInOrder => f.write_str("the numbers are not in order"),
        }
    }
}

impl Error for SortError {}

/// Whether the first number comes before the second.
type Before<'a> = &'a mut dyn FnMut(f64, f64) -> bool;
type Sort = fn(&mut [f64], Before<'_>);

const WAYS: [(&str, Sort); 6] = [
    ("quick", quick_sort),
    ("merge", merge_sort),
    ("heap", heap_sort),
    ("insertion", insertion_sort),
    ("bubble", bubble_sort),
    ("selection", selection_sort),
];

/// Sorts numbers; the list that is given stays as it is.
pub fn sort_numbers(numbers: &[f64], options: &SortNumbersOptions) -> Result<Vec<f64>, SortError> {
    let way = WAYS.iter().find(|(name, _)| *name == options.way);
    let (_, sort) = way.ok_or_else(|| SortError::NoWay(options.way.clone()))?;
    let mut sorted = numbers.to_vec();
    if options.descending {
        sort(&mut sorted, &mut |a, b| a > b);
    } else {
        sort(&mut sorted, &mut |a, b| a < b);
    }
    Ok(sorted)
}

/// Counts the comparisons that each way takes for the same numbers.
pub fn count_comparisons(numbers: &[f64]) -> Json {
    Json::object(WAYS.iter().map(|(name, sort)| {
        let mut count = 0_usize;
        sort(&mut numbers.to_vec(), &mut |a, b| {
            count += 1;
            a < b
        });
        (*name, Json::from(count))
    }))
}

/// Finds the place of a number in a sorted list by halving.
pub fn search_sorted(numbers: &[f64], number: f64) -> Result<Option<usize>, SortError> {
    if numbers.windows(2).any(|pair| pair[1] < pair[0]) {
        return Err(SortError::NotInOrder);
    }
    let (mut from, mut to) = (0, numbers.len());
    while from < to {
        let middle = (from + to) / 2;
        if numbers[middle] < number {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    Ok(Some(from).filter(|at| numbers.get(*at) == Some(&number)))
}

/// Finds the first place of a number in a list in any order.
pub fn search_linear(numbers: &[f64], number: f64) -> Option<usize> {
    numbers.iter().position(|one| *one == number)
}

fn quick_sort(numbers: &mut [f64], before: Before<'_>) {
    if numbers.len() < 2 {
        return;
    }
    let last = numbers.len() - 1;
    numbers.swap(numbers.len() / 2, last);
    let mut smaller = 0;
    for at in 0..last {
        if before(numbers[at], numbers[last]) {
            numbers.swap(at, smaller);
            smaller += 1;
        }
    }
    numbers.swap(smaller, last);
    let (left, right) = numbers.split_at_mut(smaller);
    quick_sort(left, before);
    quick_sort(&mut right[1..], before);
}

fn merge_sort(numbers: &mut [f64], before: Before<'_>) {
    if numbers.len() < 2 {
        return;
    }
    let middle = numbers.len() / 2;
    let mut left = numbers[..middle].to_vec();
    let mut right = numbers[middle..].to_vec();
    merge_sort(&mut left, before);
    merge_sort(&mut right, before);
    let (mut i, mut j) = (0, 0);
    for place in numbers.iter_mut() {
        // Of equals the left one first: their order stays.
        let is_right = i == left.len() || (j < right.len() && before(right[j], left[i]));
        if is_right {
            *place = right[j];
            j += 1;
        } else {
            *place = left[i];
            i += 1;
        }
    }
}

fn heap_sort(heap: &mut [f64], before: Before<'_>) {
    for at in (0..heap.len() / 2).rev() {
        sink(heap, at, before);
    }
    for end in (1..heap.len()).rev() {
        heap.swap(0, end);
        sink(&mut heap[..end], 0, before);
    }
}

fn sink(heap: &mut [f64], from: usize, before: Before<'_>) {
    let mut at = from;
    while 2 * at + 1 < heap.len() {
        let mut below = 2 * at + 1;
        if below + 1 < heap.len() && before(heap[below], heap[below + 1]) {
            below += 1;
        }
        if !before(heap[at], heap[below]) {
            return;
        }
        heap.swap(at, below);
        at = below;
    }
}

fn insertion_sort(numbers: &mut [f64], before: Before<'_>) {
    for at in 1..numbers.len() {
        let mut place = at;
        while place > 0 && before(numbers[place], numbers[place - 1]) {
            numbers.swap(place, place - 1);
            place -= 1;
        }
    }
}

fn bubble_sort(numbers: &mut [f64], before: Before<'_>) {
    for end in (1..numbers.len()).rev() {
        let mut moved = false;
        for at in 0..end {
            if before(numbers[at + 1], numbers[at]) {
                numbers.swap(at, at + 1);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}

fn selection_sort(numbers: &mut [f64], before: Before<'_>) {
    for start in 0..numbers.len() {
        let mut first = start;
        for at in start + 1..numbers.len() {
            if before(numbers[at], numbers[first]) {
                first = at;
            }
        }
        numbers.swap(start, first);
    }
}
