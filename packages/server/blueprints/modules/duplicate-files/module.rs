//! Finds files of a folder with the same content and says how much room they waste.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::json::Json;

/// Why a folder cannot be searched.
#[derive(Debug)]
pub enum DuplicatesError {
    /// There is no such folder.
    NoFolder(String),
    /// A file or folder cannot be read.
    Unreadable(PathBuf, io::Error),
}

impl Display for DuplicatesError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            DuplicatesError::NoFolder(folder) => write!(f, "there is no folder {folder}"),
            DuplicatesError::Unreadable(path, error) => {
                write!(f, "{} can not be read: {error}", path.display())
            }
        }
    }
}

impl Error for DuplicatesError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            DuplicatesError::NoFolder(_) => None,
            DuplicatesError::Unreadable(_, error) => Some(error),
        }
    }
}

/// Files with the same content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuplicateGroup {
    /// How large each of them is.
    pub bytes: u64,
    /// What would be free if one of them were kept.
    pub wasted: u64,
    /// Where they stand.
    pub files: Vec<String>,
}

impl From<DuplicateGroup> for Json {
    fn from(group: DuplicateGroup) -> Self {
        Json::object([
            ("bytes", Json::from(group.bytes)),
            ("wasted", group.wasted.into()),
            ("files", group.files.into()),
        ])
    }
}

/// Lists groups of files with the same content, those that waste most first; files below `min_bytes` are left out.
pub fn find_duplicates(
    folder: &str,
    min_bytes: u64,
) -> Result<Vec<DuplicateGroup>, DuplicatesError> {
    if !Path::new(folder).is_dir() {
        return Err(DuplicatesError::NoFolder(folder.to_string()));
    }
    let mut files = Vec::new();
    gather(Path::new(folder), &mut files)?;
    let mut by_size: BTreeMap<u64, Vec<PathBuf>> = BTreeMap::new();
    for (path, bytes) in files {
        if bytes >= min_bytes {
            by_size.entry(bytes).or_default().push(path);
        }
    }
    let mut groups = Vec::new();
    for (bytes, paths) in by_size {
        // Files of different size differ: only the others are read.
        if paths.len() > 1 {
            for same in of_same_content(paths)? {
                let mut files: Vec<String> =
                    same.iter().map(|path| path.display().to_string()).collect();
                files.sort();
                groups.push(DuplicateGroup {
                    bytes,
                    wasted: bytes * (files.len() as u64 - 1),
                    files,
                });
            }
        }
    }
    groups.sort_by(|a, b| b.wasted.cmp(&a.wasted).then_with(|| a.files.cmp(&b.files)));
    Ok(groups)
}

/// Counts the bytes that would be free without duplicates; files below `min_bytes` are left out.
pub fn wasted_bytes(folder: &str, min_bytes: u64) -> Result<u64, DuplicatesError> {
    let groups = find_duplicates(folder, min_bytes)?;
    Ok(groups.iter().map(|group| group.wasted).sum())
}

/// All files below a folder with their sizes; links are not followed.
fn gather(folder: &Path, files: &mut Vec<(PathBuf, u64)>) -> Result<(), DuplicatesError> {
    let failed = |error| DuplicatesError::Unreadable(folder.to_path_buf(), error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.metadata().map_err(failed)?;
        if kind.is_dir() {
            gather(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push((entry.path(), kind.len()));
        }
    }
    Ok(())
}

/// Files of the same size, two and more of the same content together.
fn of_same_content(paths: Vec<PathBuf>) -> Result<Vec<Vec<PathBuf>>, DuplicatesError> {
    let mut by_digest: HashMap<u64, Vec<Vec<PathBuf>>> = HashMap::new();
    for path in paths {
        let groups = by_digest.entry(digest(&path)?).or_default();
        // Different contents may have the same digest: only the contents themselves tell.
        let mut found = None;
        for (at, group) in groups.iter().enumerate() {
            if is_same(&group[0], &path)? {
                found = Some(at);
                break;
            }
        }
        match found {
            Some(at) => groups[at].push(path),
            None => groups.push(vec![path]),
        }
    }
    let groups = by_digest.into_values().flatten();
    Ok(groups.filter(|group| group.len() > 1).collect())
}

/// FNV-1a of the content.
fn digest(path: &Path) -> Result<u64, DuplicatesError> {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    let mut pieces = Pieces::open(path)?;
    while let Some(piece) = pieces.next()? {
        for byte in piece {
            sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(sum)
}

fn is_same(left: &Path, right: &Path) -> Result<bool, DuplicatesError> {
    let (mut left, mut right) = (Pieces::open(left)?, Pieces::open(right)?);
    loop {
        match (left.next()?, right.next()?) {
            (None, None) => return Ok(true),
            (ours, theirs) if ours != theirs => return Ok(false),
            _ => {}
        }
    }
}

/// A file in pieces that are as long as there is room for.
struct Pieces<'a> {
    path: &'a Path,
    file: File,
    room: Vec<u8>,
}

impl<'a> Pieces<'a> {
    fn open(path: &'a Path) -> Result<Self, DuplicatesError> {
        let failed = |error| DuplicatesError::Unreadable(path.to_path_buf(), error);
        Ok(Pieces {
            path,
            file: File::open(path).map_err(failed)?,
            room: vec![0; 1 << 16],
        })
    }

    /// Full but for the last one, so that those of two files can be compared.
    fn next(&mut self) -> Result<Option<&[u8]>, DuplicatesError> {
        let mut filled = 0;
        while filled < self.room.len() {
            match self.file.read(&mut self.room[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(DuplicatesError::Unreadable(self.path.to_path_buf(), error))
                }
            }
        }
        Ok(Some(&self.room[..filled]).filter(|piece| !piece.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_files_with_the_same_content_wherever_they_stand() {
        let folder = std::env::temp_dir().join(format!("duplicates-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        for (name, text) in [("a", "same"), ("b", "else"), ("inner/c", "same")] {
            fs::write(folder.join(name), text).unwrap();
        }
        let place = folder.to_str().unwrap();
        let groups = find_duplicates(place, 1);
        let wasted = wasted_bytes(place, 1);
        let large = find_duplicates(place, 5);
        fs::remove_dir_all(&folder).unwrap();
        let files = vec![format!("{place}/a"), format!("{place}/inner/c")];
        assert_eq!(
            groups.unwrap(),
            [DuplicateGroup {
                bytes: 4,
                wasted: 4,
                files
            }]
        );
        assert_eq!(wasted.unwrap(), 4);
        assert!(large.unwrap().is_empty());
    }
}
