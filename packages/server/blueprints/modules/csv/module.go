package csvtools

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var csvNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// ParseCSVOptions says how ParseCSV reads.
type ParseCSVOptions struct {
	// Delimiter stands between fields; "," if not set.
	Delimiter string
	// Numbers reads fields that look like numbers, true or false as such.
	Numbers bool
}

// MarkdownTableOptions says how MarkdownTable reads.
type MarkdownTableOptions struct {
	// Delimiter is the character between fields; a comma if not set.
	Delimiter string
}

// FormatCSVOptions says how FormatCSV writes.
type FormatCSVOptions struct {
	// Delimiter stands between fields; "," if not set.
	Delimiter string
}

// CSVFacts is what DescribeCSV finds.
type CSVFacts struct {
	Rows    int        `json:"rows"`
	Columns CSVColumns `json:"columns"`
}

// CSVColumns is the columns in their order; in JSON an object by name.
type CSVColumns []CSVColumn

// CSVColumn is how many fields of a column are filled and, where all of these are numbers, their range and mean.
type CSVColumn struct {
	Name   string   `json:"-"`
	Filled int      `json:"filled"`
	Min    *float64 `json:"min,omitempty"`
	Max    *float64 `json:"max,omitempty"`
	Mean   *float64 `json:"mean,omitempty"`
}

type csvTable struct {
	columns []string
	rows    [][]string
}

// ParseCSV reads rows of CSV with a header line.
func ParseCSV(text string, options ...func(*ParseCSVOptions)) ([]map[string]any, error) {
	o := ParseCSVOptions{Delimiter: ","}
	for _, set := range options {
		set(&o)
	}
	table, err := readCSV(text, o.Delimiter)
	if err != nil {
		return nil, err
	}
	rows := make([]map[string]any, 0, len(table.rows))
	for _, fields := range table.rows {
		row := map[string]any{}
		for at, column := range table.columns {
			row[column] = fields[at]
			if o.Numbers {
				row[column] = typedField(fields[at])
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// FormatCSV writes a JSON list of objects as CSV, with the columns of all objects in the order in which they appear.
func FormatCSV(text string, options ...func(*FormatCSVOptions)) (string, error) {
	o := FormatCSVOptions{Delimiter: ","}
	for _, set := range options {
		set(&o)
	}
	var objects []json.RawMessage
	if !json.Valid([]byte(text)) {
		return "", errors.New("this is no JSON")
	}
	if json.Unmarshal([]byte(text), &objects) != nil {
		return "", errors.New("the JSON must be a list of objects")
	}
	var table csvTable
	places := map[string]int{}
	var records []map[string]string
	for _, object := range objects {
		names, record, err := readObject(object)
		if err != nil {
			return "", err
		}
		for _, name := range names {
			if _, known := places[name]; !known {
				places[name] = len(table.columns)
				table.columns = append(table.columns, name)
			}
		}
		records = append(records, record)
	}
	for _, record := range records {
		fields := make([]string, len(table.columns))
		for name, field := range record {
			fields[places[name]] = field
		}
		table.rows = append(table.rows, fields)
	}
	return table.write(o.Delimiter)
}

// SelectColumns keeps some columns, in the order given.
func SelectColumns(text string, columns []string) (string, error) {
	table, err := readCSV(text, ",")
	if err != nil {
		return "", err
	}
	places := make([]int, len(columns))
	for at, column := range columns {
		place := indexOf(table.columns, column)
		if place < 0 {
			return "", fmt.Errorf("there is no column %s", column)
		}
		places[at] = place
	}
	chosen := csvTable{columns: columns}
	for _, fields := range table.rows {
		row := make([]string, len(places))
		for at, place := range places {
			row[at] = fields[place]
		}
		chosen.rows = append(chosen.rows, row)
	}
	return chosen.write(",")
}

// DescribeCSV counts rows, and the filled fields and the range of numbers of each column.
func DescribeCSV(text string) (CSVFacts, error) {
	table, err := readCSV(text, ",")
	if err != nil {
		return CSVFacts{}, err
	}
	facts := CSVFacts{Rows: len(table.rows), Columns: CSVColumns{}}
	for at, name := range table.columns {
		facts.Columns = append(facts.Columns, table.describe(name, at))
	}
	return facts, nil
}

// MarkdownTable writes a CSV as a Markdown table.
func MarkdownTable(text string, options ...func(*MarkdownTableOptions)) (string, error) {
	o := MarkdownTableOptions{Delimiter: ","}
	for _, set := range options {
		set(&o)
	}
	table, err := readCSV(text, o.Delimiter)
	if err != nil || len(table.columns) == 0 {
		return "", err
	}
	rules := make([]string, len(table.columns))
	for at := range rules {
		rules[at] = "---"
	}
	// Bars would end a cell, and line breaks the table.
	cell := strings.NewReplacer("|", `\|`, "\r\n", "<br>", "\n", "<br>")
	var written strings.Builder
	for _, fields := range append([][]string{table.columns, rules}, table.rows...) {
		for _, field := range fields {
			written.WriteString("| " + cell.Replace(field) + " ")
		}
		written.WriteString("|\n")
	}
	return written.String(), nil
}

// MarshalJSON writes the columns as an object, in their order.
func (c CSVColumns) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	text.WriteByte('{')
	for at, column := range c {
		if at > 0 {
			text.WriteByte(',')
		}
		name, err := json.Marshal(column.Name)
		if err != nil {
			return nil, err
		}
		facts, err := json.Marshal(column)
		if err != nil {
			return nil, err
		}
		text.Write(name)
		text.WriteByte(':')
		text.Write(facts)
	}
	text.WriteByte('}')
	return text.Bytes(), nil
}

func (t csvTable) describe(name string, at int) CSVColumn {
	column := CSVColumn{Name: name}
	least, most, sum, numbers := math.Inf(1), math.Inf(-1), 0.0, 0
	for _, fields := range t.rows {
		if fields[at] == "" {
			continue
		}
		column.Filled++
		if number, ok := typedField(fields[at]).(float64); ok {
			numbers++
			least, most, sum = math.Min(least, number), math.Max(most, number), sum+number
		}
	}
	if numbers > 0 && numbers == column.Filled {
		mean := sum / float64(numbers)
		column.Min, column.Max, column.Mean = &least, &most, &mean
	}
	return column
}

func (t csvTable) write(delimiter string) (string, error) {
	if len(t.columns) == 0 {
		return "", nil
	}
	comma, err := delimiterOf(delimiter)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	writer := csv.NewWriter(&text)
	writer.Comma = comma
	if err := writer.Write(t.columns); err != nil {
		return "", err
	}
	if err := writer.WriteAll(t.rows); err != nil {
		return "", err
	}
	return text.String(), nil
}

// readCSV gives rows that are as long as the header.
func readCSV(text, delimiter string) (csvTable, error) {
	comma, err := delimiterOf(delimiter)
	if err != nil {
		return csvTable{}, err
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	reader.Comma = comma
	reader.FieldsPerRecord = -1
	var table csvTable
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return table, nil
		}
		if err != nil {
			return csvTable{}, err
		}
		if table.columns == nil {
			table.columns = fields
			continue
		}
		if len(fields) > len(table.columns) {
			line, _ := reader.FieldPos(0)
			return csvTable{}, fmt.Errorf("there are more fields than columns in line %d", line)
		}
		for len(fields) < len(table.columns) {
			fields = append(fields, "")
		}
		table.rows = append(table.rows, fields)
	}
}

func delimiterOf(text string) (rune, error) {
	char, size := utf8.DecodeRuneInString(text)
	if size == 0 || size != len(text) || strings.ContainsRune("\"\r\n", char) || char == utf8.RuneError {
		return 0, errors.New("the delimiter must be one character, and no quote or line break")
	}
	return char, nil
}

func typedField(field string) any {
	if field == "true" || field == "false" {
		return field == "true"
	}
	if !csvNumber.MatchString(field) {
		return field
	}
	number, err := strconv.ParseFloat(field, 64)
	if err != nil {
		return field
	}
	return number
}

// readObject gives the names of an object in their order, and what stands under each as the text of a field.
func readObject(text json.RawMessage) ([]string, map[string]string, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return nil, nil, errors.New("the JSON must be a list of objects")
	}
	var names []string
	record := map[string]string{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, nil, err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, nil, err
		}
		field, err := fieldOf(value)
		if err != nil {
			return nil, nil, err
		}
		key := fmt.Sprint(name)
		names = append(names, key)
		record[key] = field
	}
	return names, record, nil
}

func fieldOf(value json.RawMessage) (string, error) {
	if string(value) == "null" {
		return "", nil
	}
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text, nil
	}
	var compact bytes.Buffer
	err := json.Compact(&compact, value)
	return compact.String(), err
}

func indexOf(names []string, wanted string) int {
	for at, name := range names {
		if name == wanted {
			return at
		}
	}
	return -1
}
