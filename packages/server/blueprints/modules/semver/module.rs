//! Semantic versions.

use std::cmp::Ordering;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// What changes from one version to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Something that worked no longer does.
    Major,
    /// Something is new.
    Minor,
    /// Something is mended.
    Patch,
}

/// Why versions cannot be compared or raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SemverError {
    /// The text is not a semantic version.
    NotAVersion(String),
    /// The text is not a range of versions.
    NotARange(String),
    /// A version has no such part.
    NoPart(String),
}

impl Display for SemverError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            SemverError::NotAVersion(text) => write!(f, "{text:?} is not a semantic version"),
            SemverError::NotARange(text) => write!(f, "{text:?} is not a range of versions"),
            SemverError::NoPart(name) => write!(f, "a version has no part {name:?}"),
        }
    }
}

impl Error for SemverError {}

impl FromStr for Part {
    type Err = SemverError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "major" => Ok(Part::Major),
            "minor" => Ok(Part::Minor),
            "patch" => Ok(Part::Patch),
            other => Err(SemverError::NoPart(other.to_string())),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Version {
    major: u64,
    minor: u64,
    patch: u64,
    stage: Stage,
}

/// In their order: every pre-release comes before its release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    PreRelease(Vec<Label>),
    Release,
}

/// In their order: numbers come before words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Number(u64),
    Word(String),
}

/// Says which of two versions comes first: -1, 0 or 1.
pub fn compare_versions(left: &str, right: &str) -> Result<i32, SemverError> {
    Ok(match parse(left)?.cmp(&parse(right)?) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    })
}

/// Gives the next version by major, minor or patch.
pub fn raise_version(version: &str, part: Part) -> Result<String, SemverError> {
    let old = parse(version)?;
    let ends = old.stage != Stage::Release;
    Ok(match part {
        Part::Major => format!("{}.0.0", old.major + 1),
        Part::Minor => format!("{}.{}.0", old.major, old.minor + 1),
        // A pre-release ends with the release that it was for.
        Part::Patch => format!(
            "{}.{}.{}",
            old.major,
            old.minor,
            old.patch + u64::from(!ends)
        ),
    })
}

/// Sorts versions from the oldest to the newest.
pub fn sort_versions(versions: &[impl AsRef<str>]) -> Result<Vec<String>, SemverError> {
    let mut parsed = Vec::new();
    for text in versions.iter().map(AsRef::as_ref) {
        parsed.push((parse(text)?, text.to_string()));
    }
    parsed.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(parsed.into_iter().map(|(_, text)| text).collect())
}

/// Says whether a version lies in a range such as ^1.2.0, ~1.2.0, >=1.0.0 <2.0.0 or 1.x; || parts alternatives.
pub fn satisfies(version: &str, range: &str) -> Result<bool, SemverError> {
    let version = parse(version)?;
    let wrong = || SemverError::NotARange(range.to_string());
    let mut found = false;
    for alternative in range.split("||") {
        let mut fits = true;
        for bound in bounds_of(alternative) {
            fits &= holds(&version, &bound).ok_or_else(wrong)?;
        }
        found |= fits;
    }
    Ok(found)
}

/// Signs may stand apart from their versions.
fn bounds_of(alternative: &str) -> Vec<String> {
    let mut bounds: Vec<String> = Vec::new();
    for word in alternative.split_whitespace() {
        match bounds.last_mut() {
            Some(last) if last.ends_with(|char| "<>=~^".contains(char)) => last.push_str(word),
            _ => bounds.push(word.to_string()),
        }
    }
    bounds
}

/// Nothing where the bound is none.
fn holds(version: &Version, bound: &str) -> Option<bool> {
    if let Some((major, minor)) = partial(bound) {
        let fits = major.map_or(true, |wanted| wanted == version.major);
        return Some(fits && minor.map_or(true, |wanted| wanted == version.minor));
    }
    let text = bound.trim_start_matches(|char| "<>=~^".contains(char));
    let edge = parse(text).ok()?;
    match bound.strip_suffix(text)? {
        "" | "=" => Some(*version == edge),
        ">" => Some(*version > edge),
        ">=" => Some(*version >= edge),
        "<" => Some(*version < edge),
        "<=" => Some(*version <= edge),
        "^" => Some(*version >= edge && *version < ceiling(&edge)),
        "~" => Some(*version >= edge && *version < release(edge.major, edge.minor + 1, 0)),
        _ => None,
    }
}

/// Major and minor of `1`, `1.2`, `1.x`, `1.2.x` and `*`, as far as they are said.
fn partial(bound: &str) -> Option<(Option<u64>, Option<u64>)> {
    let plain = bound.strip_prefix('v').unwrap_or(bound);
    let numbers: Option<Vec<Option<u64>>> = plain
        .split('.')
        .map(|part| match part {
            "x" | "X" | "*" => Some(None),
            digits => number(digits).map(Some),
        })
        .collect();
    match numbers?.as_slice() {
        [major] => Some((*major, None)),
        [Some(major), minor] | [Some(major), minor, None] => Some((Some(*major), *minor)),
        _ => None,
    }
}

/// The first version that may break: the next change of the leftmost number that is not zero.
fn ceiling(version: &Version) -> Version {
    match (version.major, version.minor) {
        (0, 0) => release(0, 0, version.patch + 1),
        (0, minor) => release(0, minor + 1, 0),
        (major, _) => release(major + 1, 0, 0),
    }
}

fn release(major: u64, minor: u64, patch: u64) -> Version {
    Version {
        major,
        minor,
        patch,
        stage: Stage::Release,
    }
}

fn parse(text: &str) -> Result<Version, SemverError> {
    read(text.trim()).ok_or_else(|| SemverError::NotAVersion(text.to_string()))
}

fn read(text: &str) -> Option<Version> {
    let plain = text.strip_prefix('v').unwrap_or(text);
    let (named, build) = match plain.split_once('+') {
        Some((before, build)) => (before, Some(build)),
        None => (plain, None),
    };
    // What is said of the build counts for nothing, but must be well written.
    if !build.map_or(true, |words| words.split('.').all(is_word)) {
        return None;
    }
    let (numbers, labels) = match named.split_once('-') {
        Some((numbers, labels)) => (numbers, Some(labels)),
        None => (named, None),
    };
    let stage = match labels {
        Some(labels) => Stage::PreRelease(labels.split('.').map(label).collect::<Option<_>>()?),
        None => Stage::Release,
    };
    let numbers: Vec<u64> = numbers.split('.').map(number).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [major, minor, patch] => Some(Version {
            major: *major,
            minor: *minor,
            patch: *patch,
            stage,
        }),
        _ => None,
    }
}

fn label(text: &str) -> Option<Label> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(text).map(Label::Number);
    }
    is_word(text).then(|| Label::Word(text.to_string()))
}

/// Digits without a zero in front.
fn number(text: &str) -> Option<u64> {
    let is_plain = text == "0" || !text.starts_with(['0', '+']);
    text.parse().ok().filter(|_| is_plain)
}

fn is_word(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_letter)
}
