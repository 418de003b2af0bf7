package luhn

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var cardNetworks = []struct {
	name    string
	numbers *regexp.Regexp
}{
	{"American Express", regexp.MustCompile(`^3[47]\d{13}$`)},
	{"Visa", regexp.MustCompile(`^4(\d{12}|\d{15}|\d{18})$`)},
	{"Mastercard", regexp.MustCompile(`^(5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$`)},
	{"Discover", regexp.MustCompile(`^(6011|65\d\d|64[4-9]\d)\d{12}$`)},
	{"Diners Club", regexp.MustCompile(`^3(0[0-5]|[68]\d)\d{11}$`)},
	{"JCB", regexp.MustCompile(`^35(2[89]|[3-8]\d)\d{12}$`)},
}

var onlyDigits = regexp.MustCompile(`^[0-9]+$`)

// IsValidLuhn says whether the last digit is the check digit; spaces and dashes do not count.
func IsValidLuhn(number string) bool {
	digits := compactNumber(number)
	return len(digits) > 1 && onlyDigits.MatchString(digits) && luhnSum(digits)%10 == 0
}

// LuhnDigit gives the check digit that a number needs.
func LuhnDigit(number string) (string, error) {
	digits := compactNumber(number)
	if !onlyDigits.MatchString(digits) {
		return "", errors.New("the number may hold digits only")
	}
	return strconv.Itoa((10 - luhnSum(digits+"0")%10) % 10), nil
}

// CardNetwork names the network that a card number belongs to, and says whether it is known.
func CardNetwork(number string) (string, bool) {
	digits := compactNumber(number)
	for _, network := range cardNetworks {
		if network.numbers.MatchString(digits) {
			return network.name, true
		}
	}
	return "", false
}

func compactNumber(number string) string {
	return strings.Map(func(char rune) rune {
		if char == '-' || unicode.IsSpace(char) {
			return -1
		}
		return char
	}, number)
}

// luhnSum counts every second digit from the right double, a result of two digits as their sum.
func luhnSum(digits string) int {
	sum := 0
	for at := range digits {
		value := int(digits[len(digits)-1-at] - '0')
		if at%2 == 1 {
			value *= 2
		}
		if value > 9 {
			value -= 9
		}
		sum += value
	}
	return sum
}
