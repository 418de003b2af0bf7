package numberwords

import (
	"errors"
	"fmt"
	"strings"
)

var (
	smallNumberWords = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen
		fourteen fifteen sixteen seventeen eighteen nineteen`)
	tenWords      = strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
	thousandWords = []string{"", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion"}
)

// NumberToWords writes a whole number in words.
func NumberToWords(number int) string {
	if number == 0 {
		return "zero"
	}
	// The least of all numbers has no positive counterpart.
	rest, sign := uint64(number), ""
	if number < 0 {
		rest, sign = -rest, "minus "
	}
	words := ""
	for at := 0; rest > 0; at++ {
		if group := rest % 1000; group > 0 {
			words = wordsBelowThousand(int(group)) + thousandWords[at] + " " + words
		}
		rest /= 1000
	}
	return sign + strings.TrimSuffix(words, " ")
}

// Ordinal writes a number as 1st, 2nd, 3rd.
func Ordinal(number int) (string, error) {
	if number < 0 {
		return "", errors.New("an ordinal is not negative")
	}
	ending := "th"
	if number%100/10 != 1 && number%10 < 4 {
		ending = []string{"th", "st", "nd", "rd"}[number%10]
	}
	return fmt.Sprint(number, ending), nil
}

func wordsBelowThousand(number int) string {
	var words []string
	if number >= 100 {
		words = append(words, smallNumberWords[number/100], "hundred")
	}
	switch rest := number % 100; {
	case rest >= 20 && rest%10 > 0:
		words = append(words, tenWords[rest/10]+"-"+smallNumberWords[rest%10])
	case rest >= 20:
		words = append(words, tenWords[rest/10])
	case rest > 0:
		words = append(words, smallNumberWords[rest])
	}
	return strings.Join(words, " ")
}
