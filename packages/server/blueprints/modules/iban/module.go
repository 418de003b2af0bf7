package iban

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Length of an IBAN in each country that has it.
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
	"BI": 27, "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27,
	"DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27,
	"GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
	"IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32,
	"LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
	"MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24,
	"PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31,
	"SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23,
	"TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}

var ibanForm = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]+$`)

// IBANParts is an IBAN taken apart; BBAN is the account number as the country writes it.
type IBANParts struct {
	Country     string `json:"country"`
	CheckDigits string `json:"checkDigits"`
	BBAN        string `json:"bban"`
}

// IsValidIBAN says whether an IBAN has the right length for its country and the right check digits.
func IsValidIBAN(iban string) bool {
	plain := compactIBAN(iban)
	if !ibanForm.MatchString(plain) {
		return false
	}
	return len(plain) == ibanLengths[plain[:2]] && ibanRemainder(plain) == 1
}

// FormatIBAN writes an IBAN in groups of four.
func FormatIBAN(iban string) (string, error) {
	plain, err := validIBAN(iban)
	if err != nil {
		return "", err
	}
	var grouped strings.Builder
	for at, char := range plain {
		if at > 0 && at%4 == 0 {
			grouped.WriteByte(' ')
		}
		grouped.WriteRune(char)
	}
	return grouped.String(), nil
}

// ParseIBAN takes an IBAN apart into country, check digits and account.
func ParseIBAN(iban string) (IBANParts, error) {
	plain, err := validIBAN(iban)
	if err != nil {
		return IBANParts{}, err
	}
	return IBANParts{Country: plain[:2], CheckDigits: plain[2:4], BBAN: plain[4:]}, nil
}

func compactIBAN(iban string) string {
	withoutSpaces := strings.Map(func(char rune) rune {
		if unicode.IsSpace(char) {
			return -1
		}
		return char
	}, iban)
	return strings.ToUpper(withoutSpaces)
}

func validIBAN(iban string) (string, error) {
	if !IsValidIBAN(iban) {
		return "", fmt.Errorf("%q is not a valid IBAN", iban)
	}
	return compactIBAN(iban), nil
}

// ibanRemainder is ISO 7064 mod 97-10: the first four characters go to the end, letters count from 10.
func ibanRemainder(plain string) int {
	remainder := 0
	for _, char := range plain[4:] + plain[:4] {
		if char >= 'A' {
			remainder = (remainder*100 + int(char-'A') + 10) % 97
		} else {
			remainder = (remainder*10 + int(char-'0')) % 97
		}
	}
	return remainder
}
