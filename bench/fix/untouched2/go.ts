import type { Program } from '../contract.ts';

/** Written before the operators of the search were looked at; measured first and worked on after. */
export const secondGo: Program[] = [
  {
    name: 'stack',
    source: `package program

type Stack struct {
	items []int
}

func (s *Stack) Push(value int) {
	s.items = append(s.items, value)
}

func (s *Stack) Pop() (int, bool) {
	if len(s.items) == 0 {
		return 0, false
	}
	last := len(s.items) - 1
	value := s.items[last]
	s.items = s.items[:last]
	return value, true
}

func Drain(values []int, times int) []int {
	stack := &Stack{}
	for _, value := range values {
		stack.Push(value)
	}
	var result []int
	for i := 0; i < times; i++ {
		if value, ok := stack.Pop(); ok {
			result = append(result, value)
		}
	}
	return result
}
`,
    slips: [['	s.items = s.items[:last]\n	return value, true', '	return value, true']],
    calls: ['Drain(nil, 2)', 'Drain([]int{1}, 1)', 'Drain([]int{1, 2, 3}, 2)', 'Drain([]int{4}, 3)'],
    held: ['Drain([]int{5, 6, 7, 8}, 4)', 'Drain([]int{1, 1, 2}, 3)'],
  },
  {
    name: 'ranking',
    source: `package program

import "sort"

type Score struct {
	Name   string
	Points int
}

func Rank(scores []Score) []string {
	sorted := append([]Score(nil), scores...)
	sort.Slice(sorted, func(i, j int) bool {
		if sorted[i].Points != sorted[j].Points {
			return sorted[i].Points > sorted[j].Points
		}
		return sorted[i].Name < sorted[j].Name
	})
	var names []string
	for _, score := range sorted {
		names = append(names, score.Name)
	}
	return names
}
`,
    slips: [['return sorted[i].Name < sorted[j].Name', 'return sorted[i].Name < sorted[i].Name']],
    calls: [
      'Rank(nil)',
      'Rank([]Score{{"a", 1}, {"b", 2}})',
      'Rank([]Score{{"b", 1}, {"a", 1}})',
      'Rank([]Score{{"c", 3}, {"a", 1}, {"b", 3}})',
    ],
    held: ['Rank([]Score{{"z", 0}, {"y", 0}, {"x", 5}, {"w", 0}})'],
  },
  {
    name: 'pairs',
    source: `package program

import (
	"fmt"
	"strings"
)

func Parse(text string) (map[string]string, error) {
	values := map[string]string{}
	for number, line := range strings.Split(text, ";") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, "=", 2)
		if len(parts) != 2 {
			return nil, fmt.Errorf("line %d: no value", number+1)
		}
		values[strings.TrimSpace(parts[0])] = strings.TrimSpace(parts[1])
	}
	return values, nil
}
`,
    slips: [['strings.SplitN(line, "=", 2)', 'strings.Split(line, "=")']],
    calls: ['Parse("")', 'Parse("a=1; b = 2")', 'Parse("# note;x=y")', 'Parse("a")', 'Parse("url=http://h/?q=1")'],
    held: ['Parse("k=a=b=c")', 'Parse("k=;j==")', 'Parse("ok=1;bad")'],
  },
  {
    name: 'mean',
    source: `package program

func Mean(values []int) float64 {
	if len(values) == 0 {
		return 0
	}
	sum := 0
	for _, value := range values {
		sum += value
	}
	return float64(sum) / float64(len(values))
}

func Above(values []int) []int {
	mean := Mean(values)
	var result []int
	for _, value := range values {
		if float64(value) > mean {
			result = append(result, value)
		}
	}
	return result
}
`,
    slips: [['float64(sum) / float64(len(values))', 'float64(sum / len(values))']],
    calls: ['Mean(nil)', 'Mean([]int{2, 4})', 'Mean([]int{1, 2})', 'Above([]int{1, 2, 2})'],
    held: ['Mean([]int{1, 1, 2})', 'Above([]int{3, 4, 4, 4})', 'Mean([]int{-1, -2})'],
  },
  {
    name: 'factors',
    source: `package program

func Factors(n int) []int {
	var result []int
	for i := 2; i*i <= n; i++ {
		for n%i == 0 {
			result = append(result, i)
			n /= i
		}
	}
	if n > 1 {
		result = append(result, n)
	}
	return result
}

func Distinct(n int) int {
	count, last := 0, 0
	for _, factor := range Factors(n) {
		if factor != last {
			count++
			last = factor
		}
	}
	return count
}
`,
    slips: [['i*i <= n', 'i*i < n']],
    calls: ['Factors(1)', 'Factors(2)', 'Factors(4)', 'Factors(12)', 'Factors(97)', 'Distinct(60)'],
    held: ['Factors(9)', 'Factors(49)', 'Factors(360)', 'Distinct(36)', 'Factors(121)'],
  },
  {
    name: 'inventory',
    source: `package program

import "errors"

type Shop struct {
	stock map[string]int
}

func (s *Shop) Sell(item string, count int) error {
	have, known := s.stock[item]
	if !known {
		return errors.New("unknown item")
	}
	if count > have {
		return errors.New("not enough")
	}
	s.stock[item] = have - count
	return nil
}

func Day(stock map[string]int, items []string) (map[string]int, int) {
	shop := &Shop{stock: stock}
	failed := 0
	for _, item := range items {
		if err := shop.Sell(item, 1); err != nil {
			failed++
		}
	}
	return shop.stock, failed
}
`,
    slips: [['err != nil {\n			failed++', 'err == nil {\n			failed++']],
    calls: [
      'Day(map[string]int{}, nil)',
      'Day(map[string]int{"a": 2}, []string{"a"})',
      'Day(map[string]int{"a": 1}, []string{"a", "a"})',
      'Day(map[string]int{"a": 1}, []string{"b"})',
    ],
    held: ['Day(map[string]int{"a": 3, "b": 0}, []string{"a", "b", "a", "c"})'],
  },
];
