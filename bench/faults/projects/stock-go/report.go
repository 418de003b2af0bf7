package stock

import (
	"fmt"
	"strconv"
	"strings"
)

// Report prints the store as a table, one line for each item.
func Report(store *Store) string {
	var lines []string
	for _, name := range store.Names() {
		item := store.items[normalize(name)]
		count := strconv.Itoa(item.Quantity)
		lines = append(lines, fmt.Sprintf("%-10s %5s %8.2f", item.Name, count, item.Price))
	}
	return strings.Join(lines, "\n")
}

// ParseLine reads a line such as "apples 3 0.50".
func ParseLine(line string) (Item, error) {
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return Item{}, fmt.Errorf("three fields wanted, got %d", len(fields))
	}
	quantity, err := strconv.Atoi(fields[1])
	if err != nil {
		return Item{}, fmt.Errorf("quantity: %w", err)
	}
	price, err := strconv.ParseFloat(fields[2], 64)
	if err != nil {
		return Item{}, fmt.Errorf("price: %w", err)
	}
	return Item{Name: fields[0], Quantity: quantity, Price: price}, nil
}
