package strings

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PadTextOptions says how PadText fills.
type PadTextOptions struct {
	// Fill is the character to fill with; a blank if not set.
	Fill string
	// Side is left, right or both; left if not set.
	Side string
}

// MaskTextOptions says what MaskText hides.
type MaskTextOptions struct {
	// Keep is how many characters stay; 4 if not set.
	Keep int
	// Sign stands for the others; * if not set.
	Sign string
}

const mostPadded = 10_000

var (
	wordOfText = regexp.MustCompile(`\S+`)
	// Each letter is followed by those that are this one with an accent.
	accentedLetters = strings.Fields(`
		aàáâãäåāăąǎ cçćĉċč dďđ eèéêëēĕėęěẽ gĝğġģǧ hĥ iìíîïĩīĭįǐ jĵ kķ lĺļľł nñńņň oòóôõöøōŏőơǒ rŕŗř sśŝşšș
		tţťț uùúûüũūŭůűųưǔ wŵẁẃẅ yýÿŷỳ zźżž
	`)
)

var plainLetters = func() map[rune]rune {
	plain := map[rune]rune{}
	for _, group := range accentedLetters {
		letters := []rune(group)
		for _, one := range letters[1:] {
			plain[one] = letters[0]
			plain[unicode.ToUpper(one)] = unicode.ToUpper(letters[0])
		}
	}
	return plain
}()

// CapitalizeText writes the first letter of a text as a capital.
func CapitalizeText(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// CapitalizeWords writes the first letter of each word as a capital, and the others small.
func CapitalizeWords(text string) string {
	return wordOfText.ReplaceAllStringFunc(text, func(word string) string {
		return CapitalizeText(strings.ToLower(word))
	})
}

// CollapseSpaces trims a text, and puts one blank where there are several signs of white space.
func CollapseSpaces(text string) string {
	return strings.Join(strings.Fields(text), " ")
}

// PadText fills a text up to a length.
func PadText(text string, length int, options ...func(*PadTextOptions)) (string, error) {
	o := PadTextOptions{Fill: " ", Side: "left"}
	for _, set := range options {
		set(&o)
	}
	if utf8.RuneCountInString(o.Fill) != 1 {
		return "", errors.New("it is filled with one character")
	}
	if length < 0 || length > mostPadded {
		return "", fmt.Errorf("the length must be 0 to %d", mostPadded)
	}
	missing := length - utf8.RuneCountInString(text)
	if missing < 0 {
		missing = 0
	}
	left := 0
	switch o.Side {
	case "left":
		left = missing
	case "both":
		left = missing / 2
	case "right":
	default:
		return "", fmt.Errorf("%q is not one of left, right, both", o.Side)
	}
	return strings.Repeat(o.Fill, left) + text + strings.Repeat(o.Fill, missing-left), nil
}

// CountVowels counts the vowels of a text, with accents too.
func CountVowels(text string) int {
	count := 0
	for _, letter := range strings.ToLower(RemoveAccents(text)) {
		if strings.ContainsRune("aeiou", letter) {
			count++
		}
	}
	return count
}

// CountOccurrences counts how often a part stands in a text, nothing twice.
func CountOccurrences(text, part string) (int, error) {
	if part == "" {
		return 0, errors.New("the part is empty")
	}
	return strings.Count(text, part), nil
}

// RemoveAccents writes letters without their accents.
func RemoveAccents(text string) string {
	return strings.Map(func(letter rune) rune {
		if plain, ok := plainLetters[letter]; ok {
			return plain
		}
		// An accent that follows its letter.
		if letter >= 0x300 && letter <= 0x36f {
			return -1
		}
		return letter
	}, text)
}

// MaskText hides a text but for its last characters.
func MaskText(text string, options ...func(*MaskTextOptions)) (string, error) {
	o := MaskTextOptions{Keep: 4, Sign: "*"}
	for _, set := range options {
		set(&o)
	}
	if o.Keep < 0 {
		return "", errors.New("what stays must not be below 0")
	}
	letters := []rune(text)
	hidden := len(letters) - o.Keep
	if hidden < 0 {
		hidden = 0
	}
	return strings.Repeat(o.Sign, hidden) + string(letters[hidden:]), nil
}
