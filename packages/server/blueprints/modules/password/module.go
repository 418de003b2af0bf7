package password

import (
	"crypto/rand"
	"errors"
	"math"
	"math/big"
	"strings"
	"unicode/utf8"
)

const (
	smallLetters   = "abcdefghijklmnopqrstuvwxyz"
	capitalLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digitsOfTen    = "0123456789"
	passwordSigns  = "!#$%&*+-=?@^_~"
	confusedOnes   = "lI1O0"
)

var commonPasswords = func() map[string]bool {
	known := map[string]bool{}
	for _, word := range strings.Fields(`
		123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 baseball
		abc123 football monkey letmein 696969 shadow master 666666 qwertyuiop 123321 mustang
		1234567890 michael 654321 superman 1qaz2wsx 7777777 121212 000000 qazwsx 123qwe killer
		trustno1 jordan jennifer zxcvbnm asdfgh hunter buster soccer harley batman password1
		iloveyou welcome admin login princess sunshine passw0rd
	`) {
		known[word] = true
	}
	return known
}()

// GeneratePasswordOptions says what GeneratePassword makes.
type GeneratePasswordOptions struct {
	// Length is the number of characters, 8 to 200; 20 if not set.
	Length int
	// Symbols uses signs such as ! and %; it is on if not set.
	Symbols bool
	// Digits uses digits; it is on if not set.
	Digits bool
	// Uppercase uses capital letters; it is on if not set.
	Uppercase bool
	// Readable leaves out letters that are easily confused, such as l and 1.
	Readable bool
	// Count is how many are made, one a line, 1 to 1000; 1 if not set.
	Count int
}

// Strength is a score of 0 (guessed at once) to 4 (safe), and bits of entropy as far as the characters tell.
type Strength struct {
	Score  int      `json:"score"`
	Bits   int      `json:"bits"`
	Advice []string `json:"advice"`
}

// GeneratePassword makes passwords by chance, one a line, each with at least one character of every kind.
func GeneratePassword(options ...func(*GeneratePasswordOptions)) (string, error) {
	o := GeneratePasswordOptions{Length: 20, Symbols: true, Digits: true, Uppercase: true, Count: 1}
	for _, set := range options {
		set(&o)
	}
	if o.Length < 8 || o.Length > 200 {
		return "", errors.New("the length must be 8 to 200")
	}
	if o.Count < 1 || o.Count > 1000 {
		return "", errors.New("the count must be 1 to 1000")
	}
	kinds := []string{smallLetters}
	if o.Uppercase {
		kinds = append(kinds, capitalLetters)
	}
	if o.Digits {
		kinds = append(kinds, digitsOfTen)
	}
	if o.Symbols {
		kinds = append(kinds, passwordSigns)
	}
	if o.Readable {
		for at, kind := range kinds {
			kinds[at] = strings.Map(func(letter rune) rune {
				if strings.ContainsRune(confusedOnes, letter) {
					return -1
				}
				return letter
			}, kind)
		}
	}
	made := make([]string, o.Count)
	for at := range made {
		one, err := passwordOf(kinds, o.Length)
		if err != nil {
			return "", err
		}
		made[at] = one
	}
	return strings.Join(made, "\n"), nil
}

func passwordOf(kinds []string, length int) (string, error) {
	chosen := make([]byte, length)
	all := strings.Join(kinds, "")
	for at := range chosen {
		from := all
		if at < len(kinds) {
			from = kinds[at]
		}
		place, err := belowByChance(len(from))
		if err != nil {
			return "", err
		}
		chosen[at] = from[place]
	}
	// Those of every kind stand in front until now.
	for at := len(chosen) - 1; at > 0; at-- {
		other, err := belowByChance(at + 1)
		if err != nil {
			return "", err
		}
		chosen[at], chosen[other] = chosen[other], chosen[at]
	}
	return string(chosen), nil
}

// PasswordStrength judges how hard a password is to guess.
func PasswordStrength(password string) Strength {
	if commonPasswords[strings.ToLower(password)] {
		return Strength{Advice: []string{"This is one of the most common passwords."}}
	}
	small, capital, digit, other := 0, 0, 0, 0
	distinct := map[rune]bool{}
	for _, letter := range password {
		distinct[letter] = true
		switch {
		case strings.ContainsRune(smallLetters, letter):
			small = 26
		case strings.ContainsRune(capitalLetters, letter):
			capital = 26
		case strings.ContainsRune(digitsOfTen, letter):
			digit = 10
		default:
			other = 33
		}
	}
	alphabet := math.Max(1, float64(small+capital+digit+other))
	// A character that was seen before tells a guesser little.
	bits := int(math.Round(float64(len(distinct)) * math.Log2(alphabet)))
	count := utf8.RuneCountInString(password)
	advice := []string{}
	if count < 12 {
		advice = append(advice, "Use more characters.")
	}
	if 2*len(distinct) < count {
		advice = append(advice, "Repeat fewer characters.")
	}
	score := 0
	for _, limit := range []int{28, 36, 60, 80} {
		if bits >= limit {
			score++
		}
	}
	return Strength{Score: score, Bits: bits, Advice: advice}
}

func belowByChance(limit int) (int, error) {
	chosen, err := rand.Int(rand.Reader, big.NewInt(int64(limit)))
	if err != nil {
		return 0, err
	}
	return int(chosen.Int64()), nil
}
