//! Goes from state to state by events, refuses others, and asks guards.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// Which events lead where.
#[derive(Debug, Clone)]
pub struct StateMachineOptions {
    /// The state to begin with.
    pub initial: String,
    /// Of each state the events and where they lead.
    pub transitions: Json,
}

impl Default for StateMachineOptions {
    fn default() -> Self {
        StateMachineOptions {
            initial: "idle".to_string(),
            transitions: Json::Object(Vec::new()),
        }
    }
}

/// Why a machine cannot be made, or stays in its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateMachineError {
    /// The transitions are no events by state.
    NoTransitions,
    /// The event leads nowhere from this state.
    NotTaken(String, String),
    /// A guard refused the event.
    Refused(String, String),
}

impl Display for StateMachineError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            StateMachineError::NoTransitions => {
                f.write_str("transitions are events by state, and where each leads")
            }
            StateMachineError::NotTaken(state, event) => {
                write!(f, "the state {state} does not take {event}")
            }
            StateMachineError::Refused(state, event) => {
                write!(f, "the event {event} is refused in the state {state}")
            }
        }
    }
}

impl Error for StateMachineError {}

/// Says by the state whether an event may be taken.
type Guard = Box<dyn Fn(&str) -> bool + Send + Sync>;
/// Called with the state before.
type Entered = Box<dyn Fn(&str) + Send + Sync>;

/// A state, and which events lead where.
pub struct StateMachine {
    states: Vec<String>,
    transitions: HashMap<String, BTreeMap<String, String>>,
    guards: HashMap<String, Guard>,
    entered: HashMap<String, Entered>,
}

impl StateMachine {
    /// Makes a machine in its first state.
    pub fn new(options: &StateMachineOptions) -> Result<Self, StateMachineError> {
        Ok(StateMachine {
            states: vec![options.initial.clone()],
            transitions: read(&options.transitions).ok_or(StateMachineError::NoTransitions)?,
            guards: HashMap::new(),
            entered: HashMap::new(),
        })
    }

    /// Has an event be asked for: it is taken only from states of which `guard` says so.
    pub fn guard(&mut self, event: &str, guard: impl Fn(&str) -> bool + Send + Sync + 'static) {
        self.guards.insert(event.to_string(), Box::new(guard));
    }

    /// Has `work` be called when a state is reached, with the state before.
    pub fn on_enter(&mut self, state: &str, work: impl Fn(&str) + Send + Sync + 'static) {
        self.entered.insert(state.to_string(), Box::new(work));
    }

    /// Takes an event and goes on to the next state.
    pub fn send(&mut self, event: &str) -> Result<String, StateMachineError> {
        let from = self.current();
        let next = match self.next(event) {
            Some(next) => next.clone(),
            None => return Err(StateMachineError::NotTaken(from, event.to_string())),
        };
        if self.guards.get(event).map_or(false, |guard| !guard(&from)) {
            return Err(StateMachineError::Refused(from, event.to_string()));
        }
        self.states.push(next.clone());
        if let Some(work) = self.entered.get(&next) {
            work(&from);
        }
        Ok(next)
    }

    /// Says whether an event leads anywhere now; guards are not asked.
    pub fn can(&self, event: &str) -> bool {
        self.next(event).is_some()
    }

    /// Gives the state.
    pub fn current(&self) -> String {
        self.states.last().cloned().unwrap_or_default()
    }

    /// Lists the events that lead anywhere now, by the alphabet; none in a last state.
    pub fn events(&self) -> Vec<String> {
        let events = self.transitions.get(&self.current());
        events.map_or_else(Vec::new, |events| events.keys().cloned().collect())
    }

    /// Lists the states so far, the first one first.
    pub fn history(&self) -> Vec<String> {
        self.states.clone()
    }

    fn next(&self, event: &str) -> Option<&String> {
        self.transitions.get(&self.current())?.get(event)
    }
}

fn read(transitions: &Json) -> Option<HashMap<String, BTreeMap<String, String>>> {
    let mut read = HashMap::new();
    for (state, events) in entries(transitions)? {
        let mut leads = BTreeMap::new();
        for (event, next) in entries(events)? {
            leads.insert(event.clone(), next.as_str()?.to_string());
        }
        read.insert(state.clone(), leads);
    }
    Some(read)
}

fn entries(json: &Json) -> Option<&[(String, Json)]> {
    match json {
        Json::Object(entries) => Some(entries),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    fn machine() -> StateMachine {
        let options = StateMachineOptions {
            initial: "open".to_string(),
            transitions: Json::object([("open", Json::object([("ship", Json::from("shipped"))]))]),
        };
        StateMachine::new(&options).unwrap()
    }

    #[test]
    fn asks_guards_and_stays_where_one_refuses() {
        let mut machine = machine();
        machine.guard("ship", |_| false);
        let refused = StateMachineError::Refused("open".to_string(), "ship".to_string());
        assert_eq!(machine.send("ship"), Err(refused));
        assert_eq!(machine.current(), "open");
        machine.guard("ship", |state| state == "open");
        assert_eq!(machine.send("ship").unwrap(), "shipped");
    }

    #[test]
    fn calls_what_waits_for_a_state() {
        let mut machine = machine();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        machine.on_enter("shipped", move |before| {
            kept.lock().unwrap().push(before.to_string());
        });
        machine.send("ship").unwrap();
        assert_eq!(*seen.lock().unwrap(), ["open"]);
    }
}
