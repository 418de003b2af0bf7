package identifiers

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// MakeUuidsOptions says which UUIDs are made.
type MakeUuidsOptions struct {
	// Version 4 is random, 7 begins with the time; 4 if not set.
	Version int
	// Count is how many are made, 1 to 1000; 1 if not set.
	Count int
}

// MakeUlidsOptions says how many ULIDs are made.
type MakeUlidsOptions struct {
	// Count is how many are made, 1 to 1000; 1 if not set.
	Count int
}

// ShortIDOptions says how long an id is.
type ShortIDOptions struct {
	// Length is its letters and digits, 6 to 64; 12 if not set.
	Length int
}

// IDFacts says what kind of identifier a text is, and when it was made where it tells that.
type IDFacts struct {
	Kind    string `json:"kind"`
	Version int    `json:"version,omitempty"`
	Time    string `json:"time,omitempty"`
}

const (
	// Letters and digits that are not mistaken for each other (Crockford's base 32).
	ulidDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	wordDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

var (
	uuidPattern = regexp.MustCompile(
		`(?i)^([0-9a-f]{8})-([0-9a-f]{4})-([1-8])[0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	ulidPattern = regexp.MustCompile(`(?i)^[0-7][0-9A-HJKMNP-TV-Z]{25}$`)
)

// MakeUuids makes UUIDs.
func MakeUuids(options ...func(*MakeUuidsOptions)) ([]string, error) {
	o := MakeUuidsOptions{Version: 4, Count: 1}
	for _, set := range options {
		set(&o)
	}
	if o.Version != 4 && o.Version != 7 {
		return nil, errors.New("the version is 4 or 7")
	}
	return manyIDs(o.Count, func() (string, error) {
		return makeUUID(o.Version)
	})
}

// MakeUlids makes ULIDs, which sort by the time at which they were made.
func MakeUlids(options ...func(*MakeUlidsOptions)) ([]string, error) {
	o := MakeUlidsOptions{Count: 1}
	for _, set := range options {
		set(&o)
	}
	return manyIDs(o.Count, func() (string, error) {
		head := ""
		for left := time.Now().UnixMilli(); len(head) < 10; left /= 32 {
			head = string(ulidDigits[left%32]) + head
		}
		tail, err := byChance(ulidDigits, 16)
		return head + tail, err
	})
}

// ShortID makes a short id that is safe in addresses.
func ShortID(options ...func(*ShortIDOptions)) (string, error) {
	o := ShortIDOptions{Length: 12}
	for _, set := range options {
		set(&o)
	}
	if o.Length < 6 || o.Length > 64 {
		return "", errors.New("a short id has 6 to 64 letters and digits")
	}
	return byChance(wordDigits, o.Length)
}

// DescribeID says what kind of identifier a text is; false where it is none.
func DescribeID(id string) (IDFacts, bool) {
	if parts := uuidPattern.FindStringSubmatch(id); parts != nil {
		version, err := strconv.Atoi(parts[3])
		facts := IDFacts{Kind: "UUID", Version: version}
		if milliseconds, failed := strconv.ParseInt(parts[1]+parts[2], 16, 64); version == 7 && failed == nil {
			facts.Time = momentOf(milliseconds)
		}
		return facts, err == nil
	}
	if !ulidPattern.MatchString(id) {
		return IDFacts{}, false
	}
	var milliseconds int64
	for _, digit := range strings.ToUpper(id[:10]) {
		milliseconds = milliseconds*32 + int64(strings.IndexRune(ulidDigits, digit))
	}
	return IDFacts{Kind: "ULID", Time: momentOf(milliseconds)}, true
}

func manyIDs(count int, make func() (string, error)) ([]string, error) {
	if count < 1 || count > 1000 {
		return nil, errors.New("from 1 to 1000 are made at once")
	}
	ids := []string{}
	for len(ids) < count {
		id, err := make()
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// makeUUID has 48 bits of time in milliseconds in version 7, everything else is chance (RFC 9562).
func makeUUID(version int) (string, error) {
	var data [16]byte
	if _, err := rand.Read(data[:]); err != nil {
		return "", err
	}
	if version == 7 {
		for at, left := 5, time.Now().UnixMilli(); at >= 0; at, left = at-1, left>>8 {
			data[at] = byte(left)
		}
	}
	data[6] = data[6]&0x0f | byte(version)<<4
	data[8] = data[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", data[:4], data[4:6], data[6:8], data[8:10], data[10:]), nil
}

func byChance(digits string, length int) (string, error) {
	var made strings.Builder
	for made.Len() < length {
		at, err := rand.Int(rand.Reader, big.NewInt(int64(len(digits))))
		if err != nil {
			return "", err
		}
		made.WriteByte(digits[at.Int64()])
	}
	return made.String(), nil
}

func momentOf(milliseconds int64) string {
	return time.UnixMilli(milliseconds).UTC().Format("2006-01-02T15:04:05.000Z")
}
