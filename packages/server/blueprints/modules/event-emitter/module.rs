//! Calls listeners when something happens.

use std::collections::HashMap;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::json::Json;

/// Called with what is told and the event that it was told with.
type Listener = Arc<dyn Fn(&Json, &str) + Send + Sync>;

/// One listener of one event, which is what stops listening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subscription(u64);

/// Events by name and who listens to them. Any number of threads may share it; a listener may listen, emit and stop.
#[derive(Default)]
pub struct Emitter {
    book: Mutex<Book>,
}

#[derive(Default)]
struct Book {
    listeners: HashMap<String, Vec<Entry>>,
    given: u64,
}

#[derive(Clone)]
struct Entry {
    subscription: Subscription,
    listener: Listener,
    is_once: bool,
}

impl Debug for Emitter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emitter").finish_non_exhaustive()
    }
}

impl Emitter {
    /// Makes an emitter to which nobody listens.
    pub fn new() -> Self {
        Emitter::default()
    }

    /// Listens to an event, or with `*` to all.
    pub fn on(
        &self,
        event: &str,
        listener: impl Fn(&Json, &str) + Send + Sync + 'static,
    ) -> Subscription {
        self.listen(event, Arc::new(listener), false)
    }

    /// Listens until the event happens for the first time.
    pub fn once(
        &self,
        event: &str,
        listener: impl Fn(&Json, &str) + Send + Sync + 'static,
    ) -> Subscription {
        self.listen(event, Arc::new(listener), true)
    }

    /// Stops listening.
    pub fn off(&self, event: &str, subscription: Subscription) {
        if let Some(entries) = self.lock().listeners.get_mut(event) {
            entries.retain(|entry| entry.subscription != subscription);
        }
    }

    /// Calls those that listen to an event, and says how many there were.
    pub fn emit(&self, event: &str, data: &Json) -> usize {
        let mut called = Vec::new();
        let mut book = self.lock();
        for name in [event, "*"] {
            if let Some(entries) = book.listeners.get_mut(name) {
                called.extend(entries.iter().cloned());
                entries.retain(|entry| !entry.is_once);
            }
        }
        // A listener may listen and stop too.
        drop(book);
        for entry in &called {
            (entry.listener)(data, event);
        }
        called.len()
    }

    /// Counts those that listen to an event by its name.
    pub fn listener_count(&self, event: &str) -> usize {
        self.lock().listeners.get(event).map_or(0, Vec::len)
    }

    fn listen(&self, event: &str, listener: Listener, is_once: bool) -> Subscription {
        let mut book = self.lock();
        book.given += 1;
        let subscription = Subscription(book.given);
        let entry = Entry {
            subscription,
            listener,
            is_once,
        };
        book.listeners
            .entry(event.to_string())
            .or_default()
            .push(entry);
        subscription
    }

    /// Listeners are called without the lock, so none leaves anything half done.
    fn lock(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Heard = Arc<Mutex<Vec<String>>>;

    /// What was heard, and a listener that writes it down.
    fn ear() -> (Heard, impl Fn(&Json, &str) + Clone) {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&heard);
        let listener = move |data: &Json, event: &str| {
            kept.lock().unwrap().push(format!("{event} {data}"));
        };
        (heard, listener)
    }

    #[test]
    fn calls_listeners_in_their_order_and_those_of_all_events() {
        let (heard, listener) = ear();
        let emitter = Emitter::new();
        emitter.on("saved", listener.clone());
        emitter.on("*", listener);
        assert_eq!(emitter.emit("saved", &Json::from(1)), 2);
        assert_eq!(emitter.emit("gone", &Json::Null), 1);
        assert_eq!(*heard.lock().unwrap(), ["saved 1", "saved 1", "gone null"]);
    }

    #[test]
    fn hears_once_and_stops() {
        let (heard, listener) = ear();
        let emitter = Emitter::new();
        emitter.once("saved", listener.clone());
        let stop = emitter.on("saved", listener);
        emitter.emit("saved", &Json::from(1));
        emitter.off("saved", stop);
        emitter.emit("saved", &Json::from(2));
        assert_eq!(*heard.lock().unwrap(), ["saved 1", "saved 1"]);
        assert_eq!(emitter.listener_count("saved"), 0);
    }

    #[test]
    fn lets_a_listener_listen() {
        let emitter = Arc::new(Emitter::new());
        let inner = Arc::clone(&emitter);
        emitter.on("saved", move |_, _| {
            inner.on("later", |_, _| {});
        });
        emitter.emit("saved", &Json::Null);
        assert_eq!(emitter.listener_count("later"), 1);
    }
}
