//! Paths and folders as trees.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::io;
use std::path::Path;

/// How much [`folder_tree`] shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FolderTreeOptions {
    /// Most levels to show.
    pub depth: Option<usize>,
    /// Shows names that begin with a dot too.
    pub hidden: bool,
}

/// Why a tree cannot be drawn.
#[derive(Debug)]
pub enum TreeError {
    /// A tree without levels shows nothing.
    NoDepth,
    /// A folder cannot be read.
    Unreadable(String, io::Error),
}

impl Display for TreeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            TreeError::NoDepth => f.write_str("the depth must be at least 1"),
            TreeError::Unreadable(folder, error) => {
                write!(f, "the folder {folder} can not be read: {error}")
            }
        }
    }
}

impl Error for TreeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            TreeError::NoDepth => None,
            TreeError::Unreadable(_, error) => Some(error),
        }
    }
}

/// Names with what they hold.
#[derive(Default)]
struct Node(BTreeMap<String, Node>);

/// Draws paths, a line each, as a tree; `depth` is the most levels to show.
pub fn path_tree(paths: &str, depth: Option<usize>) -> Result<String, TreeError> {
    let levels = levels_of(depth)?;
    let mut root = Node::default();
    for path in paths.lines() {
        let mut at = &mut root;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            at = at.0.entry(name.to_string()).or_default();
        }
    }
    let mut drawn = String::new();
    root.draw(&mut drawn, levels, "");
    Ok(drawn)
}

/// Draws the files and folders of a folder as a tree.
pub fn folder_tree(folder: &str, options: &FolderTreeOptions) -> Result<String, TreeError> {
    let levels = levels_of(options.depth)?;
    let root = read(Path::new(folder), levels, options.hidden)?;
    let mut drawn = String::new();
    root.draw(&mut drawn, levels, "");
    Ok(drawn)
}

fn levels_of(depth: Option<usize>) -> Result<usize, TreeError> {
    match depth {
        Some(0) => Err(TreeError::NoDepth),
        Some(levels) => Ok(levels),
        None => Ok(usize::MAX),
    }
}

fn read(folder: &Path, levels: usize, hidden: bool) -> Result<Node, TreeError> {
    let unreadable = |error| TreeError::Unreadable(folder.display().to_string(), error);
    let mut node = Node::default();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') && !hidden {
            continue;
        }
        // A link, which could lead back to where it came from, is no folder here.
        let is_folder = entry.file_type().map_err(unreadable)?.is_dir();
        let inner = if is_folder && levels > 1 {
            read(&entry.path(), levels - 1, hidden)?
        } else {
            Node::default()
        };
        node.0.insert(name, inner);
    }
    Ok(node)
}

impl Node {
    fn draw(&self, drawn: &mut String, levels: usize, indent: &str) {
        if levels == 0 {
            return;
        }
        // What holds others comes first, then by name.
        let mut names: Vec<(&String, &Node)> = self.0.iter().collect();
        names.sort_by_cached_key(|(name, node)| (node.0.is_empty(), name.to_lowercase()));
        for (at, (name, node)) in names.iter().enumerate() {
            let (branch, space) = if at + 1 < names.len() {
                ("├── ", "│   ")
            } else {
                ("└── ", "    ")
            };
            for part in [indent, branch, name.as_str(), "\n"] {
                drawn.push_str(part);
            }
            node.draw(drawn, levels - 1, &format!("{indent}{space}"));
        }
    }
}
