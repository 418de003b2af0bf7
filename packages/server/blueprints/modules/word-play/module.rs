//! Palindromes, anagrams, pig latin, and texts from behind.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// The text has no letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLetters;

impl Display for NoLetters {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("there are no letters in this text")
    }
}

impl Error for NoLetters {}

/// Says whether a text reads the same from behind; only letters and digits count.
pub fn is_palindrome(text: &str) -> Result<bool, NoLetters> {
    let letters = letters_in(text);
    if letters.is_empty() {
        return Err(NoLetters);
    }
    Ok(letters.iter().eq(letters.iter().rev()))
}

/// Says whether two texts have the same letters.
pub fn are_anagrams(left: &str, right: &str) -> bool {
    sorted_letters(left) == sorted_letters(right)
}

/// Puts words together that have the same letters: groups of two and more.
pub fn group_anagrams(words: &[String]) -> Vec<Vec<String>> {
    let mut groups: Vec<(Vec<char>, Vec<String>)> = Vec::new();
    for word in words {
        let key = sorted_letters(word);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(word.clone()),
            None => groups.push((key, vec![word.clone()])),
        }
    }
    let groups = groups.into_iter().map(|(_, group)| group);
    groups.filter(|group| group.len() > 1).collect()
}

/// Says a text in pig latin: consonants go to the end, followed by "ay".
pub fn to_pig_latin(text: &str) -> String {
    let mut said = String::new();
    let mut word = String::new();
    for char in text.chars() {
        if char.is_ascii_alphabetic() {
            word.push(char);
        } else {
            said += &pig_latin(&word);
            word.clear();
            said.push(char);
        }
    }
    said + &pig_latin(&word)
}

fn pig_latin(word: &str) -> String {
    let plain = word.to_lowercase();
    if plain.is_empty() {
        return plain;
    }
    let head = head_of(&plain);
    let changed = match plain.contains(is_vowel) {
        false => format!("{plain}ay"),
        true if head == 0 => format!("{plain}way"),
        true => format!("{}{}ay", &plain[head..], &plain[..head]),
    };
    if word.starts_with(|first: char| first.is_ascii_uppercase()) {
        changed[..1].to_uppercase() + &changed[1..]
    } else {
        changed
    }
}

/// Where the consonants at the beginning end; u belongs to the q before it, y is a vowel behind others.
fn head_of(plain: &str) -> usize {
    let sounds = |letter: char| is_vowel(letter) || letter == 'y';
    let first = usize::from(plain.starts_with('y'));
    let found = plain[first..].find(sounds);
    let at = found.map_or(plain.len(), |at| at + first);
    let quick = plain[..at].ends_with('q') && plain[at..].starts_with('u');
    at + usize::from(quick)
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// Writes a text from behind; what people see as one sign stays whole.
pub fn reverse_text(text: &str) -> String {
    let mut signs: Vec<String> = Vec::new();
    let mut joins = false;
    for char in text.chars() {
        match signs.last_mut() {
            Some(last) if joins || belongs_to_the_sign_before(char) => last.push(char),
            _ => signs.push(char.to_string()),
        }
        joins = char == '\u{200d}';
    }
    signs.into_iter().rev().collect()
}

/// Accents, variants, shades of skin, and what joins two signs.
fn belongs_to_the_sign_before(char: char) -> bool {
    matches!(
        char,
        '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
    )
}

fn letters_in(text: &str) -> Vec<char> {
    let letters = text.chars().filter(|char| char.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn sorted_letters(text: &str) -> Vec<char> {
    let mut letters = letters_in(text);
    letters.sort_unstable();
    letters
}
