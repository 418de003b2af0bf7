package validators

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// ReadPhoneOptions says where a number belongs.
type ReadPhoneOptions struct {
	// Country is the digits of the country where none is written; 1 if not set.
	Country string
}

// vatForms is what follows the country in VAT numbers of the EU (EL is Greece, XI Northern Ireland).
var vatForms = map[string]*regexp.Regexp{
	"AT": regexp.MustCompile(`^U\d{8}$`),
	"BE": regexp.MustCompile(`^[01]\d{9}$`),
	"BG": regexp.MustCompile(`^\d{9,10}$`),
	"CY": regexp.MustCompile(`^\d{8}[A-Z]$`),
	"CZ": regexp.MustCompile(`^\d{8,10}$`),
	"DE": regexp.MustCompile(`^\d{9}$`),
	"DK": regexp.MustCompile(`^\d{8}$`),
	"EE": regexp.MustCompile(`^\d{9}$`),
	"EL": regexp.MustCompile(`^\d{9}$`),
	"ES": regexp.MustCompile(`^[A-Z0-9]\d{7}[A-Z0-9]$`),
	"FI": regexp.MustCompile(`^\d{8}$`),
	"FR": regexp.MustCompile(`^[A-HJ-NP-Z0-9]{2}\d{9}$`),
	"HR": regexp.MustCompile(`^\d{11}$`),
	"HU": regexp.MustCompile(`^\d{8}$`),
	"IE": regexp.MustCompile(`^(\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])$`),
	"IT": regexp.MustCompile(`^\d{11}$`),
	"LT": regexp.MustCompile(`^(\d{9}|\d{12})$`),
	"LU": regexp.MustCompile(`^\d{8}$`),
	"LV": regexp.MustCompile(`^\d{11}$`),
	"MT": regexp.MustCompile(`^\d{8}$`),
	"NL": regexp.MustCompile(`^\d{9}B\d{2}$`),
	"PL": regexp.MustCompile(`^\d{10}$`),
	"PT": regexp.MustCompile(`^\d{9}$`),
	"RO": regexp.MustCompile(`^\d{2,10}$`),
	"SE": regexp.MustCompile(`^\d{12}$`),
	"SI": regexp.MustCompile(`^\d{8}$`),
	"SK": regexp.MustCompile(`^\d{10}$`),
	"XI": regexp.MustCompile(`^(\d{9}|\d{12}|(GD|HA)\d{3})$`),
}

var (
	emailForm = regexp.MustCompile("(?i)^[\\w!#$%&'*+/=?^`{|}~-]+(\\.[\\w!#$%&'*+/=?^`{|}~-]+)*" +
		`@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$`)
	phoneForm    = regexp.MustCompile(`^\+?[\d\s()./-]+$`)
	phoneRest    = regexp.MustCompile(`[^\d+]`)
	wholePhone   = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)
	vatSeparator = regexp.MustCompile(`[\s.-]`)
)

// IsEmail says whether a text can be an email address, as far as its form tells.
func IsEmail(text string) bool {
	return len(text) <= 254 && emailForm.MatchString(text)
}

// ReadPhone writes a phone number as E.164 does, and says whether it is one.
func ReadPhone(text string, options ...func(*ReadPhoneOptions)) (string, bool) {
	o := ReadPhoneOptions{Country: "1"}
	for _, set := range options {
		set(&o)
	}
	if !phoneForm.MatchString(strings.TrimSpace(text)) {
		return "", false
	}
	digits := phoneRest.ReplaceAllString(text, "")
	if strings.HasPrefix(digits, "00") {
		digits = "+" + digits[2:]
	}
	if !strings.HasPrefix(digits, "+") {
		digits = "+" + o.Country + strings.TrimPrefix(digits, "0")
	}
	if !wholePhone.MatchString(digits) {
		return "", false
	}
	return digits, true
}

// IsWebAddress says whether a text is an address of the web (http or https).
func IsWebAddress(text string) bool {
	address, err := url.Parse(text)
	return err == nil && (address.Scheme == "http" || address.Scheme == "https") && address.Hostname() != ""
}

// IPVersion gives 4 or 6 for an IP address, 0 for anything else.
func IPVersion(text string) int {
	address, err := netip.ParseAddr(text)
	switch {
	case err != nil:
		return 0
	case address.Is4():
		return 4
	}
	return 6
}

// VatCountry names the country of a VAT number of the EU, and says whether it has the right form.
func VatCountry(text string) (string, bool) {
	number := strings.ToUpper(vatSeparator.ReplaceAllString(text, ""))
	if len(number) < 2 {
		return "", false
	}
	country := number[:2]
	form, known := vatForms[country]
	if !known || !form.MatchString(number[2:]) {
		return "", false
	}
	return country, true
}
