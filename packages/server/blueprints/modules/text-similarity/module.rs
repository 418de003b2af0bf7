//! Says how alike two texts are, by their words or by their letters.

use std::collections::HashMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Texts of different length have no places in common to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthsDiffer;

impl Display for LengthsDiffer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("both texts must have the same length")
    }
}

impl Error for LengthsDiffer {}

/// Says how many of the words of two texts stand in both, from 0 to 1.
pub fn jaccard_similarity(left: &str, right: &str) -> f64 {
    let (ours, theirs) = (counts(left), counts(right));
    let both = ours
        .keys()
        .filter(|word| theirs.contains_key(*word))
        .count();
    let all = ours.len() + theirs.len() - both;
    if all == 0 {
        return 1.0;
    }
    rounded(both as f64 / all as f64)
}

/// Says how alike two texts are by how often each word stands in them, from 0 to 1.
pub fn cosine_similarity(left: &str, right: &str) -> f64 {
    let (ours, theirs) = (counts(left), counts(right));
    if ours.is_empty() && theirs.is_empty() {
        return 1.0;
    }
    let times = |word: &String| theirs.get(word).copied().unwrap_or_default();
    let product: f64 = ours.iter().map(|(word, count)| count * times(word)).sum();
    if product == 0.0 {
        return 0.0;
    }
    let squares =
        |counts: &HashMap<String, f64>| -> f64 { counts.values().map(|count| count * count).sum() };
    rounded(product / (squares(&ours) * squares(&theirs)).sqrt())
}

/// Says how alike two names are by their letters, above all the first ones, from 0 to 1.
pub fn jaro_winkler(left: &str, right: &str) -> f64 {
    let ours: Vec<char> = left.chars().collect();
    let theirs: Vec<char> = right.chars().collect();
    if ours.is_empty() && theirs.is_empty() {
        return 1.0;
    }
    let reach = (ours.len().max(theirs.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; theirs.len()];
    let mut matched = Vec::new();
    for (at, letter) in ours.iter().enumerate() {
        let places = at.saturating_sub(reach)..theirs.len().min(at + reach + 1);
        for place in places {
            if !taken[place] && theirs[place] == *letter {
                taken[place] = true;
                matched.push(letter);
                break;
            }
        }
    }
    if matched.is_empty() {
        return 0.0;
    }
    let others = theirs.iter().zip(&taken).filter(|(_, is_taken)| **is_taken);
    let moved = others
        .zip(&matched)
        .filter(|((other, _), letter)| other != *letter)
        .count();
    let count = matched.len() as f64;
    let shares = count / ours.len() as f64 + count / theirs.len() as f64;
    let jaro = (shares + (count - moved as f64 / 2.0) / count) / 3.0;
    let pairs = ours.iter().zip(&theirs).take(4);
    let prefix = pairs.take_while(|(a, b)| a == b).count();
    rounded(jaro + prefix as f64 * 0.1 * (1.0 - jaro))
}

/// Counts the places at which two texts of one length have different letters.
pub fn hamming_distance(left: &str, right: &str) -> Result<usize, LengthsDiffer> {
    if left.chars().count() != right.chars().count() {
        return Err(LengthsDiffer);
    }
    let pairs = left.chars().zip(right.chars());
    Ok(pairs.filter(|(a, b)| a != b).count())
}

/// Gives the most letters that stand in both texts in the same order.
pub fn longest_common_subsequence(left: &str, right: &str) -> String {
    let ours: Vec<char> = left.chars().collect();
    let theirs: Vec<char> = right.chars().collect();
    // Of each pair of endings, how many letters they share.
    let mut shared = vec![vec![0_usize; theirs.len() + 1]; ours.len() + 1];
    for i in (0..ours.len()).rev() {
        for j in (0..theirs.len()).rev() {
            shared[i][j] = if ours[i] == theirs[j] {
                shared[i + 1][j + 1] + 1
            } else {
                shared[i + 1][j].max(shared[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found = String::new();
    while shared[i][j] > 0 {
        if ours[i] == theirs[j] {
            found.push(ours[i]);
            i += 1;
            j += 1;
        } else if shared[i + 1][j] >= shared[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

fn counts(text: &str) -> HashMap<String, f64> {
    let lower = text.to_lowercase();
    let words = lower.split(|char: char| !char.is_alphanumeric());
    let mut counts = HashMap::new();
    for word in words.filter(|word| !word.is_empty()) {
        *counts.entry(word.to_string()).or_insert(0.0) += 1.0;
    }
    counts
}

fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}
