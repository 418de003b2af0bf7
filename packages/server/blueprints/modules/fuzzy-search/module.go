package fuzzysearch

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// FindSimilarOptions says how much FindSimilar gives.
type FindSimilarOptions struct {
	// Limit is the most words in the result; 5 if not set.
	Limit int
}

// EditDistance counts the letters to insert, delete or replace to make one word of another (Levenshtein).
func EditDistance(left, right string) int {
	letters := []rune(right)
	row := make([]int, len(letters)+1)
	for at := range row {
		row[at] = at
	}
	for i, letter := range []rune(left) {
		// The value that stood to the left in the row above.
		corner := row[0]
		row[0] = i + 1
		for j, other := range letters {
			edits := corner
			if letter != other {
				edits++
			}
			corner = row[j+1]
			for _, choice := range []int{corner + 1, row[j] + 1} {
				if choice < edits {
					edits = choice
				}
			}
			row[j+1] = edits
		}
	}
	return row[len(letters)]
}

// FindSimilar finds the words that resemble one, the most alike first. At most half of the letters may differ.
func FindSimilar(word string, candidates []string, options ...func(*FindSimilarOptions)) []string {
	o := FindSimilarOptions{Limit: 5}
	for _, set := range options {
		set(&o)
	}
	wanted := strings.ToLower(word)
	distances := map[string]int{}
	found := []string{}
	for _, candidate := range candidates {
		distance := EditDistance(wanted, strings.ToLower(candidate))
		longest := utf8.RuneCountInString(wanted)
		if count := utf8.RuneCountInString(candidate); count > longest {
			longest = count
		}
		if 2*distance <= longest {
			distances[candidate] = distance
			found = append(found, candidate)
		}
	}
	sort.SliceStable(found, func(a, b int) bool { return distances[found[a]] < distances[found[b]] })
	if o.Limit >= 0 && len(found) > o.Limit {
		found = found[:o.Limit]
	}
	return found
}
