import type { Program } from '../contract.ts';

/** Written with the everyday ones and not run until the search was done: the figure that counts. */
export const untouchedGo: Program[] = [
  {
    name: 'calculator',
    source: `package program

import (
	"errors"
	"strconv"
	"strings"
)

func Evaluate(text string) (int, error) {
	var stack []int
	for _, word := range strings.Fields(text) {
		number, err := strconv.Atoi(word)
		if err == nil {
			stack = append(stack, number)
			continue
		}
		if len(stack) < 2 {
			return 0, errors.New("too few values")
		}
		a, b := stack[len(stack)-2], stack[len(stack)-1]
		stack = stack[:len(stack)-2]
		switch word {
		case "+":
			stack = append(stack, a+b)
		case "-":
			stack = append(stack, a-b)
		case "*":
			stack = append(stack, a*b)
		default:
			return 0, errors.New("unknown word " + word)
		}
	}
	if len(stack) != 1 {
		return 0, errors.New("not one result")
	}
	return stack[0], nil
}
`,
    slips: [['a, b := stack[len(stack)-2], stack[len(stack)-1]', 'a, b := stack[len(stack)-1], stack[len(stack)-2]']],
    calls: [
      'Evaluate("5")',
      'Evaluate("1 2 +")',
      'Evaluate("7 2 -")',
      'Evaluate("2 3 4 * +")',
      'Evaluate("+")',
      'Evaluate("1 2")',
      'Evaluate("1 2 ?")',
    ],
    held: ['Evaluate("10 4 3 - -")', 'Evaluate("2 9 - 3 *")', 'Evaluate("")'],
  },
  {
    name: 'dedupe',
    source: `package program

import "strings"

func Dedupe(names []string) []string {
	seen := make(map[string]bool)
	var result []string
	for _, name := range names {
		key := strings.ToLower(strings.TrimSpace(name))
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		result = append(result, strings.TrimSpace(name))
	}
	return result
}
`,
    slips: [['key := strings.ToLower(strings.TrimSpace(name))', 'key := strings.TrimSpace(name)']],
    calls: [
      'Dedupe(nil)',
      'Dedupe([]string{"a", "b", "a"})',
      'Dedupe([]string{" Ann", "ann", ""})',
      'Dedupe([]string{"x ", " "})',
    ],
    held: ['Dedupe([]string{"BO", "bo", "Bo", "Cy"})', 'Dedupe([]string{"é", "É"})'],
  },
  {
    name: 'duration',
    source: `package program

import "fmt"

func Seconds(text string) (int, error) {
	total, number := 0, 0
	digits := false
	for _, letter := range text {
		switch {
		case letter >= '0' && letter <= '9':
			number = number*10 + int(letter-'0')
			digits = true
		case !digits:
			return 0, fmt.Errorf("a number is missing before %q", letter)
		case letter == 'h':
			total += number * 3600
			number, digits = 0, false
		case letter == 'm':
			total += number * 60
			number, digits = 0, false
		case letter == 's':
			total += number
			number, digits = 0, false
		default:
			return 0, fmt.Errorf("unknown unit %q", letter)
		}
	}
	if digits {
		return 0, fmt.Errorf("a unit is missing")
	}
	return total, nil
}
`,
    slips: [
      [
        '			total += number * 60\n			number, digits = 0, false\n',
        '			total += number * 60\n			digits = false\n',
      ],
    ],
    calls: [
      'Seconds("")',
      'Seconds("5s")',
      'Seconds("2m")',
      'Seconds("1h30m")',
      'Seconds("1m30s")',
      'Seconds("h")',
      'Seconds("5")',
      'Seconds("5x")',
    ],
    held: ['Seconds("2h3m4s")', 'Seconds("10m10s")', 'Seconds("1m1h")', 'Seconds("1ms")'],
  },
];
