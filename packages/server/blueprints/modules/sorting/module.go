package sorting

import (
	"errors"
	"fmt"
	"strings"
)

// SortNumbersOptions says how numbers are sorted.
type SortNumbersOptions struct {
	// Way is quick, merge, heap, insertion, bubble or selection; merge if not set.
	Way string
	// Descending puts the largest first.
	Descending bool
}

// sortsBefore says whether the first number comes before the second.
type sortsBefore func(a, b float64) bool

type sortingWay struct {
	name string
	sort func(numbers []float64, before sortsBefore) []float64
}

func sortingWays() []sortingWay {
	return []sortingWay{
		{"quick", quickSort},
		{"merge", mergeSort},
		{"heap", heapSort},
		{"insertion", insertionSort},
		{"bubble", bubbleSort},
		{"selection", selectionSort},
	}
}

// SortNumbers sorts numbers; the list that is given stays as it is.
func SortNumbers(numbers []float64, options ...func(*SortNumbersOptions)) ([]float64, error) {
	o := SortNumbersOptions{Way: "merge"}
	for _, set := range options {
		set(&o)
	}
	before := func(a, b float64) bool { return a < b }
	if o.Descending {
		before = func(a, b float64) bool { return a > b }
	}
	names := []string{}
	for _, way := range sortingWays() {
		if way.name == o.Way {
			return way.sort(append([]float64{}, numbers...), before), nil
		}
		names = append(names, way.name)
	}
	return nil, fmt.Errorf("%s is not one of %s", o.Way, strings.Join(names, ", "))
}

// CountComparisons counts the comparisons that each way takes for the same numbers.
func CountComparisons(numbers []float64) map[string]int {
	counts := map[string]int{}
	for _, way := range sortingWays() {
		counts[way.name] = 0
		way.sort(append([]float64{}, numbers...), func(a, b float64) bool {
			counts[way.name]++
			return a < b
		})
	}
	return counts
}

// SearchSorted finds the place of a number in a sorted list by halving; nil where it is not there.
func SearchSorted(numbers []float64, number float64) (*int, error) {
	for at := 1; at < len(numbers); at++ {
		if numbers[at] < numbers[at-1] {
			return nil, errors.New("the numbers are not in order")
		}
	}
	from, to := 0, len(numbers)
	for from < to {
		if middle := (from + to) / 2; numbers[middle] < number {
			from = middle + 1
		} else {
			to = middle
		}
	}
	if from == len(numbers) || numbers[from] != number {
		return nil, nil
	}
	return &from, nil
}

// SearchLinear finds the first place of a number in a list in any order; false where it is not there.
func SearchLinear(numbers []float64, number float64) (int, bool) {
	for at, one := range numbers {
		if one == number {
			return at, true
		}
	}
	return 0, false
}

func quickSort(numbers []float64, before sortsBefore) []float64 {
	if len(numbers) < 2 {
		return numbers
	}
	middle := len(numbers) / 2
	pivot := numbers[middle]
	var smaller, others []float64
	for at, number := range numbers {
		switch {
		case at == middle:
		case before(number, pivot):
			smaller = append(smaller, number)
		default:
			others = append(others, number)
		}
	}
	return append(append(quickSort(smaller, before), pivot), quickSort(others, before)...)
}

func mergeSort(numbers []float64, before sortsBefore) []float64 {
	if len(numbers) < 2 {
		return numbers
	}
	middle := len(numbers) / 2
	left, right := mergeSort(numbers[:middle], before), mergeSort(numbers[middle:], before)
	merged := make([]float64, 0, len(numbers))
	for len(left) > 0 && len(right) > 0 {
		// Of equals the left one first: their order stays.
		if before(right[0], left[0]) {
			merged, right = append(merged, right[0]), right[1:]
		} else {
			merged, left = append(merged, left[0]), left[1:]
		}
	}
	return append(append(merged, left...), right...)
}

func heapSort(heap []float64, before sortsBefore) []float64 {
	sink := func(at, size int) {
		for 2*at+1 < size {
			below := 2*at + 1
			if below+1 < size && before(heap[below], heap[below+1]) {
				below++
			}
			if !before(heap[at], heap[below]) {
				return
			}
			heap[at], heap[below] = heap[below], heap[at]
			at = below
		}
	}
	for at := len(heap)/2 - 1; at >= 0; at-- {
		sink(at, len(heap))
	}
	for end := len(heap) - 1; end > 0; end-- {
		heap[0], heap[end] = heap[end], heap[0]
		sink(0, end)
	}
	return heap
}

func insertionSort(numbers []float64, before sortsBefore) []float64 {
	for at := 1; at < len(numbers); at++ {
		for place := at; place > 0 && before(numbers[place], numbers[place-1]); place-- {
			numbers[place], numbers[place-1] = numbers[place-1], numbers[place]
		}
	}
	return numbers
}

func bubbleSort(numbers []float64, before sortsBefore) []float64 {
	for end := len(numbers) - 1; end > 0; end-- {
		moved := false
		for at := 0; at < end; at++ {
			if before(numbers[at+1], numbers[at]) {
				numbers[at], numbers[at+1] = numbers[at+1], numbers[at]
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	return numbers
}

func selectionSort(numbers []float64, before sortsBefore) []float64 {
	for start := range numbers {
		first := start
		for at := start + 1; at < len(numbers); at++ {
			if before(numbers[at], numbers[first]) {
				first = at
			}
		}
		numbers[start], numbers[first] = numbers[first], numbers[start]
	}
	return numbers
}
