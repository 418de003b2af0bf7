package csvstatistics

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// ColumnStatisticsOptions says how ColumnStatistics reads.
type ColumnStatisticsOptions struct {
	// Delimiter stands between fields; "," if not set.
	Delimiter string
}

var columnNumber = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// ColumnStatistics describes the numbers in a column; empty fields do not count.
func ColumnStatistics(text, column string, options ...func(*ColumnStatisticsOptions)) (NumberFacts, error) {
	o := ColumnStatisticsOptions{Delimiter: ","}
	for _, set := range options {
		set(&o)
	}
	table, err := readCSV(text, o.Delimiter)
	if err != nil {
		return NumberFacts{}, err
	}
	at := -1
	for place, name := range table.columns {
		if name == column {
			at = place
		}
	}
	if at < 0 {
		return NumberFacts{}, fmt.Errorf("there is no column %s, only %s", column, strings.Join(table.columns, ", "))
	}
	var numbers []float64
	for _, row := range table.rows {
		field := strings.TrimSpace(row[at])
		if field == "" {
			continue
		}
		number, err := strconv.ParseFloat(field, 64)
		if err != nil || !columnNumber.MatchString(field) {
			return NumberFacts{}, fmt.Errorf("%q is not a number", field)
		}
		numbers = append(numbers, number)
	}
	return DescribeNumbers(numbers)
}
