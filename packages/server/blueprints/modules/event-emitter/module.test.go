package emitter

import (
	"fmt"
	"reflect"
	"testing"
)

func TestListeners(t *testing.T) {
	heard := []string{}
	hear := func(name string) EventListener {
		return func(data any, event string) { heard = append(heard, fmt.Sprint(name, " ", event, " ", data)) }
	}
	emitter := NewEmitter()
	first := emitter.On("saved", hear("first"))
	emitter.Once("saved", hear("once"))
	emitter.On("*", hear("all"))
	if called := emitter.Emit("saved", 1); called != 3 {
		t.Errorf("%d listeners were called, want 3", called)
	}
	emitter.Off("saved", first)
	if called := emitter.Emit("saved", 2); called != 1 {
		t.Errorf("%d listeners were called after two have gone, want 1", called)
	}
	if count := emitter.ListenerCount("saved"); count != 0 {
		t.Errorf("%d listeners are left, want 0", count)
	}
	want := []string{"first saved 1", "once saved 1", "all saved 1", "all saved 2"}
	if !reflect.DeepEqual(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}

func TestListenersThatListen(t *testing.T) {
	emitter := NewEmitter()
	emitter.Once("ready", func(any, string) { emitter.On("ready", func(any, string) {}) })
	if called := emitter.Emit("ready", nil); called != 1 {
		t.Errorf("%d listeners were called, want 1: who comes while it is told hears the next", called)
	}
	if called := emitter.Emit("ready", nil); called != 1 {
		t.Errorf("%d listeners were called the second time, want 1", called)
	}
}
