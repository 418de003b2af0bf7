package duration

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

type durationUnit struct {
	name         string
	short        string
	milliseconds float64
	pattern      *regexp.Regexp
}

// The largest first.
var durationUnits = []durationUnit{
	{"week", "w", 604_800_000, regexp.MustCompile(`^w(eeks?|ks?)?$`)},
	{"day", "d", 86_400_000, regexp.MustCompile(`^d(ays?)?$`)},
	{"hour", "h", 3_600_000, regexp.MustCompile(`^h((ou)?rs?)?$`)},
	{"minute", "m", 60_000, regexp.MustCompile(`^m(in(ute)?s?)?$`)},
	{"second", "s", 1000, regexp.MustCompile(`^s(ec(ond)?s?)?$`)},
	{"millisecond", "ms", 1, regexp.MustCompile(`^(ms|milli(second)?s?)$`)},
}

var (
	durationPart  = regexp.MustCompile(`(?i)([0-9]+(?:\.[0-9]+)?)\s*([a-z]*)|\S+`)
	durationJoint = regexp.MustCompile(`(?i),|\band\b`)
)

// FormatDurationOptions says how FormatDuration writes.
type FormatDurationOptions struct {
	// Long writes units as words.
	Long bool
	// Parts is the most units in the result; 3 if not set.
	Parts int
}

// ParseDuration gives the milliseconds of a duration such as "1h 30m", "2 days" or "1.5 hours".
func ParseDuration(text string) (float64, error) {
	rest, sign := strings.TrimSpace(text), 1.0
	if strings.HasPrefix(rest, "-") {
		sign = -1
	}
	if strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "+") {
		rest = rest[1:]
	}
	rest = durationJoint.ReplaceAllString(rest, " ")
	if strings.TrimSpace(rest) == "" {
		return 0, errors.New(`a duration is needed, such as "1h 30m"`)
	}
	used := map[string]bool{}
	total := 0.0
	for _, match := range durationPart.FindAllStringSubmatch(rest, -1) {
		amount, err := strconv.ParseFloat(match[1], 64)
		if err != nil {
			return 0, fmt.Errorf("%q is not part of a duration", match[0])
		}
		unit, err := findDurationUnit(match[1], match[2])
		if err != nil {
			return 0, err
		}
		if used[unit.name] {
			return 0, fmt.Errorf("the duration names %ss twice", unit.name)
		}
		used[unit.name] = true
		total += amount * unit.milliseconds
	}
	return sign * total, nil
}

// FormatDuration writes milliseconds as a duration, the largest unit first.
func FormatDuration(milliseconds float64, options ...func(*FormatDurationOptions)) (string, error) {
	o := FormatDurationOptions{Parts: 3}
	for _, set := range options {
		set(&o)
	}
	if o.Parts < 1 {
		return "", errors.New("parts must be above zero")
	}
	if math.IsNaN(milliseconds) || math.IsInf(milliseconds, 0) {
		return "", errors.New("the milliseconds must be a finite number")
	}
	left := math.Abs(math.Round(milliseconds))
	var written []string
	for _, unit := range durationUnits[1:] {
		amount := math.Floor(left / unit.milliseconds)
		left -= amount * unit.milliseconds
		if amount > 0 && len(written) < o.Parts {
			written = append(written, unit.write(amount, o.Long))
		}
	}
	sign, separator := "", " "
	if milliseconds < 0 {
		sign = "-"
	}
	if o.Long {
		separator = ", "
	}
	if len(written) == 0 {
		return durationUnits[4].write(0, o.Long), nil
	}
	return sign + strings.Join(written, separator), nil
}

func findDurationUnit(amount, word string) (durationUnit, error) {
	if word == "" {
		return durationUnit{}, fmt.Errorf("the number %s has no unit", amount)
	}
	for _, unit := range durationUnits {
		if unit.pattern.MatchString(strings.ToLower(word)) {
			return unit, nil
		}
	}
	return durationUnit{}, fmt.Errorf("%q is not a unit of time", word)
}

func (u durationUnit) write(amount float64, long bool) string {
	if !long {
		return fmt.Sprintf("%.0f%s", amount, u.short)
	}
	if amount == 1 {
		return "1 " + u.name
	}
	return fmt.Sprintf("%.0f %ss", amount, u.name)
}
