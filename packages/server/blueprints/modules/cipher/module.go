package cipher

import (
	"errors"
	"fmt"
	"strings"
)

const morseTable = "a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- " +
	"r.-. s... t- u..- v...- w.-- x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... " +
	"6-.... 7--... 8---.. 9----."

var morseCodes, morseLetters = func() (codes map[rune]string, letters map[string]string) {
	codes, letters = map[rune]string{}, map[string]string{}
	for _, entry := range strings.Fields(morseTable) {
		codes[rune(entry[0])] = entry[1:]
		letters[entry[1:]] = entry[:1]
	}
	return codes, letters
}()

// VigenereOptions says what Vigenere does.
type VigenereOptions struct {
	// Decode turns an encoded text back.
	Decode bool
}

// Caesar shifts each letter along the alphabet; the negative shift decodes.
func Caesar(shift int, text string) string {
	return strings.Map(func(letter rune) rune { return shiftedLetter(letter, shift) }, text)
}

// Vigenere shifts each letter by the letters of a key.
func Vigenere(key, text string, options ...func(*VigenereOptions)) (string, error) {
	o := VigenereOptions{}
	for _, set := range options {
		set(&o)
	}
	key = strings.ToLower(key)
	if key == "" || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") != "" {
		return "", errors.New("the key may hold letters only")
	}
	used := 0
	return strings.Map(func(letter rune) rune {
		shift := int(key[used%len(key)] - 'a')
		if o.Decode {
			shift = -shift
		}
		// Other signs use up no letter of the key.
		if (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') {
			used++
		}
		return shiftedLetter(letter, shift)
	}, text), nil
}

// ToMorse writes a text in Morse code, / between words.
func ToMorse(text string) (string, error) {
	var words []string
	for _, word := range strings.Fields(strings.ToLower(text)) {
		var codes []string
		for _, letter := range word {
			code, known := morseCodes[letter]
			if !known {
				return "", fmt.Errorf("Morse code has no %q", string(letter))
			}
			codes = append(codes, code)
		}
		words = append(words, strings.Join(codes, " "))
	}
	return strings.Join(words, " / "), nil
}

// FromMorse reads Morse code, / between words.
func FromMorse(code string) (string, error) {
	var words []string
	for _, word := range strings.Split(strings.TrimSpace(code), "/") {
		letters := ""
		for _, one := range strings.Fields(word) {
			letter, known := morseLetters[one]
			if !known {
				return "", fmt.Errorf("%q is no Morse code", one)
			}
			letters += letter
		}
		words = append(words, letters)
	}
	return strings.ToUpper(strings.Join(words, " ")), nil
}

func shiftedLetter(letter rune, shift int) rune {
	for _, first := range []rune{'a', 'A'} {
		if letter >= first && letter < first+26 {
			return first + rune(((int(letter-first)+shift)%26+26)%26)
		}
	}
	return letter
}
