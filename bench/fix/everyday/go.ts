import type { Program } from '../contract.ts';

/** One slip each, of the kinds people make; written before looking at what `search_repair` tries. */
export const everydayGo: Program[] = [
  {
    name: 'median',
    source: `package program

import "sort"

func Median(values []int) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := make([]int, len(values))
	copy(sorted, values)
	sort.Ints(sorted)
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return float64(sorted[middle])
	}
	return float64(sorted[middle-1]+sorted[middle]) / 2
}

func Spread(values []int) (int, float64) {
	median := Median(values)
	return values[0], float64(values[0]) - median
}
`,
    slips: [['	sorted := make([]int, len(values))\n	copy(sorted, values)\n', '	sorted := values\n']],
    calls: ['Median(nil)', 'Median([]int{3, 1, 2})', 'Median([]int{4, 1, 3, 2})', 'Spread([]int{9, 1, 5})'],
    held: ['Spread([]int{2, 1})', 'Spread([]int{10, 30, 20, 0})', 'Median([]int{7})'],
  },
  {
    name: 'raise',
    source: `package program

type Item struct {
	Name  string
	Cents int
}

func Raise(items []Item, percent int) []Item {
	result := append([]Item(nil), items...)
	for i := range result {
		result[i].Cents += result[i].Cents * percent / 100
	}
	return result
}

func Total(items []Item) int {
	sum := 0
	for _, item := range items {
		sum += item.Cents
	}
	return sum
}
`,
    slips: [
      [
        '	for i := range result {\n		result[i].Cents += result[i].Cents * percent / 100\n',
        '	for _, item := range result {\n		item.Cents += item.Cents * percent / 100\n',
      ],
    ],
    calls: [
      'Total(nil)',
      'Raise([]Item{{"a", 100}}, 0)',
      'Raise([]Item{{"a", 100}, {"b", 250}}, 10)',
      'Total(Raise([]Item{{"a", 100}, {"b", 200}}, 50))',
    ],
    held: ['Raise([]Item{{"x", 999}}, 33)', 'Total(Raise([]Item{{"x", 10}, {"y", 20}, {"z", 30}}, 100))'],
  },
  {
    name: 'invert',
    source: `package program

import "sort"

func Invert(index map[string][]string) map[string][]string {
	result := map[string][]string{}
	for document, words := range index {
		for _, word := range words {
			result[word] = append(result[word], document)
		}
	}
	for word := range result {
		sort.Strings(result[word])
	}
	return result
}
`,
    slips: [['result := map[string][]string{}', 'var result map[string][]string']],
    calls: [
      'Invert(nil)',
      'Invert(map[string][]string{"a": {"x"}})',
      'Invert(map[string][]string{"a": {"x", "y"}, "b": {"x"}})',
    ],
    held: ['Invert(map[string][]string{"b": {"q"}, "a": {"q"}, "c": {"q", "r"}})'],
  },
  {
    name: 'port',
    source: `package program

import (
	"fmt"
	"strconv"
	"strings"
)

func ParseAddress(text string) (string, int, error) {
	host, port, found := strings.Cut(text, ":")
	if !found {
		return text, 80, nil
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return "", 0, fmt.Errorf("bad port %q", port)
	}
	if number < 1 || number > 65535 {
		return "", 0, fmt.Errorf("port %d out of range", number)
	}
	return host, number, nil
}
`,
    slips: [['number < 1 || number > 65535', 'number < 1 && number > 65535']],
    calls: [
      'ParseAddress("localhost")',
      'ParseAddress("localhost:8080")',
      'ParseAddress("localhost:x")',
      'ParseAddress("localhost:70000")',
    ],
    held: ['ParseAddress("a:0")', 'ParseAddress("a:65535")', 'ParseAddress("a:65536")', 'ParseAddress("a:1")'],
  },
  {
    name: 'reverse',
    source: `package program

import "strings"

func Reverse(text string) string {
	letters := []rune(text)
	for i, j := 0, len(letters)-1; i < j; i, j = i+1, j-1 {
		letters[i], letters[j] = letters[j], letters[i]
	}
	return string(letters)
}

func IsPalindrome(text string) bool {
	plain := strings.ToLower(strings.ReplaceAll(text, " ", ""))
	return plain == Reverse(plain)
}
`,
    slips: [['[]rune(text)', '[]byte(text)']],
    calls: [
      'Reverse("")',
      'Reverse("abc")',
      'Reverse("é!")',
      'IsPalindrome("Never odd or even")',
      'IsPalindrome("ab")',
    ],
    held: ['Reverse("日本語")', 'IsPalindrome("été")', 'Reverse("ab cd")'],
  },
  {
    name: 'average',
    source: `package program

type Grade struct {
	Points int
	Weight int
}

func Average(grades []Grade) float64 {
	sum, weight := 0, 0
	for _, grade := range grades {
		sum += grade.Points * grade.Weight
		weight += grade.Weight
	}
	if weight == 0 {
		return 0
	}
	return float64(sum) / float64(weight)
}
`,
    slips: [['float64(sum) / float64(weight)', 'float64(sum / weight)']],
    calls: [
      'Average(nil)',
      'Average([]Grade{{4, 1}})',
      'Average([]Grade{{4, 1}, {3, 1}})',
      'Average([]Grade{{2, 3}, {6, 1}})',
    ],
    held: ['Average([]Grade{{1, 1}, {2, 2}})', 'Average([]Grade{{5, 0}})', 'Average([]Grade{{10, 7}, {3, 4}})'],
  },
  {
    name: 'largest',
    source: `package program

func Largest(values []int) (int, bool) {
	if len(values) == 0 {
		return 0, false
	}
	largest := values[0]
	for _, value := range values {
		if value > largest {
			largest = value
		}
	}
	return largest, true
}

func Runs(values []int) []int {
	var runs []int
	count := 0
	for i, value := range values {
		if i > 0 && value != values[i-1] {
			runs = append(runs, count)
			count = 0
		}
		count++
	}
	if count > 0 {
		runs = append(runs, count)
	}
	return runs
}
`,
    slips: [['	if len(values) == 0 {\n		return 0, false\n	}\n', '']],
    calls: [
      'Largest(nil)',
      'Largest([]int{3})',
      'Largest([]int{-5, -2})',
      'Largest([]int{1, 9, 4})',
      'Runs(nil)',
      'Runs([]int{1, 1, 2})',
    ],
    held: ['Largest([]int{})', 'Largest([]int{0, 0})', 'Runs([]int{1, 2, 2, 2, 1})'],
  },
  {
    name: 'people',
    source: `package program

import "sort"

type Person struct {
	Name string
	Age  int
}

func ByAge(people []Person) []string {
	ordered := append([]Person(nil), people...)
	sort.Slice(ordered, func(i, j int) bool {
		if ordered[i].Age == ordered[j].Age {
			return ordered[i].Name < ordered[j].Name
		}
		return ordered[i].Age < ordered[j].Age
	})
	names := make([]string, 0, len(ordered))
	for _, person := range ordered {
		names = append(names, person.Name)
	}
	return names
}
`,
    slips: [['names := make([]string, 0, len(ordered))', 'names := make([]string, len(ordered))']],
    calls: [
      'ByAge(nil)',
      'ByAge([]Person{{"Ann", 30}, {"Bo", 20}})',
      'ByAge([]Person{{"Cy", 30}, {"Al", 30}, {"Bo", 20}})',
    ],
    held: ['ByAge([]Person{{"x", 3}, {"y", 1}, {"z", 2}})', 'ByAge([]Person{{"b", 1}, {"a", 1}})'],
  },
  {
    name: 'version',
    source: `package program

import (
	"strconv"
	"strings"
)

func Compare(a, b string) int {
	left := strings.Split(strings.TrimPrefix(a, "v"), ".")
	right := strings.Split(strings.TrimPrefix(b, "v"), ".")
	for i := 0; i < len(left) || i < len(right); i++ {
		x, y := 0, 0
		if i < len(left) {
			x, _ = strconv.Atoi(left[i])
		}
		if i < len(right) {
			y, _ = strconv.Atoi(right[i])
		}
		if x != y {
			if x < y {
				return -1
			}
			return 1
		}
	}
	return 0
}
`,
    slips: [['i < len(left) || i < len(right)', 'i < len(left) && i < len(right)']],
    calls: [
      'Compare("1.0", "1.0")',
      'Compare("1.2", "1.10")',
      'Compare("v2", "1.9.9")',
      'Compare("1.0", "1.0.1")',
      'Compare("1.0.0", "1")',
    ],
    held: ['Compare("1.0.1", "1.0")', 'Compare("1", "1.0.0")', 'Compare("v1.0.0.1", "1")', 'Compare("3", "v3.0")'],
  },
  {
    name: 'brackets',
    source: `package program

func Balanced(text string) bool {
	var stack []rune
	for _, letter := range text {
		switch letter {
		case '(', '[', '{':
			stack = append(stack, letter)
		case ')', ']', '}':
			if len(stack) == 0 {
				return false
			}
			open := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if !matches(open, letter) {
				return false
			}
		}
	}
	return len(stack) == 0
}

func matches(open, shut rune) bool {
	switch open {
	case '(':
		return shut == ')'
	case '[':
		return shut == ']'
	case '{':
		return shut == '}'
	}
	return false
}
`,
    slips: [["	case '{':\n		return shut == '}'\n", '']],
    calls: [
      'Balanced("")',
      'Balanced("()[]")',
      'Balanced("{}")',
      'Balanced("([)]")',
      'Balanced("((")',
      'Balanced("}")',
    ],
    held: ['Balanced("{[()]}")', 'Balanced("{]")', 'Balanced("a{b}c")', 'Balanced("{(})")'],
  },
];
