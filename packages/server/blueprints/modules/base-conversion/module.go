package baseconversion

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

const baseDigits = "0123456789abcdefghijklmnopqrstuvwxyz"

// ConvertBaseOptions says between which bases ConvertBase works.
type ConvertBaseOptions struct {
	// From is the base of the number; 10 if not set.
	From int
	// To is the base of the result; 2 if not set.
	To int
}

// ConvertBase converts a whole number of any size from one base to another.
func ConvertBase(number string, options ...func(*ConvertBaseOptions)) (string, error) {
	o := ConvertBaseOptions{From: 10, To: 2}
	for _, set := range options {
		set(&o)
	}
	if o.From < 2 || o.From > 36 || o.To < 2 || o.To > 36 {
		return "", errors.New("a base is a whole number from 2 to 36")
	}
	text := strings.ToLower(strings.TrimSpace(number))
	digits := strings.TrimPrefix(text, "-")
	if digits == text {
		digits = strings.TrimPrefix(text, "+")
	}
	if digits == "" {
		return "", fmt.Errorf("%q is not a number of base %d", number, o.From)
	}
	for _, digit := range digits {
		if at := strings.IndexRune(baseDigits, digit); at < 0 || at >= o.From {
			return "", fmt.Errorf("%q is not a digit of base %d", string(digit), o.From)
		}
	}
	value, _ := new(big.Int).SetString(digits, o.From)
	if strings.HasPrefix(text, "-") {
		value.Neg(value)
	}
	return value.Text(o.To), nil
}
