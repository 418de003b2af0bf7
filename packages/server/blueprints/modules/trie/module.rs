//! Words in a tree of letters, which finds them and completes their beginnings.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// How many completions are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompleteOptions {
    /// Most words to give.
    pub limit: usize,
}

impl Default for CompleteOptions {
    fn default() -> Self {
        CompleteOptions { limit: 10 }
    }
}

/// Why a tree of words refuses something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrieError {
    /// A word has at least one letter.
    EmptyWord,
    /// No words at all are no completions.
    NoLimit,
    /// What was written down is no tree of words.
    NotATrie,
}

impl Display for TrieError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TrieError::EmptyWord => "a word has at least one letter",
            TrieError::NoLimit => "limit must be at least 1",
            TrieError::NotATrie => "this is not a tree of words that was written down",
        })
    }
}

impl Error for TrieError {}

/// Words in a tree of letters, with how often each was inserted. Capitals count as small letters.
#[derive(Debug, Clone, Default)]
pub struct Trie {
    root: Node,
}

#[derive(Debug, Clone, Default)]
struct Node {
    next: BTreeMap<char, Node>,
    /// How often the word that ends here was inserted; 0 where none does.
    count: usize,
}

impl Trie {
    /// Makes a tree without words.
    pub fn new() -> Self {
        Trie::default()
    }

    /// Inserts a word, or counts it once more.
    pub fn insert(&mut self, word: &str) -> Result<(), TrieError> {
        let plain = plain_word(word);
        if plain.is_empty() {
            return Err(TrieError::EmptyWord);
        }
        let node = self.root.reach(&plain);
        node.count = node.count.saturating_add(1);
        Ok(())
    }

    /// Says whether a word was inserted.
    pub fn has(&self, word: &str) -> bool {
        let node = self.root.find(&plain_word(word));
        node.map_or(false, |node| node.count > 0)
    }

    /// Says whether any word begins so.
    pub fn starts_with(&self, prefix: &str) -> bool {
        self.root.find(&plain_word(prefix)).is_some()
    }

    /// Gives the words that begin so, those inserted most often first, of equals by the alphabet.
    pub fn complete(
        &self,
        prefix: &str,
        options: &CompleteOptions,
    ) -> Result<Vec<String>, TrieError> {
        if options.limit == 0 {
            return Err(TrieError::NoLimit);
        }
        let plain = plain_word(prefix);
        let mut found = Vec::new();
        if let Some(node) = self.root.find(&plain) {
            node.collect(plain, &mut found);
        }
        found.sort_by(|(a, times_a), (b, times_b)| times_b.cmp(times_a).then(a.cmp(b)));
        let listed = found.into_iter().take(options.limit);
        Ok(listed.map(|(word, _)| word).collect())
    }

    /// Removes a word, and the letters that no other word needs; says whether the word was there.
    pub fn remove(&mut self, word: &str) -> bool {
        let letters: Vec<char> = plain_word(word).chars().collect();
        self.root.remove(&letters)
    }

    /// Writes down each word with how often it was inserted.
    pub fn to_json(&self) -> Json {
        let mut found = Vec::new();
        self.root.collect(String::new(), &mut found);
        Json::object(found.into_iter().map(|(word, count)| (word, count.into())))
    }

    /// Goes on from what [`to_json`](Self::to_json) wrote.
    pub fn from_json(written: &Json) -> Result<Self, TrieError> {
        let entries = match written {
            Json::Object(entries) => entries,
            _ => return Err(TrieError::NotATrie),
        };
        let mut trie = Trie::new();
        for (word, count) in entries {
            let count = count.as_f64().filter(|count| *count >= 1.0);
            let plain = plain_word(word);
            if plain.is_empty() {
                return Err(TrieError::NotATrie);
            }
            trie.root.reach(&plain).count = count.ok_or(TrieError::NotATrie)? as usize;
        }
        Ok(trie)
    }
}

impl Node {
    fn find(&self, prefix: &str) -> Option<&Node> {
        let mut node = self;
        for letter in prefix.chars() {
            node = node.next.get(&letter)?;
        }
        Some(node)
    }

    fn reach(&mut self, word: &str) -> &mut Node {
        let mut node = self;
        for letter in word.chars() {
            node = node.next.entry(letter).or_default();
        }
        node
    }

    fn remove(&mut self, letters: &[char]) -> bool {
        let (first, rest) = match letters.split_first() {
            Some(split) => split,
            None => return std::mem::take(&mut self.count) > 0,
        };
        let next = match self.next.get_mut(first) {
            Some(next) => next,
            None => return false,
        };
        let was_there = next.remove(rest);
        if next.count == 0 && next.next.is_empty() {
            self.next.remove(first);
        }
        was_there
    }

    fn collect(&self, prefix: String, found: &mut Vec<(String, usize)>) {
        for (letter, next) in &self.next {
            next.collect(format!("{prefix}{letter}"), found);
        }
        if self.count > 0 {
            found.push((prefix, self.count));
        }
    }
}

fn plain_word(word: &str) -> String {
    word.trim().to_lowercase()
}
