package roman

import (
	"errors"
	"fmt"
	"strings"
)

// The largest first, with the pairs that count down.
var romanLetters = []struct {
	letters string
	value   int
}{
	{"M", 1000}, {"CM", 900}, {"D", 500}, {"CD", 400}, {"C", 100}, {"XC", 90}, {"L", 50},
	{"XL", 40}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1},
}

// ToRoman writes a whole number from 1 to 3999 as a Roman numeral.
func ToRoman(number int) (string, error) {
	if number < 1 || number > 3999 {
		return "", errors.New("the number must be from 1 to 3999")
	}
	var numeral strings.Builder
	for _, letter := range romanLetters {
		for number >= letter.value {
			numeral.WriteString(letter.letters)
			number -= letter.value
		}
	}
	return numeral.String(), nil
}

// FromRoman reads a Roman numeral, in capitals or small letters.
func FromRoman(numeral string) (int, error) {
	rest, number := strings.ToUpper(numeral), 0
	for _, letter := range romanLetters {
		for strings.HasPrefix(rest, letter.letters) {
			rest = rest[len(letter.letters):]
			number += letter.value
		}
	}
	// Only one way of writing a number is right.
	if written, err := ToRoman(number); err != nil || rest != "" || written != strings.ToUpper(numeral) {
		return 0, fmt.Errorf("%q is not a Roman numeral", numeral)
	}
	return number, nil
}
