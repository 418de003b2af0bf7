package bytesizes

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	writtenSize = regexp.MustCompile(`^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$`)
	sizeUnit    = regexp.MustCompile(`^(?:([kmgtp])(i?)b?|b|bytes?|)$`)
)

const sizePrefixes = " KMGTP"

// ParseBytesOptions says how ParseBytes reads units.
type ParseBytesOptions struct {
	// Binary makes KB, MB and GB powers of 1024, as KiB, MiB and GiB always are.
	Binary bool
}

// FormatBytesOptions says how FormatBytes writes.
type FormatBytesOptions struct {
	// Binary writes KiB, MiB and GiB.
	Binary bool
	// Decimals are the digits behind the point at most; 1 if not set.
	Decimals int
}

// ParseBytes reads a size such as 1.5 MB and gives its bytes.
func ParseBytes(size string, options ...func(*ParseBytesOptions)) (int, error) {
	o := ParseBytesOptions{}
	for _, set := range options {
		set(&o)
	}
	found := writtenSize.FindStringSubmatch(size)
	if found == nil {
		return 0, fmt.Errorf("%q is no size, such as 1.5 MB", size)
	}
	number, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		return 0, err
	}
	unit := sizeUnit.FindStringSubmatch(strings.ToLower(found[2]))
	if unit == nil {
		return 0, fmt.Errorf("there is no unit %s; B, KB, MiB and the like are", found[2])
	}
	step := 1000.0
	if o.Binary || unit[2] != "" {
		step = 1024
	}
	if unit[1] != "" {
		number *= math.Pow(step, float64(strings.Index(sizePrefixes, strings.ToUpper(unit[1]))))
	}
	if number >= 1<<53 {
		return 0, fmt.Errorf("%q is too large", size)
	}
	return int(math.Floor(number + 0.5)), nil
}

// FormatBytes writes a number of bytes in the largest unit of which there is at least one.
func FormatBytes(bytes int, options ...func(*FormatBytesOptions)) (string, error) {
	o := FormatBytesOptions{Decimals: 1}
	for _, set := range options {
		set(&o)
	}
	if bytes < 0 {
		return "", errors.New("bytes must not be below zero")
	}
	if o.Decimals < 0 || o.Decimals > 6 {
		return "", errors.New("decimals must be 0 to 6")
	}
	step, sign := 1000.0, ""
	if o.Binary {
		step, sign = 1024, "i"
	}
	for power := range sizePrefixes {
		text := strconv.FormatFloat(float64(bytes)/math.Pow(step, float64(power)), 'f', o.Decimals, 64)
		number, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return "", err
		}
		if number >= step && power < len(sizePrefixes)-1 {
			continue
		}
		written := strconv.FormatFloat(number, 'f', -1, 64)
		if power == 0 {
			return written + " B", nil
		}
		return fmt.Sprintf("%s %c%sB", written, sizePrefixes[power], sign), nil
	}
	return "", errors.New("bytes are too many")
}
