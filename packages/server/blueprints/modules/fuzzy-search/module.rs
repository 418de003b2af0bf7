//! Words that resemble others.

/// Counts the letters to insert, delete or replace to make one word of another (Levenshtein).
pub fn edit_distance(left: &str, right: &str) -> usize {
    let other: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, char) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (place, candidate) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(char != *candidate);
            diagonal = row[place + 1];
            row[place + 1] = replaced.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

/// Finds the words that resemble one, the most alike first; at most half of the letters may differ.
pub fn find_similar(word: &str, candidates: &[impl AsRef<str>], limit: usize) -> Vec<String> {
    let wanted = word.to_lowercase();
    let length = wanted.chars().count();
    let mut found: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates.iter().map(AsRef::as_ref) {
        let distance = edit_distance(&wanted, &candidate.to_lowercase());
        if distance * 2 <= length.max(candidate.chars().count()) {
            found.push((distance, candidate));
        }
    }
    // Those that are as far away stay in their order.
    found.sort_by_key(|(distance, _)| *distance);
    let nearest = found.into_iter().take(limit);
    nearest
        .map(|(_, candidate)| candidate.to_string())
        .collect()
}
