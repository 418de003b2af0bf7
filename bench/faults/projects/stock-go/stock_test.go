package stock

import (
	"errors"
	"testing"
)

func TestStore(t *testing.T) {
	store := NewStore()
	if err := store.Add("Apples", 3, 0.5); err != nil {
		t.Fatal(err)
	}
	if err := store.Add("pears", 1, 2); err != nil {
		t.Fatal(err)
	}
	if err := store.Add("apples ", 2, 0.5); err != nil {
		t.Fatal(err)
	}
	if value := store.Value(); value != 4.5 {
		t.Errorf("value: %v", value)
	}
	if err := store.Take("apples", 6); !errors.Is(err, ErrNotEnough) {
		t.Errorf("taking too much: %v", err)
	}
	if err := store.Take("apples", 5); err != nil {
		t.Error(err)
	}
	if err := store.Add("plums", 0, 1); err == nil {
		t.Error("nothing was added without an error")
	}
	if names := store.Names(); len(names) != 2 || names[0] != "Apples" {
		t.Errorf("names: %v", names)
	}
}

func TestReport(t *testing.T) {
	store := NewStore()
	if err := store.Add("figs", 2, 1.25); err != nil {
		t.Fatal(err)
	}
	if got, want := Report(store), "figs           2     1.25"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParseLine(t *testing.T) {
	item, err := ParseLine("apples 3 0.50")
	if err != nil || item.Quantity != 3 || item.Price != 0.5 || item.Name != "apples" {
		t.Errorf("%v %v", item, err)
	}
	for _, line := range []string{"apples", "apples x 1", "apples 1 x"} {
		if _, err := ParseLine(line); err == nil {
			t.Errorf("%q was read", line)
		}
	}
}
