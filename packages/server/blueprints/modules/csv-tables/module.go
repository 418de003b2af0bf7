package csvtables

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// CSVToTableOptions says what a table looks like.
type CSVToTableOptions struct {
	// As is text (if not set) or html.
	As string
	// Delimiter stands between fields; a comma if not set.
	Delimiter string
}

// SortCSVOptions says in which order rows come.
type SortCSVOptions struct {
	// Descending puts the largest first.
	Descending bool
}

// GroupCSVOptions says what is added up.
type GroupCSVOptions struct {
	// Sum is the column of numbers, if any.
	Sum *string
}

// JoinCSVOptions says which rows stay.
type JoinCSVOptions struct {
	// Keep is both (rows that have a partner, if not set) or left (all of the first table).
	Keep string
}

// CSVGroup is a value of a column, its rows, and what another column adds up to.
type CSVGroup struct {
	Value   string   `json:"value"`
	Count   int      `json:"count"`
	Sum     *float64 `json:"sum,omitempty"`
	Average *float64 `json:"average,omitempty"`
}

var tableCondition = regexp.MustCompile(`^\s*(.+?)\s*(>=|<=|!=|=|>|<|~)\s*(.*?)\s*$`)

type columnTable struct {
	columns []string
	rows    [][]string
}

// CSVToTable writes CSV as aligned text or HTML.
func CSVToTable(text string, options ...func(*CSVToTableOptions)) (string, error) {
	o := CSVToTableOptions{As: "text", Delimiter: ","}
	for _, set := range options {
		set(&o)
	}
	table, err := readTable(text, o.Delimiter)
	if err != nil {
		return "", err
	}
	switch o.As {
	case "text":
		return alignedTable(table), nil
	case "html":
		return htmlTable(table), nil
	}
	return "", fmt.Errorf("%s is neither text nor html", o.As)
}

// SortCSV sorts CSV by a column; numbers by size where all are numbers.
func SortCSV(text, column string, options ...func(*SortCSVOptions)) (string, error) {
	var o SortCSVOptions
	for _, set := range options {
		set(&o)
	}
	table, at, err := tableWith(text, column)
	if err != nil {
		return "", err
	}
	numeric := table.isNumeric(at)
	isLess := func(a, b string) bool {
		if !numeric {
			return strings.ToLower(a) < strings.ToLower(b)
		}
		left, _ := tableNumber(a)
		right, _ := tableNumber(b)
		return left < right
	}
	sort.SliceStable(table.rows, func(one, other int) bool {
		if o.Descending {
			one, other = other, one
		}
		return isLess(table.rows[one][at], table.rows[other][at])
	})
	return table.write()
}

// FilterCSV keeps the rows for which a condition such as age>30, name=Ada or name~ad holds.
func FilterCSV(text, condition string) (string, error) {
	found := tableCondition.FindStringSubmatch(condition)
	if found == nil {
		return "", fmt.Errorf("%q is no condition, such as age>30", condition)
	}
	table, at, err := tableWith(text, found[1])
	if err != nil {
		return "", err
	}
	kept := [][]string{}
	for _, row := range table.rows {
		if fieldHolds(row[at], found[2], found[3]) {
			kept = append(kept, row)
		}
	}
	table.rows = kept
	return table.write()
}

// GroupCSV counts the rows for each value of a column, by the alphabet; it sums and averages another.
func GroupCSV(text, by string, options ...func(*GroupCSVOptions)) ([]CSVGroup, error) {
	var o GroupCSVOptions
	for _, set := range options {
		set(&o)
	}
	table, at, err := tableWith(text, by)
	if err != nil {
		return nil, err
	}
	counts, sums := map[string]int{}, map[string]float64{}
	for _, row := range table.rows {
		counts[row[at]]++
	}
	if o.Sum != nil {
		sumAt, err := table.place(*o.Sum)
		if err != nil {
			return nil, err
		}
		for _, row := range table.rows {
			if strings.TrimSpace(row[sumAt]) == "" {
				continue
			}
			number, isNumber := tableNumber(row[sumAt])
			if !isNumber {
				return nil, fmt.Errorf("%q is not a number", row[sumAt])
			}
			sums[row[at]] += number
		}
	}
	groups := []CSVGroup{}
	for value, count := range counts {
		group := CSVGroup{Value: value, Count: count}
		if o.Sum != nil {
			sum := exactNumber(sums[value])
			average := exactNumber(sum / float64(count))
			group.Sum, group.Average = &sum, &average
		}
		groups = append(groups, group)
	}
	sort.Slice(groups, func(one, other int) bool { return groups[one].Value < groups[other].Value })
	return groups, nil
}

// JoinCSV puts rows together that hold the same in a column; columns that both tables have are counted on.
func JoinCSV(left, right, by string, options ...func(*JoinCSVOptions)) (string, error) {
	o := JoinCSVOptions{Keep: "both"}
	for _, set := range options {
		set(&o)
	}
	if o.Keep != "both" && o.Keep != "left" {
		return "", fmt.Errorf("%s is neither both nor left", o.Keep)
	}
	first, at, err := tableWith(left, by)
	if err != nil {
		return "", err
	}
	second, otherAt, err := tableWith(right, by)
	if err != nil {
		return "", err
	}
	partners := map[string][][]string{}
	for _, row := range second.rows {
		partners[row[otherAt]] = append(partners[row[otherAt]], row)
	}
	joined := columnTable{columns: append([]string{}, first.columns...)}
	for place, name := range second.columns {
		if place == otherAt {
			continue
		}
		if _, err := first.place(name); err == nil {
			name += " 2"
		}
		joined.columns = append(joined.columns, name)
	}
	for _, row := range first.rows {
		matches := partners[row[at]]
		if len(matches) == 0 && o.Keep == "left" {
			matches = [][]string{make([]string, len(second.columns))}
		}
		for _, match := range matches {
			whole := append([]string{}, row...)
			whole = append(whole, match[:otherAt]...)
			joined.rows = append(joined.rows, append(whole, match[otherAt+1:]...))
		}
	}
	return joined.write()
}

func readTable(text, delimiter string) (columnTable, error) {
	comma, size := utf8.DecodeRuneInString(delimiter)
	if size == 0 || size != len(delimiter) {
		return columnTable{}, errors.New("a delimiter is one character")
	}
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = comma
	reader.FieldsPerRecord = -1
	lines, err := reader.ReadAll()
	if err != nil {
		return columnTable{}, err
	}
	if len(lines) == 0 {
		return columnTable{}, nil
	}
	table := columnTable{columns: lines[0], rows: lines[1:]}
	for at, row := range table.rows {
		if len(row) > len(table.columns) {
			return columnTable{}, fmt.Errorf("row %d has more fields than there are columns", at+2)
		}
		table.rows[at] = append(row, make([]string, len(table.columns)-len(row))...)
	}
	return table, nil
}

func tableWith(text, column string) (table columnTable, at int, err error) {
	table, err = readTable(text, ",")
	if err != nil {
		return table, 0, err
	}
	at, err = table.place(column)
	return table, at, err
}

func (t columnTable) write() (string, error) {
	var written strings.Builder
	writer := csv.NewWriter(&written)
	err := writer.WriteAll(append([][]string{t.columns}, t.rows...))
	return written.String(), err
}

func (t columnTable) place(column string) (int, error) {
	for at, name := range t.columns {
		if name == column {
			return at, nil
		}
	}
	return 0, fmt.Errorf("there is no column %s, only %s", column, strings.Join(t.columns, ", "))
}

func (t columnTable) isNumeric(at int) bool {
	for _, row := range t.rows {
		if _, isNumber := tableNumber(row[at]); !isNumber {
			return false
		}
	}
	return len(t.rows) > 0
}

func tableNumber(text string) (float64, bool) {
	number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return number, err == nil && !math.IsNaN(number) && !math.IsInf(number, 0)
}

// exactNumber leaves out what floating point adds.
func exactNumber(number float64) float64 {
	exact, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', 12, 64), 64)
	if err != nil {
		return number
	}
	return exact
}

func fieldHolds(field, sign, value string) bool {
	switch sign {
	case "~":
		return strings.Contains(strings.ToLower(field), strings.ToLower(value))
	case "=":
		return field == value
	case "!=":
		return field != value
	}
	left, isNumber := tableNumber(field)
	right, isValue := tableNumber(value)
	if !isNumber || !isValue {
		return false
	}
	if left == right {
		return strings.HasSuffix(sign, "=")
	}
	return (left > right) == strings.HasPrefix(sign, ">")
}

func alignedTable(table columnTable) string {
	widths := make([]int, len(table.columns))
	rule := make([]string, len(table.columns))
	for at, column := range table.columns {
		widths[at] = utf8.RuneCountInString(column)
		if widths[at] == 0 {
			widths[at] = 1
		}
		for _, row := range table.rows {
			if width := utf8.RuneCountInString(row[at]); width > widths[at] {
				widths[at] = width
			}
		}
		rule[at] = strings.Repeat("-", widths[at])
	}
	var written strings.Builder
	for _, cells := range append([][]string{table.columns, rule}, table.rows...) {
		padded := make([]string, len(cells))
		for at, cell := range cells {
			space := strings.Repeat(" ", widths[at]-utf8.RuneCountInString(cell))
			if table.isNumeric(at) {
				padded[at] = space + cell
			} else {
				padded[at] = cell + space
			}
		}
		written.WriteString(strings.TrimRight(strings.Join(padded, "  "), " ") + "\n")
	}
	return written.String()
}

func htmlTable(table columnTable) string {
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	var written strings.Builder
	line := func(cells []string, tag string) {
		written.WriteString("  <tr>")
		for _, cell := range cells {
			fmt.Fprintf(&written, "<%s>%s</%s>", tag, escape.Replace(cell), tag)
		}
		written.WriteString("</tr>\n")
	}
	written.WriteString("<table>\n")
	line(table.columns, "th")
	for _, row := range table.rows {
		line(row, "td")
	}
	written.WriteString("</table>\n")
	return written.String()
}
