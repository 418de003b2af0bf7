package caseconversion

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ConvertCase writes a name in another spelling: camel, pascal, snake, kebab, constant, title or sentence.
func ConvertCase(text, to string) (string, error) {
	words := nameWords(text)
	switch to {
	case "camel":
		if len(words) == 0 {
			return "", nil
		}
		return words[0] + strings.Join(capitals(words[1:]), ""), nil
	case "pascal":
		return strings.Join(capitals(words), ""), nil
	case "snake":
		return strings.Join(words, "_"), nil
	case "kebab":
		return strings.Join(words, "-"), nil
	case "constant":
		return strings.ToUpper(strings.Join(words, "_")), nil
	case "title":
		return strings.Join(capitals(words), " "), nil
	case "sentence":
		return capitalWord(strings.Join(words, " ")), nil
	}
	return "", fmt.Errorf("there is no spelling %q", to)
}

// nameWords gives the words of a name in small letters; a run of capitals is one word.
func nameWords(text string) []string {
	letters := []rune(text)
	var marked strings.Builder
	for place, letter := range letters {
		var before, after rune
		if place > 0 {
			before = letters[place-1]
		}
		if place+1 < len(letters) {
			after = letters[place+1]
		}
		ended := unicode.IsLower(before) || unicode.IsDigit(before) || unicode.IsUpper(before) && unicode.IsLower(after)
		if unicode.IsUpper(letter) && ended {
			marked.WriteByte(' ')
		}
		marked.WriteRune(letter)
	}
	return strings.FieldsFunc(strings.ToLower(marked.String()), func(letter rune) bool {
		return !unicode.IsLetter(letter) && !unicode.IsDigit(letter)
	})
}

func capitals(words []string) []string {
	written := make([]string, len(words))
	for at, word := range words {
		written[at] = capitalWord(word)
	}
	return written
}

func capitalWord(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 {
		return word
	}
	return string(unicode.ToUpper(first)) + word[size:]
}
