package semver

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

var (
	versionForm = regexp.MustCompile(
		`^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)` +
			`(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$`)
	partialVersion = regexp.MustCompile(`^v?([0-9]+)(?:\.([0-9]+|[xX*]))?(?:\.[xX*])?$`)
	comparedWord   = regexp.MustCompile(`([<>=~^])\s+`)
)

type semanticVersion struct {
	major, minor, patch int
	// pre holds the parts of a pre-release; a release has none.
	pre []string
}

// CompareVersions says which of two versions comes first: -1, 0 or 1.
func CompareVersions(left, right string) (int, error) {
	a, err := parseVersion(left)
	if err != nil {
		return 0, err
	}
	b, err := parseVersion(right)
	if err != nil {
		return 0, err
	}
	return a.compare(b), nil
}

// RaiseVersion gives the next version by major, minor or patch.
func RaiseVersion(version, part string) (string, error) {
	v, err := parseVersion(version)
	if err != nil {
		return "", err
	}
	switch part {
	case "major":
		return fmt.Sprintf("%d.0.0", v.major+1), nil
	case "minor":
		return fmt.Sprintf("%d.%d.0", v.major, v.minor+1), nil
	case "patch":
		if len(v.pre) == 0 {
			v.patch++
		}
		return fmt.Sprintf("%d.%d.%d", v.major, v.minor, v.patch), nil
	}
	return "", fmt.Errorf("a version has no part %q", part)
}

// SortVersions sorts versions from the oldest to the newest.
func SortVersions(versions []string) ([]string, error) {
	parsed := make(map[string]semanticVersion, len(versions))
	for _, version := range versions {
		v, err := parseVersion(version)
		if err != nil {
			return nil, err
		}
		parsed[version] = v
	}
	sorted := append([]string{}, versions...)
	sort.SliceStable(sorted, func(a, b int) bool { return parsed[sorted[a]].compare(parsed[sorted[b]]) < 0 })
	return sorted, nil
}

// Satisfies says whether a version lies in a range such as ^1.2.0, ~1.2.0, >=1.0.0 <2.0.0 or 1.x.
func Satisfies(version, within string) (bool, error) {
	v, err := parseVersion(version)
	if err != nil {
		return false, err
	}
	lies := false
	for _, alternative := range strings.Split(within, "||") {
		words := strings.Fields(comparedWord.ReplaceAllString(alternative, "$1"))
		all := true
		for _, word := range words {
			holds, known := v.holds(word)
			if !known {
				return false, fmt.Errorf("%q is not a range of versions", within)
			}
			all = all && holds
		}
		lies = lies || all
	}
	return lies, nil
}

func parseVersion(text string) (semanticVersion, error) {
	match := versionForm.FindStringSubmatch(strings.TrimSpace(text))
	if match == nil {
		return semanticVersion{}, fmt.Errorf("%q is not a semantic version", text)
	}
	var numbers [3]int
	for at := range numbers {
		number, err := strconv.Atoi(match[at+1])
		if err != nil {
			return semanticVersion{}, fmt.Errorf("%q is not a semantic version: %w", text, err)
		}
		numbers[at] = number
	}
	v := semanticVersion{major: numbers[0], minor: numbers[1], patch: numbers[2]}
	if match[4] != "" {
		v.pre = strings.Split(match[4], ".")
	}
	return v, nil
}

func (v semanticVersion) compare(other semanticVersion) int {
	for _, pair := range [][2]int{{v.major, other.major}, {v.minor, other.minor}, {v.patch, other.patch}} {
		if order := compareNumbers(pair[0], pair[1]); order != 0 {
			return order
		}
	}
	if len(v.pre) == 0 || len(other.pre) == 0 {
		// A release comes after its pre-releases.
		return compareNumbers(len(other.pre), len(v.pre))
	}
	for at := 0; at < len(v.pre) && at < len(other.pre); at++ {
		if order := comparePart(v.pre[at], other.pre[at]); order != 0 {
			return order
		}
	}
	return compareNumbers(len(v.pre), len(other.pre))
}

// comparePart puts numbers before words, and compares numbers as numbers.
func comparePart(a, b string) int {
	first, errA := strconv.Atoi(a)
	second, errB := strconv.Atoi(b)
	switch {
	case errA == nil && errB == nil:
		return compareNumbers(first, second)
	case errA == nil:
		return -1
	case errB == nil:
		return 1
	}
	return strings.Compare(a, b)
}

func compareNumbers(a, b int) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// holds says whether the version keeps to one word of a range, and whether it is one.
func (v semanticVersion) holds(word string) (lies, known bool) {
	if word == "*" || word == "x" || word == "X" {
		return true, true
	}
	if part := partialVersion.FindStringSubmatch(word); part != nil {
		major, err := strconv.Atoi(part[1])
		if err != nil {
			return false, false
		}
		minor, err := strconv.Atoi(part[2])
		return v.major == major && (err != nil || v.minor == minor), true
	}
	rest := strings.TrimLeft(word, "^~<>=")
	bound, err := parseVersion(rest)
	if err != nil {
		return false, false
	}
	order := v.compare(bound)
	switch strings.TrimSuffix(word, rest) {
	case "^":
		return order >= 0 && v.compare(bound.ceiling()) < 0, true
	case "~":
		return order >= 0 && v.compare(semanticVersion{major: bound.major, minor: bound.minor + 1}) < 0, true
	case ">=":
		return order >= 0, true
	case "<=":
		return order <= 0, true
	case ">":
		return order > 0, true
	case "<":
		return order < 0, true
	case "", "=":
		return order == 0, true
	}
	return false, false
}

// ceiling is the first version that may break: the next change of the leftmost number that is not zero.
func (v semanticVersion) ceiling() semanticVersion {
	switch {
	case v.major > 0:
		return semanticVersion{major: v.major + 1}
	case v.minor > 0:
		return semanticVersion{minor: v.minor + 1}
	}
	return semanticVersion{patch: v.patch + 1}
}
