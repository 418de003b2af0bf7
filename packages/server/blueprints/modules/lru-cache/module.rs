//! A cache of limited size that drops what was not used for the longest time.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::{Duration, Instant};

/// How much a cache keeps, and how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LruCacheOptions {
    /// Most entries at a time.
    pub capacity: usize,
    /// Time after which an entry is gone; without one it stays until others need its room.
    pub ttl: Option<Duration>,
}

impl Default for LruCacheOptions {
    fn default() -> Self {
        LruCacheOptions {
            capacity: 100,
            ttl: None,
        }
    }
}

/// A cache without room keeps nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LruCacheError;

impl Display for LruCacheError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("the capacity must be above zero")
    }
}

impl Error for LruCacheError {}

/// How much a cache holds and how often it helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheStats {
    /// Entries.
    pub size: usize,
    /// Times that a value was there.
    pub hits: usize,
    /// Times that none was.
    pub misses: usize,
}

/// Keeps the entries that were used last.
pub struct LruCache<V> {
    capacity: usize,
    ttl: Option<Duration>,
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
    entries: HashMap<String, Entry<V>>,
    /// Keys by when they were used, the longest ago first.
    order: BTreeMap<u64, String>,
    uses: u64,
    hits: usize,
    misses: usize,
}

struct Entry<V> {
    value: V,
    end: Option<Duration>,
    used: u64,
}

impl<V> LruCache<V> {
    /// Makes an empty cache.
    pub fn new(options: &LruCacheOptions) -> Result<Self, LruCacheError> {
        let start = Instant::now();
        LruCache::with_clock(options, move || start.elapsed())
    }

    /// Makes an empty cache with a clock of its own, which says how much time has passed since any moment.
    pub fn with_clock(
        options: &LruCacheOptions,
        clock: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Result<Self, LruCacheError> {
        if options.capacity == 0 {
            return Err(LruCacheError);
        }
        Ok(LruCache {
            capacity: options.capacity,
            ttl: options.ttl,
            clock: Box::new(clock),
            entries: HashMap::new(),
            order: BTreeMap::new(),
            uses: 0,
            hits: 0,
            misses: 0,
        })
    }

    /// Keeps a value under a key, for a time of its own where one is given; the entry that was not used for the longest
    /// time makes room.
    pub fn set(&mut self, key: &str, value: V, ttl: Option<Duration>) {
        self.drop_entry(key);
        if self.entries.len() == self.capacity {
            let oldest = self.order.values().next().cloned();
            if let Some(oldest) = oldest {
                self.drop_entry(&oldest);
            }
        }
        // A time that is longer than any clock has no end.
        let end = ttl
            .or(self.ttl)
            .and_then(|time| (self.clock)().checked_add(time));
        self.uses += 1;
        self.order.insert(self.uses, key.to_string());
        let entry = Entry {
            value,
            end,
            used: self.uses,
        };
        self.entries.insert(key.to_string(), entry);
    }

    /// Gives the value of a key and counts as a use of it.
    pub fn get(&mut self, key: &str) -> Option<&V> {
        if !self.has(key) {
            self.drop_entry(key);
            self.misses += 1;
            return None;
        }
        self.hits += 1;
        self.uses += 1;
        let entry = self.entries.get_mut(key)?;
        self.order.remove(&entry.used);
        self.order.insert(self.uses, key.to_string());
        entry.used = self.uses;
        Some(&entry.value)
    }

    /// Says whether a key is there, without counting as a use.
    pub fn has(&self, key: &str) -> bool {
        let now = (self.clock)();
        self.entries
            .get(key)
            .map_or(false, |entry| entry.is_living(now))
    }

    /// Drops a key and says whether it was there.
    pub fn delete(&mut self, key: &str) -> bool {
        let found = self.has(key);
        self.drop_entry(key);
        found
    }

    /// Drops all entries; hits and misses stay counted.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.order.clear();
    }

    /// Counts entries, hits and misses.
    pub fn stats(&self) -> CacheStats {
        let now = (self.clock)();
        CacheStats {
            size: self
                .entries
                .values()
                .filter(|entry| entry.is_living(now))
                .count(),
            hits: self.hits,
            misses: self.misses,
        }
    }

    fn drop_entry(&mut self, key: &str) {
        if let Some(entry) = self.entries.remove(key) {
            self.order.remove(&entry.used);
        }
    }
}

impl<V> Entry<V> {
    fn is_living(&self, now: Duration) -> bool {
        self.end.map_or(true, |end| now < end)
    }
}
