//! Paths and folders as trees.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::io;
use std::path::Path;

use crate::json::Json;

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
    /// Only objects and lists have something below them.
    NoData,
    /// A folder cannot be read.
    Unreadable(String, io::Error),
}

impl Display for TreeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            TreeError::NoDepth => f.write_str("the depth must be at least 1"),
            TreeError::NoData => f.write_str("the data must be an object or a list"),
            TreeError::Unreadable(folder, error) => {
                write!(f, "the folder {folder} can not be read: {error}")
            }
        }
    }
}

impl Error for TreeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            TreeError::NoDepth | TreeError::NoData => None,
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

/// Draws nested objects and lists as a tree.
pub fn data_tree(data: &Json) -> Result<String, TreeError> {
    if !holds_others(data) {
        return Err(TreeError::NoData);
    }
    let mut drawn = String::new();
    draw_data(&mut drawn, data, "");
    Ok(drawn)
}

fn holds_others(value: &Json) -> bool {
    matches!(value, Json::Object(_) | Json::Array(_))
}

/// Objects and lists in a list are counted; what holds nothing stands behind its name.
fn draw_data(drawn: &mut String, data: &Json, indent: &str) {
    let members: Vec<(Option<&str>, &Json)> = match data {
        Json::Object(entries) => {
            let named = entries.iter();
            named
                .map(|(name, value)| (Some(name.as_str()), value))
                .collect()
        }
        Json::Array(items) => items.iter().map(|item| (None, item)).collect(),
        _ => Vec::new(),
    };
    for (at, (name, member)) in members.iter().enumerate() {
        let (branch, space) = branches(at + 1 == members.len());
        let shown = if holds_others(member) {
            name.map_or_else(|| format!("[{at}]"), String::from)
        } else {
            let text = match member {
                Json::Null => String::new(),
                Json::String(text) => text.clone(),
                other => other.to_string(),
            };
            match name {
                Some(name) if text.is_empty() => (*name).to_string(),
                Some(name) => format!("{name}: {text}"),
                None => text,
            }
        };
        for part in [indent, branch, &shown, "\n"] {
            drawn.push_str(part);
        }
        draw_data(drawn, member, &format!("{indent}{space}"));
    }
}

/// What stands before a name, and before what it holds.
fn branches(is_last: bool) -> (&'static str, &'static str) {
    if is_last {
        ("└── ", "    ")
    } else {
        ("├── ", "│   ")
    }
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
            let (branch, space) = branches(at + 1 == names.len());
            for part in [indent, branch, name.as_str(), "\n"] {
                drawn.push_str(part);
            }
            node.draw(drawn, levels - 1, &format!("{indent}{space}"));
        }
    }
}
