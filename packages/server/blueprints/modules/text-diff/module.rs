//! Lines in which two texts differ.

/// Lists the lines of two texts as kept (space), added (+) or removed (-).
pub fn diff_lines(before: &str, after: &str) -> Vec<String> {
    let left: Vec<&str> = before.lines().collect();
    let right: Vec<&str> = after.lines().collect();
    let common = common_lengths(&left, &right);
    let mut lines = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] == right[j] {
            lines.push(format!(" {}", left[i]));
            i += 1;
            j += 1;
        } else if common[i + 1][j] >= common[i][j + 1] {
            lines.push(format!("-{}", left[i]));
            i += 1;
        } else {
            lines.push(format!("+{}", right[j]));
            j += 1;
        }
    }
    lines.extend(left[i..].iter().map(|line| format!("-{line}")));
    lines.extend(right[j..].iter().map(|line| format!("+{line}")));
    lines
}

/// Says how alike two texts are: the share of lines that are the same, 0 to 1.
pub fn similarity(before: &str, after: &str) -> f64 {
    let left: Vec<&str> = before.lines().collect();
    let right: Vec<&str> = after.lines().collect();
    let all = left.len() + right.len();
    if all == 0 {
        return 1.0;
    }
    2.0 * common_lengths(&left, &right)[0][0] as f64 / all as f64
}

/// How many lines the ends of both texts have in common, from each place on.
fn common_lengths(left: &[&str], right: &[&str]) -> Vec<Vec<usize>> {
    let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            table[i][j] = if left[i] == right[j] {
                table[i + 1][j + 1] + 1
            } else {
                table[i + 1][j].max(table[i][j + 1])
            };
        }
    }
    table
}
