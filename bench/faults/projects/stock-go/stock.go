// Package stock keeps what lies in a store.
package stock

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// ErrNotEnough says that more was asked for than there is.
var ErrNotEnough = errors.New("not enough in stock")

// Item is one thing in the store.
type Item struct {
	Name     string
	Quantity int
	Price    float64
}

// Store holds items by their names.
type Store struct {
	items map[string]*Item
}

// NewStore returns an empty store.
func NewStore() *Store {
	return &Store{items: map[string]*Item{}}
}

// Add puts a quantity of an item into the store.
func (store *Store) Add(name string, quantity int, price float64) error {
	if quantity <= 0 {
		return fmt.Errorf("quantity must be positive: %d", quantity)
	}
	key := normalize(name)
	item, found := store.items[key]
	if !found {
		item = &Item{Name: name, Price: price}
		store.items[key] = item
	}
	item.Quantity += quantity
	return nil
}

// Take removes a quantity of an item.
func (store *Store) Take(name string, quantity int) error {
	item, found := store.items[normalize(name)]
	if !found || item.Quantity < quantity {
		return ErrNotEnough
	}
	item.Quantity -= quantity
	return nil
}

// Value is what everything in the store costs.
func (store *Store) Value() float64 {
	total := 0.0
	for _, item := range store.items {
		total += float64(item.Quantity) * item.Price
	}
	return total
}

// Names lists the items in the order of the alphabet.
func (store *Store) Names() []string {
	names := make([]string, 0, len(store.items))
	for _, item := range store.items {
		names = append(names, item.Name)
	}
	sort.Strings(names)
	return names
}

func normalize(name string) string {
	return strings.ToLower(strings.TrimSpace(name))
}
