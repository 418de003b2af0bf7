package textsimilarity

import (
	"errors"
	"math"
	"strings"
	"unicode"
)

// JaccardSimilarity says how many of the words of two texts stand in both, from 0 to 1.
func JaccardSimilarity(left, right string) float64 {
	ours, theirs := wordCounts(left), wordCounts(right)
	both := 0
	for word := range ours {
		if theirs[word] > 0 {
			both++
		}
	}
	all := len(ours) + len(theirs) - both
	if all == 0 {
		return 1
	}
	return roundedShare(float64(both) / float64(all))
}

// CosineSimilarity says how alike two texts are by how often each word stands in them, from 0 to 1.
func CosineSimilarity(left, right string) float64 {
	ours, theirs := wordCounts(left), wordCounts(right)
	if len(ours) == 0 && len(theirs) == 0 {
		return 1
	}
	product, squares, others := 0, 0, 0
	for word, count := range ours {
		product += count * theirs[word]
		squares += count * count
	}
	for _, count := range theirs {
		others += count * count
	}
	if product == 0 {
		return 0
	}
	return roundedShare(float64(product) / math.Sqrt(float64(squares)*float64(others)))
}

// JaroWinkler says how alike two names are by their letters, above all the first ones, from 0 to 1.
func JaroWinkler(left, right string) float64 {
	ours, theirs := []rune(left), []rune(right)
	if len(ours) == 0 && len(theirs) == 0 {
		return 1
	}
	longest := len(ours)
	if len(theirs) > longest {
		longest = len(theirs)
	}
	reach := longest/2 - 1
	if reach < 0 {
		reach = 0
	}
	taken, matched := make([]bool, len(theirs)), []rune{}
	for at, letter := range ours {
		for place, other := range theirs {
			if place >= at-reach && place <= at+reach && !taken[place] && other == letter {
				taken[place] = true
				matched = append(matched, letter)
				break
			}
		}
	}
	if len(matched) == 0 {
		return 0
	}
	moved, next := 0, 0
	for place, letter := range theirs {
		if taken[place] {
			if matched[next] != letter {
				moved++
			}
			next++
		}
	}
	count := float64(len(matched))
	jaro := (count/float64(len(ours)) + count/float64(len(theirs)) + (count-float64(moved)/2)/count) / 3
	prefix := 0
	for prefix < 4 && prefix < len(ours) && prefix < len(theirs) && ours[prefix] == theirs[prefix] {
		prefix++
	}
	return roundedShare(jaro + float64(prefix)*0.1*(1-jaro))
}

// HammingDistance counts the places at which two texts have different letters; it fails where one is longer.
func HammingDistance(left, right string) (int, error) {
	ours, theirs := []rune(left), []rune(right)
	if len(ours) != len(theirs) {
		return 0, errors.New("both texts must have the same length")
	}
	places := 0
	for at, letter := range ours {
		if theirs[at] != letter {
			places++
		}
	}
	return places, nil
}

// LongestCommonSubsequence gives the most letters that stand in both texts in the same order.
func LongestCommonSubsequence(left, right string) string {
	ours, theirs := []rune(left), []rune(right)
	// Of each pair of endings, how many letters they share.
	shared := make([][]int, len(ours)+1)
	for i := range shared {
		shared[i] = make([]int, len(theirs)+1)
	}
	for i := len(ours) - 1; i >= 0; i-- {
		for j := len(theirs) - 1; j >= 0; j-- {
			switch {
			case ours[i] == theirs[j]:
				shared[i][j] = shared[i+1][j+1] + 1
			case shared[i+1][j] >= shared[i][j+1]:
				shared[i][j] = shared[i+1][j]
			default:
				shared[i][j] = shared[i][j+1]
			}
		}
	}
	found := []rune{}
	for i, j := 0, 0; shared[i][j] > 0; {
		switch {
		case ours[i] == theirs[j]:
			found = append(found, ours[i])
			i, j = i+1, j+1
		case shared[i+1][j] >= shared[i][j+1]:
			i++
		default:
			j++
		}
	}
	return string(found)
}

func wordCounts(text string) map[string]int {
	counts := map[string]int{}
	apart := func(letter rune) bool { return !unicode.IsLetter(letter) && !unicode.IsNumber(letter) }
	for _, word := range strings.FieldsFunc(strings.ToLower(text), apart) {
		counts[word]++
	}
	return counts
}

func roundedShare(share float64) float64 {
	return math.Round(share*1e6) / 1e6
}
