//! Counts of what a text is made of.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What a text is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextCount {
    /// Lines, the last one with or without a line break.
    pub lines: usize,
    /// Words.
    pub words: usize,
    /// Characters, line breaks among them.
    pub characters: usize,
    /// Sentences.
    pub sentences: usize,
}

/// A word and how often it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordFrequency {
    /// The word in small letters.
    pub word: String,
    /// How often it is there.
    pub count: usize,
}

/// Which words [`top_words`] lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopWordsOptions {
    /// Most words in the list.
    pub limit: usize,
    /// Length of the shortest word that counts.
    pub min_length: usize,
    /// Words that differ in capitals alone are one, in small letters.
    pub ignore_case: bool,
    /// Words that do not count, in capitals or not.
    pub stop_words: Vec<String>,
}

impl Default for TopWordsOptions {
    fn default() -> Self {
        TopWordsOptions {
            limit: 10,
            min_length: 1,
            ignore_case: true,
            stop_words: Vec::new(),
        }
    }
}

/// Why a text cannot be counted as wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordCountError {
    /// The list may hold no word.
    NoLimit,
    /// Nobody reads as slowly as that.
    NoSpeed,
}

impl Display for WordCountError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WordCountError::NoLimit => "limit must be at least 1",
            WordCountError::NoSpeed => "words_per_minute must be above zero",
        })
    }
}

impl Error for WordCountError {}

/// Counts the lines, words, characters and sentences of a text.
pub fn count_text(text: &str) -> TextCount {
    let mut sentences = 0;
    let mut open = false;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let is_end =
            is_sentence_mark(char) && !chars.peek().map_or(false, |next| is_sentence_mark(*next));
        if is_end && chars.peek().map_or(true, |next| next.is_whitespace()) {
            sentences += 1;
            open = false;
        } else if char.is_alphanumeric() {
            open = true;
        }
    }
    TextCount {
        lines: text.lines().count(),
        words: words_of(text).len(),
        characters: text.chars().count(),
        sentences: sentences + usize::from(open),
    }
}

/// Lists the most frequent words of a text, words of the same count by the alphabet.
pub fn top_words(
    text: &str,
    options: &TopWordsOptions,
) -> Result<Vec<WordFrequency>, WordCountError> {
    if options.limit == 0 {
        return Err(WordCountError::NoLimit);
    }
    let small = text.to_lowercase();
    let left: HashSet<String> = options
        .stop_words
        .iter()
        .map(|word| word.to_lowercase())
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in words_of(if options.ignore_case { &small } else { text }) {
        if word.chars().count() >= options.min_length && !left.contains(&word.to_lowercase()) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by(|(a, times_a), (b, times_b)| times_b.cmp(times_a).then(a.cmp(b)));
    let listed = ranked.into_iter().take(options.limit);
    Ok(listed
        .map(|(word, count)| WordFrequency {
            word: word.to_string(),
            count,
        })
        .collect())
}

/// Estimates how many whole minutes it takes to read a text.
pub fn reading_time(text: &str, words_per_minute: usize) -> Result<usize, WordCountError> {
    if words_per_minute == 0 {
        return Err(WordCountError::NoSpeed);
    }
    let words = words_of(text).len();
    Ok(words / words_per_minute + usize::from(words % words_per_minute > 0))
}

/// Letters and digits, with apostrophes and hyphens between them.
fn words_of(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let mut end = 0;
    let mut last = ' ';
    for (at, char) in text.char_indices() {
        if is_of_word(char) {
            start = start.or(Some(at));
            end = at + char.len_utf8();
        } else if !(is_joint(char) && is_of_word(last)) {
            words.extend(start.take().map(|from: usize| &text[from..end]));
        }
        // What stands behind a joint may go on with the word, what stands behind two may not.
        last = char;
    }
    words.extend(start.map(|from| &text[from..end]));
    words
}

/// Accents that stand by themselves belong to the letter before them.
fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&char)
}

fn is_joint(char: char) -> bool {
    matches!(char, '\'' | '’' | '-')
}

fn is_sentence_mark(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joints_are_parts_of_words_only_between_letters() {
        let words = words_of("'it's' - state-of-the-art -- a--b don’t");
        assert_eq!(words, ["it's", "state-of-the-art", "a", "b", "don’t"]);
    }

    #[test]
    fn a_dot_inside_a_number_ends_no_sentence() {
        assert_eq!(
            count_text("It costs 1.50 dollars... Really?! Yes").sentences,
            3
        );
    }
}
