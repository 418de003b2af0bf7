//! Values by key, with an expiry if wanted.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::json::Json;

/// Why a store cannot do what it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyValueError {
    /// A key without a character.
    EmptyKey,
    /// A value that would be gone at once.
    NoTime,
    /// There is no such key.
    Missing(String),
    /// The value of this key is not a number.
    NotANumber(String),
    /// What was written down is no store.
    NotAStore,
}

impl Display for KeyValueError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            KeyValueError::EmptyKey => f.write_str("a key must not be empty"),
            KeyValueError::NoTime => f.write_str("the ttl must be above zero"),
            KeyValueError::Missing(key) => write!(f, "there is no key {key:?}"),
            KeyValueError::NotANumber(key) => write!(f, "the value of {key:?} is not a number"),
            KeyValueError::NotAStore => f.write_str("this is not a store that was written down"),
        }
    }
}

impl Error for KeyValueError {}

/// Keeps values by key.
pub struct KeyValueStore {
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
    entries: BTreeMap<String, Entry>,
}

struct Entry {
    value: Json,
    /// Time since 1970; milliseconds where it is written down.
    end: Option<Duration>,
}

impl Default for KeyValueStore {
    fn default() -> Self {
        KeyValueStore::new()
    }
}

impl KeyValueStore {
    /// Makes an empty store.
    pub fn new() -> Self {
        KeyValueStore::with_clock(|| {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default()
        })
    }

    /// Makes an empty store with a clock of its own, which says how much time has passed since 1970.
    pub fn with_clock(clock: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        KeyValueStore {
            clock: Box::new(clock),
            entries: BTreeMap::new(),
        }
    }

    /// Keeps a value under a key, for a time if one is given.
    pub fn set(
        &mut self,
        key: &str,
        value: impl Into<Json>,
        ttl: Option<Duration>,
    ) -> Result<(), KeyValueError> {
        if key.is_empty() {
            return Err(KeyValueError::EmptyKey);
        }
        let end = match ttl {
            Some(time) => self.after(time)?,
            None => None,
        };
        let value = value.into();
        self.entries.insert(key.to_string(), Entry { value, end });
        Ok(())
    }

    /// Gives the value of a key.
    pub fn get(&self, key: &str) -> Result<Json, KeyValueError> {
        self.need(key).map(|entry| entry.value.clone())
    }

    /// Drops a key and says whether it was there.
    pub fn remove(&mut self, key: &str) -> bool {
        let found = self.need(key).is_ok();
        self.entries.remove(key);
        found
    }

    /// Lists the keys that begin with a text, by the alphabet.
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        let now = self.now();
        let living = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.is_living(now));
        living
            .map(|(key, _)| key)
            .filter(|key| key.starts_with(prefix))
            .cloned()
            .collect()
    }

    /// Adds to a number; a key that is missing counts as 0.
    pub fn increment(&mut self, key: &str, by: f64) -> Result<f64, KeyValueError> {
        if key.is_empty() {
            return Err(KeyValueError::EmptyKey);
        }
        let (number, end) = match self.need(key) {
            Ok(entry) => match entry.value.as_f64() {
                Some(number) => (number, entry.end),
                None => return Err(KeyValueError::NotANumber(key.to_string())),
            },
            Err(_) => (0.0, None),
        };
        let value = Json::from(number + by);
        self.entries.insert(key.to_string(), Entry { value, end });
        Ok(number + by)
    }

    /// Lets a key go after a time and says whether it was there.
    pub fn expire(&mut self, key: &str, seconds: Duration) -> Result<bool, KeyValueError> {
        let end = self.after(seconds)?;
        let now = self.now();
        match self.entries.get_mut(key) {
            Some(entry) if entry.is_living(now) => {
                entry.end = end;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Says how many seconds a key will be there; nothing when it has no end.
    pub fn seconds_left(&self, key: &str) -> Result<Option<f64>, KeyValueError> {
        let end = self.need(key)?.end;
        let left = end.map(|end| end.checked_sub(self.now()).unwrap_or_default());
        Ok(left.map(|time| time.as_millis() as f64 / 1000.0))
    }

    /// Writes down everything that the store holds.
    pub fn to_json(&self) -> Json {
        let now = self.now();
        let living = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.is_living(now));
        Json::object(living.map(|(key, entry)| {
            let mut parts = vec![("value", entry.value.clone())];
            if let Some(end) = entry.end {
                parts.push(("end", (end.as_millis() as f64).into()));
            }
            (key.as_str(), Json::object(parts))
        }))
    }

    /// Goes on from what [`to_json`](Self::to_json) wrote.
    pub fn from_json(written: &Json) -> Result<Self, KeyValueError> {
        let mut store = KeyValueStore::new();
        let entries = match written {
            Json::Object(entries) => entries,
            _ => return Err(KeyValueError::NotAStore),
        };
        for (key, entry) in entries {
            let value = entry.get("value").ok_or(KeyValueError::NotAStore)?.clone();
            let end = match entry.get("end").map(Json::as_f64) {
                None => None,
                Some(Some(number)) if number >= 0.0 => Some(Duration::from_millis(number as u64)),
                Some(_) => return Err(KeyValueError::NotAStore),
            };
            store.entries.insert(key.clone(), Entry { value, end });
        }
        Ok(store)
    }

    fn now(&self) -> Duration {
        (self.clock)()
    }

    /// A time that is longer than any clock has no end.
    fn after(&self, time: Duration) -> Result<Option<Duration>, KeyValueError> {
        if time == Duration::ZERO {
            return Err(KeyValueError::NoTime);
        }
        Ok(self.now().checked_add(time))
    }

    fn need(&self, key: &str) -> Result<&Entry, KeyValueError> {
        let now = self.now();
        let entry = self.entries.get(key).filter(|entry| entry.is_living(now));
        entry.ok_or_else(|| KeyValueError::Missing(key.to_string()))
    }
}

impl Entry {
    fn is_living(&self, now: Duration) -> bool {
        self.end.map_or(true, |end| now < end)
    }
}
