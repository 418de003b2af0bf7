package cipher

import (
	"errors"
	"fmt"
	"strconv"
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

// EncipherOptions says with what Encipher works.
type EncipherOptions struct {
	// Key is a whole number for caesar, letters for vigenere.
	Key *string
}

// DecipherOptions says with what Decipher works.
type DecipherOptions struct {
	// Key is the key that the text was encrypted with.
	Key *string
}

// Encipher encrypts a text by caesar, vigenere, atbash or rot13; case and other signs stay.
func Encipher(cipher, text string, options ...func(*EncipherOptions)) (string, error) {
	var o EncipherOptions
	for _, set := range options {
		set(&o)
	}
	return turnedText(cipher, text, o.Key, false)
}

// Decipher turns a text back that was encrypted by a cipher.
func Decipher(cipher, text string, options ...func(*DecipherOptions)) (string, error) {
	var o DecipherOptions
	for _, set := range options {
		set(&o)
	}
	return turnedText(cipher, text, o.Key, true)
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

func turnedText(cipher, text string, key *string, decode bool) (string, error) {
	switch cipher {
	case "atbash":
		return strings.Map(mirroredLetter, text), nil
	case "rot13":
		return Caesar(13, text), nil
	case "caesar", "vigenere":
	default:
		return "", fmt.Errorf("%s is not one of caesar, vigenere, atbash and rot13", cipher)
	}
	if key == nil {
		return "", fmt.Errorf("%s needs a key", cipher)
	}
	if cipher == "vigenere" {
		return Vigenere(*key, text, func(o *VigenereOptions) { o.Decode = decode })
	}
	shift, err := strconv.Atoi(strings.TrimSpace(*key))
	if err != nil {
		return "", fmt.Errorf("the key of caesar is a whole number, not %s", *key)
	}
	if decode {
		shift = -shift
	}
	return Caesar(shift, text), nil
}

func mirroredLetter(letter rune) rune {
	for _, first := range []rune{'a', 'A'} {
		if letter >= first && letter < first+26 {
			return 2*first + 25 - letter
		}
	}
	return letter
}

func shiftedLetter(letter rune, shift int) rune {
	for _, first := range []rune{'a', 'A'} {
		if letter >= first && letter < first+26 {
			return first + rune(((int(letter-first)+shift)%26+26)%26)
		}
	}
	return letter
}
