package statistics

import (
	"errors"
	"math"
	"sort"
)

// NumberFacts describes a list of numbers; Deviation is the standard deviation of the whole population.
type NumberFacts struct {
	Count     int     `json:"count"`
	Sum       float64 `json:"sum"`
	Mean      float64 `json:"mean"`
	Median    float64 `json:"median"`
	Min       float64 `json:"min"`
	Max       float64 `json:"max"`
	Deviation float64 `json:"deviation"`
}

var errNoNumbers = errors.New("there must be at least one number")

// DescribeNumbers gives count, sum, mean, median, extremes and standard deviation of numbers.
func DescribeNumbers(numbers []float64) (NumberFacts, error) {
	if len(numbers) == 0 {
		return NumberFacts{}, errNoNumbers
	}
	ordered := inOrder(numbers)
	count := float64(len(ordered))
	sum := 0.0
	for _, number := range ordered {
		sum += number
	}
	mean := sum / count
	squares := 0.0
	for _, number := range ordered {
		squares += (number - mean) * (number - mean)
	}
	return NumberFacts{
		Count:     len(ordered),
		Sum:       sum,
		Mean:      mean,
		Median:    between(ordered, (count-1)/2),
		Min:       ordered[0],
		Max:       ordered[len(ordered)-1],
		Deviation: math.Sqrt(squares / count),
	}, nil
}

// Percentile gives the value under which a share of the numbers (in percent) lies.
func Percentile(share float64, numbers []float64) (float64, error) {
	if !(share >= 0 && share <= 100) {
		return 0, errors.New("the share must be 0 to 100")
	}
	if len(numbers) == 0 {
		return 0, errNoNumbers
	}
	return between(inOrder(numbers), share/100*float64(len(numbers)-1)), nil
}

// Modes lists the most frequent of the numbers, the smallest first.
func Modes(numbers []float64) ([]float64, error) {
	if len(numbers) == 0 {
		return nil, errNoNumbers
	}
	counts := map[float64]int{}
	most := 0
	for _, number := range numbers {
		counts[number]++
		if counts[number] > most {
			most = counts[number]
		}
	}
	var frequent []float64
	for number, count := range counts {
		if count == most {
			frequent = append(frequent, number)
		}
	}
	return inOrder(frequent), nil
}

func inOrder(numbers []float64) []float64 {
	ordered := append([]float64(nil), numbers...)
	sort.Float64s(ordered)
	return ordered
}

// between gives the value at a place that may lie between two numbers.
func between(ordered []float64, place float64) float64 {
	below, above := ordered[int(math.Floor(place))], ordered[int(math.Ceil(place))]
	return below + (above-below)*(place-math.Floor(place))
}
