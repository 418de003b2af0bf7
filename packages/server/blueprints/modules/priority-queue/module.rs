//! Items by priority in a binary heap, of which the first comes out first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// What comes out first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PriorityQueueOptions {
    /// The largest priority comes first.
    pub largest_first: bool,
}

/// Why a queue refuses something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriorityQueueError {
    /// A priority is a number that can be compared.
    NotANumber,
    /// What was written down is no queue.
    NotAQueue,
}

impl Display for PriorityQueueError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PriorityQueueError::NotANumber => "a priority is a number",
            PriorityQueueError::NotAQueue => "this is not a queue that was written down",
        })
    }
}

impl Error for PriorityQueueError {}

/// Items that come out by priority; of equals the first one in comes out first.
#[derive(Debug, Clone, Default)]
pub struct PriorityQueue {
    largest_first: bool,
    heap: BinaryHeap<QueueEntry>,
    pushed: u64,
}

#[derive(Debug, Clone)]
struct QueueEntry {
    item: Json,
    priority: f64,
    /// The larger, the sooner it comes out.
    urgency: f64,
    /// Counted up as entries come.
    number: u64,
}

impl PriorityQueue {
    /// Makes an empty queue.
    pub fn new(options: &PriorityQueueOptions) -> Self {
        PriorityQueue {
            largest_first: options.largest_first,
            ..PriorityQueue::default()
        }
    }

    /// Puts an item in and gives how many there are.
    pub fn push(
        &mut self,
        item: impl Into<Json>,
        priority: f64,
    ) -> Result<usize, PriorityQueueError> {
        if priority.is_nan() {
            return Err(PriorityQueueError::NotANumber);
        }
        self.heap.push(QueueEntry {
            item: item.into(),
            priority,
            urgency: if self.largest_first {
                priority
            } else {
                -priority
            },
            number: self.pushed,
        });
        self.pushed += 1;
        Ok(self.heap.len())
    }

    /// Takes out the item that is first.
    pub fn pop(&mut self) -> Option<Json> {
        self.heap.pop().map(|entry| entry.item)
    }

    /// Shows the item that is first.
    pub fn peek(&self) -> Option<Json> {
        self.heap.peek().map(|entry| entry.item.clone())
    }

    /// Counts the items.
    pub fn size(&self) -> usize {
        self.heap.len()
    }

    /// Writes down all items in the order in which they came.
    pub fn to_json(&self) -> Json {
        let mut entries: Vec<&QueueEntry> = self.heap.iter().collect();
        entries.sort_by_key(|entry| entry.number);
        let items = entries.iter().map(|entry| {
            Json::object([
                ("item", entry.item.clone()),
                ("priority", entry.priority.into()),
            ])
        });
        Json::object([("items", items.collect::<Vec<Json>>().into())])
    }

    /// Goes on from what [`to_json`](Self::to_json) wrote, with options as they are now.
    pub fn from_json(
        options: &PriorityQueueOptions,
        written: &Json,
    ) -> Result<Self, PriorityQueueError> {
        let items = written.get("items").and_then(Json::as_array);
        let mut queue = PriorityQueue::new(options);
        for entry in items.ok_or(PriorityQueueError::NotAQueue)? {
            let item = entry.get("item").cloned();
            let priority = entry.get("priority").and_then(Json::as_f64);
            match (item, priority) {
                (Some(item), Some(priority)) => queue.push(item, priority)?,
                _ => return Err(PriorityQueueError::NotAQueue),
            };
        }
        Ok(queue)
    }
}

impl Ord for QueueEntry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.urgency
            .partial_cmp(&other.urgency)
            .unwrap_or(Ordering::Equal)
            .then_with(|| other.number.cmp(&self.number))
    }
}

impl PartialOrd for QueueEntry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for QueueEntry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for QueueEntry {}
