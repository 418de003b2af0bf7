package machine

import (
	"fmt"
	"sort"
)

// StateMachineOptions says which events lead where.
type StateMachineOptions struct {
	// Initial is the state to begin with; idle if not set.
	Initial string
	// Transitions hold of each state the events and where they lead.
	Transitions map[string]map[string]string
	// Guards say whether an event may be taken, by the name of the event.
	Guards map[string]func(state string) bool
	// OnEnter is called when a state is reached, by the name of the state.
	OnEnter map[string]func(from string)
}

// StateMachine is a state, and which events lead where. One goroutine at a time may use it.
type StateMachine struct {
	options StateMachineOptions
	states  []string
}

// NewStateMachine makes a machine in its first state.
func NewStateMachine(options ...func(*StateMachineOptions)) *StateMachine {
	o := StateMachineOptions{Initial: "idle"}
	for _, set := range options {
		set(&o)
	}
	return &StateMachine{options: o, states: []string{o.Initial}}
}

// Send takes an event and goes on to the next state; it fails where the event leads nowhere, or a guard refuses it.
func (m *StateMachine) Send(event string) (string, error) {
	from := m.Current()
	next, leads := m.options.Transitions[from][event]
	if !leads {
		return "", fmt.Errorf("the state %s does not take %s", from, event)
	}
	if guard := m.options.Guards[event]; guard != nil && !guard(from) {
		return "", fmt.Errorf("the event %s is refused in the state %s", event, from)
	}
	m.states = append(m.states, next)
	if enter := m.options.OnEnter[next]; enter != nil {
		enter(from)
	}
	return next, nil
}

// Can says whether an event leads anywhere now; guards are not asked.
func (m *StateMachine) Can(event string) bool {
	_, leads := m.options.Transitions[m.Current()][event]
	return leads
}

// Current gives the state.
func (m *StateMachine) Current() string {
	return m.states[len(m.states)-1]
}

// Events lists the events that lead anywhere now, by the alphabet; none in a last state.
func (m *StateMachine) Events() []string {
	events := []string{}
	for event := range m.options.Transitions[m.Current()] {
		events = append(events, event)
	}
	sort.Strings(events)
	return events
}

// History lists the states so far, the first one first.
func (m *StateMachine) History() []string {
	return append([]string{}, m.states...)
}
