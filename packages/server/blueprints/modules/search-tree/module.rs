//! Keeps keys in order in a balanced binary tree, so that each is found in few steps.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// Why a tree refuses something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchTreeError {
    /// A key can be compared.
    NotANumber,
    /// There is no such order.
    NoOrder,
}

impl Display for SearchTreeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SearchTreeError::NotANumber => "a key is a number",
            SearchTreeError::NoOrder => "the order is in, pre or post",
        })
    }
}

impl Error for SearchTreeError {}

/// Keys in order, each with a value. The two sides of a branch differ by one in height at most (AVL).
#[derive(Debug, Clone, Default)]
pub struct SearchTree {
    root: Branch,
    size: usize,
}

type Branch = Option<Box<TreeNode>>;

#[derive(Debug, Clone)]
struct TreeNode {
    key: f64,
    value: Option<Json>,
    left: Branch,
    right: Branch,
    height: usize,
}

impl SearchTree {
    /// Makes a tree without keys.
    pub fn new() -> Self {
        SearchTree::default()
    }

    /// Puts a key in, or a new value for it, and says how many keys there are.
    pub fn insert(&mut self, key: f64, value: Option<Json>) -> Result<usize, SearchTreeError> {
        if key.is_nan() {
            return Err(SearchTreeError::NotANumber);
        }
        let (root, is_new) = put(self.root.take(), key, value);
        self.root = Some(root);
        self.size += usize::from(is_new);
        Ok(self.size)
    }

    /// Says whether a key is there.
    pub fn has(&self, key: f64) -> bool {
        self.find(key).is_some()
    }

    /// Gives the value of a key.
    pub fn get(&self, key: f64) -> Option<Json> {
        self.find(key)?.value.clone()
    }

    /// Takes a key out, and says whether it was there.
    pub fn remove(&mut self, key: f64) -> bool {
        if !self.has(key) {
            return false;
        }
        self.root = without(self.root.take(), key);
        self.size -= 1;
        true
    }

    /// Lists the keys, between (`in`), before (`pre`) or behind (`post`) their children.
    pub fn keys(&self, order: &str) -> Result<Vec<f64>, SearchTreeError> {
        if !["in", "pre", "post"].contains(&order) {
            return Err(SearchTreeError::NoOrder);
        }
        let mut keys = Vec::new();
        walk(&self.root, order, &mut keys);
        Ok(keys)
    }

    /// Lists the keys from one to another, both included, without looking at the others.
    pub fn between(&self, from: f64, to: f64) -> Vec<f64> {
        let mut keys = Vec::new();
        gather(&self.root, from, to, &mut keys);
        keys
    }

    /// Gives the steps to the lowest key.
    pub fn height(&self) -> usize {
        height_of(&self.root)
    }

    fn find(&self, key: f64) -> Option<&TreeNode> {
        let mut branch = &self.root;
        while let Some(node) = branch {
            if key == node.key {
                return Some(node);
            }
            branch = if key < node.key {
                &node.left
            } else {
                &node.right
            };
        }
        None
    }
}

/// The branch with a key, and whether it was not there before.
fn put(branch: Branch, key: f64, value: Option<Json>) -> (Box<TreeNode>, bool) {
    let mut node = match branch {
        Some(node) => node,
        None => {
            let node = TreeNode {
                key,
                value,
                left: None,
                right: None,
                height: 1,
            };
            return (Box::new(node), true);
        }
    };
    let is_new = if key < node.key {
        let (left, is_new) = put(node.left.take(), key, value);
        node.left = Some(left);
        is_new
    } else if key > node.key {
        let (right, is_new) = put(node.right.take(), key, value);
        node.right = Some(right);
        is_new
    } else {
        node.value = value;
        false
    };
    (balanced(node), is_new)
}

/// The branch without a key; the next greater one takes its place.
fn without(branch: Branch, key: f64) -> Branch {
    let mut node = branch?;
    if key < node.key {
        node.left = without(node.left.take(), key);
    } else if key > node.key {
        node.right = without(node.right.take(), key);
    } else {
        let (left, right) = (node.left.take(), node.right.take());
        let right = match (left, right) {
            (None, other) | (other, None) => return other,
            (left, Some(right)) => {
                node.left = left;
                right
            }
        };
        let (rest, mut next) = without_least(right);
        next.left = node.left.take();
        next.right = rest;
        return Some(balanced(next));
    }
    Some(balanced(node))
}

/// The branch without its least node, and that node.
fn without_least(mut node: Box<TreeNode>) -> (Branch, Box<TreeNode>) {
    match node.left.take() {
        None => (node.right.take(), node),
        Some(left) => {
            let (rest, least) = without_least(left);
            node.left = rest;
            (Some(balanced(node)), least)
        }
    }
}

fn walk(branch: &Branch, order: &str, keys: &mut Vec<f64>) {
    if let Some(node) = branch {
        if order == "pre" {
            keys.push(node.key);
        }
        walk(&node.left, order, keys);
        if order == "in" {
            keys.push(node.key);
        }
        walk(&node.right, order, keys);
        if order == "post" {
            keys.push(node.key);
        }
    }
}

fn gather(branch: &Branch, from: f64, to: f64, keys: &mut Vec<f64>) {
    if let Some(node) = branch {
        if node.key > from {
            gather(&node.left, from, to, keys);
        }
        if (from..=to).contains(&node.key) {
            keys.push(node.key);
        }
        if node.key < to {
            gather(&node.right, from, to, keys);
        }
    }
}

fn height_of(branch: &Branch) -> usize {
    branch.as_ref().map_or(0, |node| node.height)
}

fn measured(mut node: Box<TreeNode>) -> Box<TreeNode> {
    node.height = 1 + height_of(&node.left).max(height_of(&node.right));
    node
}

/// Turns a branch whose sides differ by two.
fn balanced(mut node: Box<TreeNode>) -> Box<TreeNode> {
    let (left, right) = (height_of(&node.left), height_of(&node.right));
    if left > right + 1 {
        node.left = node.left.take().map(|inner| {
            if height_of(&inner.left) < height_of(&inner.right) {
                turned_left(inner)
            } else {
                inner
            }
        });
        return turned_right(node);
    }
    if right > left + 1 {
        node.right = node.right.take().map(|inner| {
            if height_of(&inner.right) < height_of(&inner.left) {
                turned_right(inner)
            } else {
                inner
            }
        });
        return turned_left(node);
    }
    measured(node)
}

fn turned_right(mut node: Box<TreeNode>) -> Box<TreeNode> {
    match node.left.take() {
        None => measured(node),
        Some(mut top) => {
            node.left = top.right.take();
            top.right = Some(measured(node));
            measured(top)
        }
    }
}

fn turned_left(mut node: Box<TreeNode>) -> Box<TreeNode> {
    match node.right.take() {
        None => measured(node),
        Some(mut top) => {
            node.right = top.left.take();
            top.left = Some(measured(node));
            measured(top)
        }
    }
}
