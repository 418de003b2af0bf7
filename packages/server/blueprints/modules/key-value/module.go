package keyvalue

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"
	"time"
)

// KeyValueStoreOptions is what a store is told when it is made.
type KeyValueStoreOptions struct {
	// Now is the clock; that of the system if not set.
	Now func() time.Time
}

// KeyValueStoreSetOptions says how long a value is kept.
type KeyValueStoreSetOptions struct {
	// TTL is the seconds after which the value is gone. Nil: it stays.
	TTL *float64
}

// KeyValueStoreKeysOptions says which keys are listed.
type KeyValueStoreKeysOptions struct {
	// Prefix is how the keys begin.
	Prefix string
}

// KeyValueStoreIncrementOptions says how far to count.
type KeyValueStoreIncrementOptions struct {
	// By is what to add; 1 if not set.
	By float64
}

// KeyValueStore keeps values by key. It can be written as JSON and read from it. Any number of goroutines may use it.
type KeyValueStore struct {
	now     func() time.Time
	mutex   sync.Mutex
	entries map[string]storedValue
}

type storedValue struct {
	Value any `json:"value"`
	// Milliseconds since 1970. Nil: without an end.
	End *int64 `json:"end,omitempty"`
}

// NewKeyValueStore makes an empty store.
func NewKeyValueStore(options ...func(*KeyValueStoreOptions)) *KeyValueStore {
	o := KeyValueStoreOptions{Now: time.Now}
	for _, set := range options {
		set(&o)
	}
	return &KeyValueStore{now: o.Now, entries: map[string]storedValue{}}
}

// Set keeps a value under a key.
func (s *KeyValueStore) Set(key string, value any, options ...func(*KeyValueStoreSetOptions)) error {
	var o KeyValueStoreSetOptions
	for _, set := range options {
		set(&o)
	}
	if key == "" {
		return errors.New("a key must not be empty")
	}
	entry := storedValue{Value: value}
	if o.TTL != nil {
		end, err := s.after(*o.TTL)
		if err != nil {
			return err
		}
		entry.End = &end
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.entries[key] = entry
	return nil
}

// Get gives the value of a key.
func (s *KeyValueStore) Get(key string) (any, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	entry, err := s.need(key)
	return entry.Value, err
}

// Remove drops a key and says whether it was there.
func (s *KeyValueStore) Remove(key string) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	_, found := s.living(key)
	delete(s.entries, key)
	return found
}

// Keys lists the keys in the order of the alphabet.
func (s *KeyValueStore) Keys(options ...func(*KeyValueStoreKeysOptions)) []string {
	var o KeyValueStoreKeysOptions
	for _, set := range options {
		set(&o)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	keys := []string{}
	for key := range s.entries {
		if _, found := s.living(key); found && strings.HasPrefix(key, o.Prefix) {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	return keys
}

// Increment adds to a number; a key that is missing counts as 0.
func (s *KeyValueStore) Increment(key string, options ...func(*KeyValueStoreIncrementOptions)) (float64, error) {
	o := KeyValueStoreIncrementOptions{By: 1}
	for _, set := range options {
		set(&o)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	entry, found := s.living(key)
	number := 0.0
	if found {
		switch value := entry.Value.(type) {
		case float64:
			number = value
		case int:
			number = float64(value)
		default:
			return 0, fmt.Errorf("the value of %q is not a number", key)
		}
	}
	number += o.By
	s.entries[key] = storedValue{Value: number, End: entry.End}
	return number, nil
}

// Expire lets a key go after so many seconds and says whether it was there.
func (s *KeyValueStore) Expire(key string, seconds float64) (bool, error) {
	end, err := s.after(seconds)
	if err != nil {
		return false, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	entry, found := s.living(key)
	if found {
		entry.End = &end
		s.entries[key] = entry
	}
	return found, nil
}

// SecondsLeft says how many seconds a key will be there; nil when it has no end.
func (s *KeyValueStore) SecondsLeft(key string) (*float64, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	entry, err := s.need(key)
	if err != nil || entry.End == nil {
		return nil, err
	}
	left := float64(*entry.End-s.now().UnixMilli()) / 1000
	return &left, nil
}

// MarshalJSON writes everything that the store holds.
func (s *KeyValueStore) MarshalJSON() ([]byte, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return json.Marshal(s.entries)
}

// UnmarshalJSON goes on from what MarshalJSON of another store wrote.
func (s *KeyValueStore) UnmarshalJSON(text []byte) error {
	entries := map[string]storedValue{}
	if err := json.Unmarshal(text, &entries); err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.entries = entries
	return nil
}

func (s *KeyValueStore) after(ttl float64) (int64, error) {
	if ttl <= 0 {
		return 0, errors.New("the ttl must be above zero")
	}
	return s.now().UnixMilli() + int64(ttl*1000), nil
}

func (s *KeyValueStore) need(key string) (storedValue, error) {
	entry, found := s.living(key)
	if !found {
		return entry, fmt.Errorf("there is no key %q", key)
	}
	return entry, nil
}

func (s *KeyValueStore) living(key string) (storedValue, bool) {
	entry, found := s.entries[key]
	if found && entry.End != nil && s.now().UnixMilli() >= *entry.End {
		delete(s.entries, key)
		return storedValue{}, false
	}
	return entry, found
}
