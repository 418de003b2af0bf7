//! A stack, a queue and a list that is open at both ends.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// A list has no such place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace(pub usize);

impl Display for NoPlace {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "there is no place {}", self.0)
    }
}

impl Error for NoPlace {}

/// Items in order, each of which knows the one before and the one behind it by their places in one store.
#[derive(Debug, Clone, Default)]
pub struct LinkedList {
    /// Nodes that were taken out leave room for others.
    nodes: Vec<Option<ListNode>>,
    free: Vec<usize>,
    first: Option<usize>,
    last: Option<usize>,
}

#[derive(Debug, Clone)]
struct ListNode {
    item: Json,
    before: Option<usize>,
    behind: Option<usize>,
}

impl LinkedList {
    /// Makes a list without items.
    pub fn new() -> Self {
        LinkedList::default()
    }

    /// Counts the items.
    pub fn size(&self) -> usize {
        self.nodes.len() - self.free.len()
    }

    /// Puts an item at the end, and says how many there are.
    pub fn append(&mut self, item: impl Into<Json>) -> usize {
        self.insert_before(None, item.into())
    }

    /// Puts an item at the beginning, and says how many there are.
    pub fn prepend(&mut self, item: impl Into<Json>) -> usize {
        self.insert_before(self.first, item.into())
    }

    /// Puts an item in at a place, and says how many there are.
    pub fn insert_at(&mut self, place: usize, item: impl Into<Json>) -> Result<usize, NoPlace> {
        let behind = if place == self.size() {
            None
        } else {
            Some(self.index_at(place)?)
        };
        Ok(self.insert_before(behind, item.into()))
    }

    /// Takes an item out.
    pub fn remove_at(&mut self, place: usize) -> Result<Json, NoPlace> {
        let index = self.index_at(place)?;
        let node = self.nodes[index].take().ok_or(NoPlace(place))?;
        self.free.push(index);
        self.join(node.before, node.behind);
        Ok(node.item)
    }

    /// Turns the order round.
    pub fn reverse(&mut self) {
        for node in self.nodes.iter_mut().flatten() {
            std::mem::swap(&mut node.before, &mut node.behind);
        }
        std::mem::swap(&mut self.first, &mut self.last);
    }

    /// Lists the items.
    pub fn to_array(&self) -> Json {
        let mut items = Vec::with_capacity(self.size());
        let mut at = self.first;
        while let Some(node) = self.node(at) {
            items.push(node.item.clone());
            at = node.behind;
        }
        items.into()
    }

    /// Puts an item before a node, or at the end.
    fn insert_before(&mut self, behind: Option<usize>, item: Json) -> usize {
        let before = match self.node(behind) {
            Some(node) => node.before,
            None => self.last,
        };
        let node = ListNode {
            item,
            before,
            behind,
        };
        let index = self.free.pop().unwrap_or(self.nodes.len());
        if index == self.nodes.len() {
            self.nodes.push(Some(node));
        } else {
            self.nodes[index] = Some(node);
        }
        self.join(before, Some(index));
        self.join(Some(index), behind);
        self.size()
    }

    /// Has two nodes know each other; where there is none, the other is an end of the list.
    fn join(&mut self, before: Option<usize>, behind: Option<usize>) {
        match before.and_then(|at| self.nodes[at].as_mut()) {
            Some(node) => node.behind = behind,
            None => self.first = behind,
        }
        match behind.and_then(|at| self.nodes[at].as_mut()) {
            Some(node) => node.before = before,
            None => self.last = before,
        }
    }

    fn node(&self, at: Option<usize>) -> Option<&ListNode> {
        self.nodes[at?].as_ref()
    }

    fn index_at(&self, place: usize) -> Result<usize, NoPlace> {
        let mut at = self.first;
        for _ in 0..place {
            at = self.node(at).and_then(|node| node.behind);
        }
        at.ok_or(NoPlace(place))
    }
}

/// The last item in comes out first.
#[derive(Debug, Clone)]
pub struct Stack<T> {
    items: Vec<T>,
}

impl<T> Default for Stack<T> {
    fn default() -> Self {
        Stack { items: Vec::new() }
    }
}

impl<T> Stack<T> {
    /// Makes a stack without items.
    pub fn new() -> Self {
        Stack::default()
    }

    /// Counts the items.
    pub fn size(&self) -> usize {
        self.items.len()
    }

    /// Puts an item on top.
    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Takes the item on top.
    pub fn pop(&mut self) -> Option<T> {
        self.items.pop()
    }

    /// Gives the item on top and leaves it there.
    pub fn peek(&self) -> Option<&T> {
        self.items.last()
    }
}

/// The first item in comes out first.
#[derive(Debug, Clone)]
pub struct Queue<T> {
    items: VecDeque<T>,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Queue {
            items: VecDeque::new(),
        }
    }
}

impl<T> Queue<T> {
    /// Makes a queue without items.
    pub fn new() -> Self {
        Queue::default()
    }

    /// Counts the items.
    pub fn size(&self) -> usize {
        self.items.len()
    }

    /// Puts an item at the end.
    pub fn enqueue(&mut self, item: T) {
        self.items.push_back(item);
    }

    /// Takes the item that has waited longest.
    pub fn dequeue(&mut self) -> Option<T> {
        self.items.pop_front()
    }

    /// Gives the item that has waited longest and leaves it there.
    pub fn peek(&self) -> Option<&T> {
        self.items.front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_gives_the_last_and_a_queue_the_first() {
        let mut stack = Stack::new();
        let mut queue = Queue::new();
        for item in [1, 2, 3] {
            stack.push(item);
            queue.enqueue(item);
        }
        assert_eq!(stack.peek(), Some(&3));
        assert_eq!((stack.pop(), stack.size()), (Some(3), 2));
        assert_eq!(queue.peek(), Some(&1));
        assert_eq!((queue.dequeue(), queue.size()), (Some(1), 2));
    }

    #[test]
    fn what_was_taken_out_leaves_room() {
        let mut list = LinkedList::new();
        for item in ["a", "b", "c"] {
            list.append(item);
        }
        list.remove_at(1).unwrap();
        assert_eq!(list.insert_at(1, "x"), Ok(3));
        assert_eq!(list.to_array().to_string(), r#"["a","x","c"]"#);
        assert_eq!(list.remove_at(3), Err(NoPlace(3)));
    }
}
