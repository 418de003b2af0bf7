package csvfiles

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// MergeCSVFilesOptions says what is made of the rows.
type MergeCSVFilesOptions struct {
	// Unique keeps of rows that are the same only the first.
	Unique bool
	// SortBy is the column to sort by, if any.
	SortBy *string
	// Descending puts the largest first.
	Descending bool
	// Limit is the most rows in the result; all if not set.
	Limit *int
}

// MergeCSVFiles puts the rows of CSV files one behind the other; what a file has no column for stays empty.
func MergeCSVFiles(files []string, options ...func(*MergeCSVFilesOptions)) (string, error) {
	var o MergeCSVFilesOptions
	for _, set := range options {
		set(&o)
	}
	if o.Limit != nil && *o.Limit < 0 {
		return "", errors.New("limit must not be below zero")
	}
	merged := columnTable{}
	places := map[string]int{}
	tables := make([]columnTable, 0, len(files))
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("the file %s can not be read", file)
		}
		table, err := readTable(strings.TrimPrefix(string(content), "\ufeff"), ",")
		if err != nil {
			return "", fmt.Errorf("%s: %w", file, err)
		}
		for _, name := range table.columns {
			if _, known := places[name]; !known {
				places[name] = len(merged.columns)
				merged.columns = append(merged.columns, name)
			}
		}
		tables = append(tables, table)
	}
	seen := map[string]bool{}
	for _, table := range tables {
		for _, fields := range table.rows {
			row := make([]string, len(merged.columns))
			for at, field := range fields {
				row[places[table.columns[at]]] = field
			}
			key := fmt.Sprintf("%q", row)
			if !o.Unique || !seen[key] {
				merged.rows = append(merged.rows, row)
			}
			seen[key] = true
		}
	}
	text, err := merged.write()
	if err == nil && o.SortBy != nil {
		text, err = SortCSV(text, *o.SortBy, func(s *SortCSVOptions) { s.Descending = o.Descending })
	}
	if err != nil || o.Limit == nil {
		return text, err
	}
	sorted, err := readTable(text, ",")
	if err != nil {
		return "", err
	}
	if len(sorted.rows) > *o.Limit {
		sorted.rows = sorted.rows[:*o.Limit]
	}
	return sorted.write()
}
