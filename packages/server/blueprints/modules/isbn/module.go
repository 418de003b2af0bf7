package isbn

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var (
	isbnTenForm      = regexp.MustCompile(`^[0-9]{9}[0-9X]$`)
	isbnThirteenForm = regexp.MustCompile(`^97[89][0-9]{10}$`)
	eanForm          = regexp.MustCompile(`^([0-9]{8}|[0-9]{13})$`)
	eanBodyForm      = regexp.MustCompile(`^([0-9]{7}|[0-9]{12})$`)
)

// IsValidIsbn says whether a text is an ISBN of 10 or 13 digits; spaces and dashes do not count.
func IsValidIsbn(isbn string) bool {
	digits := bareDigits(isbn)
	if isbnTenForm.MatchString(digits) {
		return isbnTenDigit(digits) == digits[9:]
	}
	return isbnThirteenForm.MatchString(digits) && IsValidEan(digits)
}

// ToIsbn13 gives the 13 digits of an ISBN.
func ToIsbn13(isbn string) (string, error) {
	digits, err := soundIsbn(isbn)
	if err != nil || len(digits) == 13 {
		return digits, err
	}
	body := "978" + digits[:9]
	last, err := EanDigit(body)
	return body + last, err
}

// ToIsbn10 gives the 10 digits of an ISBN; those that begin with 979 have none.
func ToIsbn10(isbn string) (string, error) {
	digits, err := soundIsbn(isbn)
	if err != nil || len(digits) == 10 {
		return digits, err
	}
	if !strings.HasPrefix(digits, "978") {
		return "", errors.New("only those that begin with 978 have 10 digits")
	}
	body := digits[3:12]
	return body + isbnTenDigit(body), nil
}

// IsValidEan says whether a text is an EAN of 8 or 13 digits.
func IsValidEan(ean string) bool {
	digits := bareDigits(ean)
	if !eanForm.MatchString(digits) {
		return false
	}
	last, err := EanDigit(digits[:len(digits)-1])
	return err == nil && last == digits[len(digits)-1:]
}

// EanDigit gives the check digit of 7 or 12 digits: every second one from the right counts three times.
func EanDigit(digits string) (string, error) {
	if !eanBodyForm.MatchString(digits) {
		return "", errors.New("an EAN has 7 or 12 digits before the last")
	}
	sum := 0
	for at := range digits {
		digit := int(digits[len(digits)-1-at] - '0')
		if at%2 == 0 {
			digit *= 3
		}
		sum += digit
	}
	return strconv.Itoa((10 - sum%10) % 10), nil
}

// isbnTenDigit gives the tenth digit of the nine before; X stands for ten.
func isbnTenDigit(digits string) string {
	sum := 0
	for at, digit := range digits[:9] {
		sum += int(digit-'0') * (10 - at)
	}
	last := (11 - sum%11) % 11
	if last == 10 {
		return "X"
	}
	return strconv.Itoa(last)
}

func bareDigits(text string) string {
	return strings.Map(func(char rune) rune {
		if char == '-' || unicode.IsSpace(char) {
			return -1
		}
		return unicode.ToUpper(char)
	}, text)
}

func soundIsbn(isbn string) (string, error) {
	if !IsValidIsbn(isbn) {
		return "", fmt.Errorf("%s is no ISBN", isbn)
	}
	return bareDigits(isbn), nil
}
