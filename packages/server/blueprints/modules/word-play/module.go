package wordplay

import (
	"errors"
	"regexp"
	"sort"
	"strings"
	"unicode"
)

var (
	latinWord = regexp.MustCompile(`[a-zA-Z]+`)
	wordHead  = regexp.MustCompile(`^(?:[^aeiouy]*qu|y?[^aeiouy]*)`)
)

// IsPalindrome says whether a text reads the same from behind; only letters and digits count.
func IsPalindrome(text string) (bool, error) {
	letters := lettersOfText(text)
	if len(letters) == 0 {
		return false, errors.New("there are no letters in this text")
	}
	for at := range letters {
		if letters[at] != letters[len(letters)-1-at] {
			return false, nil
		}
	}
	return true, nil
}

// AreAnagrams says whether two texts have the same letters.
func AreAnagrams(left, right string) bool {
	return sortedLetters(left) == sortedLetters(right)
}

// GroupAnagrams puts words together that have the same letters: groups of two and more.
func GroupAnagrams(words []string) [][]string {
	places := map[string]int{}
	var all [][]string
	for _, word := range words {
		key := sortedLetters(word)
		at, known := places[key]
		if !known {
			at = len(all)
			places[key] = at
			all = append(all, nil)
		}
		all[at] = append(all[at], word)
	}
	groups := [][]string{}
	for _, group := range all {
		if len(group) > 1 {
			groups = append(groups, group)
		}
	}
	return groups
}

// ToPigLatin says a text in pig latin: consonants go to the end, followed by "ay".
func ToPigLatin(text string) string {
	return latinWord.ReplaceAllStringFunc(text, func(word string) string {
		plain := strings.ToLower(word)
		changed := plain + "ay"
		if strings.ContainsAny(plain, "aeiou") {
			head := wordHead.FindString(plain)
			changed = plain[len(head):] + head + "ay"
			if head == "" {
				changed = plain + "way"
			}
		}
		if word[0] != plain[0] {
			changed = strings.ToUpper(changed[:1]) + changed[1:]
		}
		return changed
	})
}

// ReverseText writes a text from behind; what people see as one sign stays whole.
func ReverseText(text string) string {
	var signs []string
	joins := false
	for _, char := range text {
		if len(signs) > 0 && (joins || belongsToSignBefore(char)) {
			signs[len(signs)-1] += string(char)
		} else {
			signs = append(signs, string(char))
		}
		joins = char == '\u200d'
	}
	for left, right := 0, len(signs)-1; left < right; left, right = left+1, right-1 {
		signs[left], signs[right] = signs[right], signs[left]
	}
	return strings.Join(signs, "")
}

// belongsToSignBefore knows accents, variants, shades of skin, and what joins two signs.
func belongsToSignBefore(char rune) bool {
	return unicode.Is(unicode.M, char) || char == '\u200d' || (char >= 0x1f3fb && char <= 0x1f3ff)
}

func lettersOfText(text string) []rune {
	var letters []rune
	for _, char := range strings.ToLower(text) {
		if unicode.IsLetter(char) || unicode.IsNumber(char) {
			letters = append(letters, char)
		}
	}
	return letters
}

func sortedLetters(text string) string {
	letters := lettersOfText(text)
	sort.Slice(letters, func(a, b int) bool { return letters[a] < letters[b] })
	return string(letters)
}
