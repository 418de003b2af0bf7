package emitter

import "sync"

// EventListener is called with what is told and the event that it was told with.
type EventListener func(data any, event string)

// EventSubscription is one listener of one event. Functions cannot be compared, so this is what stops listening.
type EventSubscription struct {
	listener EventListener
	isOnce   bool
}

// Emitter is events by name and who listens to them. Any number of goroutines may use it; a listener may listen, emit
// and stop.
type Emitter struct {
	mutex     sync.Mutex
	listeners map[string][]*EventSubscription
}

// NewEmitter makes an emitter to which nobody listens.
func NewEmitter() *Emitter {
	return &Emitter{listeners: map[string][]*EventSubscription{}}
}

// On listens to an event, or with * to all.
func (e *Emitter) On(event string, listener EventListener) *EventSubscription {
	return e.listen(event, &EventSubscription{listener: listener})
}

// Once listens until the event happens for the first time.
func (e *Emitter) Once(event string, listener EventListener) *EventSubscription {
	return e.listen(event, &EventSubscription{listener: listener, isOnce: true})
}

// Off stops listening.
func (e *Emitter) Off(event string, subscription *EventSubscription) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.drop(event, subscription)
}

// Emit calls those that listen to an event, and says how many there were.
func (e *Emitter) Emit(event string, data any) int {
	e.mutex.Lock()
	var called []*EventSubscription
	for _, name := range []string{event, "*"} {
		// What is dropped makes a new list, so this one stays as it is.
		for _, subscription := range e.listeners[name] {
			called = append(called, subscription)
			if subscription.isOnce {
				e.drop(name, subscription)
			}
		}
	}
	e.mutex.Unlock()
	for _, subscription := range called {
		subscription.listener(data, event)
	}
	return len(called)
}

// ListenerCount counts those that listen to an event by its name.
func (e *Emitter) ListenerCount(event string) int {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return len(e.listeners[event])
}

func (e *Emitter) listen(event string, subscription *EventSubscription) *EventSubscription {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.listeners[event] = append(e.listeners[event], subscription)
	return subscription
}

func (e *Emitter) drop(event string, subscription *EventSubscription) {
	var left []*EventSubscription
	for _, other := range e.listeners[event] {
		if other != subscription {
			left = append(left, other)
		}
	}
	e.listeners[event] = left
}
