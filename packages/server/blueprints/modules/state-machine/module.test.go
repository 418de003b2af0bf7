package machine

import "testing"

func TestGuards(t *testing.T) {
	paid, seen := false, ""
	machine := NewStateMachine(func(o *StateMachineOptions) {
		o.Initial = "open"
		o.Transitions = map[string]map[string]string{"open": {"ship": "shipped"}}
		o.Guards = map[string]func(string) bool{"ship": func(string) bool { return paid }}
		o.OnEnter = map[string]func(string){"shipped": func(from string) { seen = from }}
	})
	if _, err := machine.Send("ship"); err == nil || machine.Current() != "open" {
		t.Errorf("a guard that refuses gives %v and leads to %s", err, machine.Current())
	}
	paid = true
	if state, err := machine.Send("ship"); err != nil || state != "shipped" || seen != "open" {
		t.Errorf("it leads to %s from %q: %v", state, seen, err)
	}
}
