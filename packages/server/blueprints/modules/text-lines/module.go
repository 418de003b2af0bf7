package textlines

import (
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// UniqueLinesOptions says which lines are equal.
type UniqueLinesOptions struct {
	// IgnoreCase makes Two and two equal.
	IgnoreCase bool
}

// SortLinesOptions says in which order lines come.
type SortLinesOptions struct {
	// Descending puts the last first.
	Descending bool
	// Numeric goes by the number at the beginning; what has none comes first.
	Numeric bool
	// IgnoreCase puts capitals with small letters.
	IgnoreCase bool
	// Unique keeps equal lines once.
	Unique bool
}

// NumberLinesOptions says how NumberLines counts.
type NumberLinesOptions struct {
	// Start is the number of the first line; 1 if not set.
	Start int
}

// FilterLinesOptions says which lines stay.
type FilterLinesOptions struct {
	// IgnoreCase takes capitals for small letters.
	IgnoreCase bool
	// Without keeps the others.
	Without bool
}

// CleanLinesOptions says what CleanLines leaves.
type CleanLinesOptions struct {
	// KeepEmpty leaves empty lines.
	KeepEmpty bool
}

// FirstLinesOptions says how many lines FirstLines gives.
type FirstLinesOptions struct {
	// Count is how many; 10 if not set.
	Count int
}

// LastLinesOptions says how many lines LastLines gives.
type LastLinesOptions struct {
	// Count is how many; 10 if not set.
	Count int
}

// CountedLine is a line and how often it stands there.
type CountedLine struct {
	Line  string `json:"line"`
	Count int    `json:"count"`
}

var numberOfLine = regexp.MustCompile(`^\s*([+-]?\d+(?:\.\d+)?)`)

// UniqueLines keeps the first of equal lines, in the order in which they stand.
func UniqueLines(text string, options ...func(*UniqueLinesOptions)) string {
	var o UniqueLinesOptions
	for _, set := range options {
		set(&o)
	}
	return joinLines(distinctLines(splitLines(text), o.IgnoreCase))
}

// SortLines sorts lines by the alphabet or by the number that they begin with.
func SortLines(text string, options ...func(*SortLinesOptions)) string {
	var o SortLinesOptions
	for _, set := range options {
		set(&o)
	}
	lines := splitLines(text)
	if o.Unique {
		lines = distinctLines(lines, o.IgnoreCase)
	}
	sort.SliceStable(lines, func(one, other int) bool {
		if o.Descending {
			one, other = other, one
		}
		left, right := lines[one], lines[other]
		if a, b := leadingNumber(left), leadingNumber(right); o.Numeric && a != b {
			return a < b
		}
		return lineKey(left, o.IgnoreCase) < lineKey(right, o.IgnoreCase)
	})
	return joinLines(lines)
}

// ReverseLines puts the last line first.
func ReverseLines(text string) string {
	lines := splitLines(text)
	for from, to := 0, len(lines)-1; from < to; from, to = from+1, to-1 {
		lines[from], lines[to] = lines[to], lines[from]
	}
	return joinLines(lines)
}

// NumberLines puts its number before each line.
func NumberLines(text string, options ...func(*NumberLinesOptions)) (string, error) {
	o := NumberLinesOptions{Start: 1}
	for _, set := range options {
		set(&o)
	}
	if o.Start < 0 {
		return "", fmt.Errorf("the first number must be a whole number from 0 on")
	}
	lines := splitLines(text)
	width := len(strconv.Itoa(o.Start + len(lines) - 1))
	for at, line := range lines {
		lines[at] = strings.TrimRight(fmt.Sprintf("%*d  %s", width, o.Start+at, line), " \t")
	}
	return joinLines(lines), nil
}

// FilterLines keeps the lines in which something stands, or those in which it does not.
func FilterLines(part, text string, options ...func(*FilterLinesOptions)) string {
	var o FilterLinesOptions
	for _, set := range options {
		set(&o)
	}
	kept := []string{}
	for _, line := range splitLines(text) {
		if strings.Contains(lineKey(line, o.IgnoreCase), lineKey(part, o.IgnoreCase)) != o.Without {
			kept = append(kept, line)
		}
	}
	return joinLines(kept)
}

// CountLines counts how often each line stands there, the most frequent first.
func CountLines(text string) []CountedLine {
	counted, places := []CountedLine{}, map[string]int{}
	for _, line := range splitLines(text) {
		at, known := places[line]
		if !known {
			at = len(counted)
			places[line] = at
			counted = append(counted, CountedLine{Line: line})
		}
		counted[at].Count++
	}
	sort.SliceStable(counted, func(one, other int) bool {
		return counted[one].Count > counted[other].Count
	})
	return counted
}

// CleanLines takes out empty lines and the blanks at the ends of lines.
func CleanLines(text string, options ...func(*CleanLinesOptions)) string {
	var o CleanLinesOptions
	for _, set := range options {
		set(&o)
	}
	kept := []string{}
	for _, line := range splitLines(text) {
		if clean := strings.TrimRight(line, " \t"); clean != "" || o.KeepEmpty {
			kept = append(kept, clean)
		}
	}
	return joinLines(kept)
}

// FirstLines gives the lines at the beginning.
func FirstLines(text string, options ...func(*FirstLinesOptions)) (string, error) {
	o := FirstLinesOptions{Count: 10}
	for _, set := range options {
		set(&o)
	}
	lines := splitLines(text)
	count, err := countOfLines(o.Count, lines)
	return joinLines(lines[:count]), err
}

// LastLines gives the lines at the end.
func LastLines(text string, options ...func(*LastLinesOptions)) (string, error) {
	o := LastLinesOptions{Count: 10}
	for _, set := range options {
		set(&o)
	}
	lines := splitLines(text)
	count, err := countOfLines(o.Count, lines)
	return joinLines(lines[len(lines)-count:]), err
}

// splitLines parts a text; what ends it is no line of its own.
func splitLines(text string) []string {
	if text == "" {
		return nil
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func joinLines(lines []string) string {
	var text strings.Builder
	for _, line := range lines {
		text.WriteString(line)
		text.WriteByte('\n')
	}
	return text.String()
}

func distinctLines(lines []string, ignoreCase bool) []string {
	seen, kept := map[string]bool{}, []string{}
	for _, line := range lines {
		if key := lineKey(line, ignoreCase); !seen[key] {
			seen[key] = true
			kept = append(kept, line)
		}
	}
	return kept
}

func lineKey(line string, ignoreCase bool) string {
	if ignoreCase {
		return strings.ToLower(line)
	}
	return line
}

// leadingNumber is the number at the beginning of a line; what has none comes before all.
func leadingNumber(line string) float64 {
	found := numberOfLine.FindStringSubmatch(line)
	if found == nil {
		return math.Inf(-1)
	}
	number, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		return math.Inf(-1)
	}
	return number
}

func countOfLines(count int, lines []string) (int, error) {
	if count < 0 {
		return 0, fmt.Errorf("the count must be a whole number from 0 on")
	}
	if count > len(lines) {
		return len(lines), nil
	}
	return count, nil
}
