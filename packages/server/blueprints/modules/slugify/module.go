package slugify

import (
	"errors"
	"strings"
)

// Letters with their base letters, and those that have none spelled out.
var slugLetters = slugTable(`
a àáâãäåāăąǎ
c çćĉċč
d ďđð
e èéêëēĕėęěẽ
g ĝğġģǧ
h ĥħ
i ìíîïĩīĭįıǐ
j ĵ
k ķ
l ĺļľŀł
n ñńņňŉ
o òóôõöøōŏőơǒ
r ŕŗř
s śŝşšș
t ţťŧț
u ùúûüũūŭůűųưǔ
w ŵẁẃẅ
y ýÿŷỳ
z źżž
ss ß
ae æ
oe œ
th þ
`)

// SlugifyOptions says how Slugify writes.
type SlugifyOptions struct {
	// Separator stands between words; "-" if not set.
	Separator string
	// MaxLength is the most characters; words are kept whole where one fits. Nil: any number.
	MaxLength *int
}

// Slugify turns a text into small letters, digits and separators.
func Slugify(text string, options ...func(*SlugifyOptions)) (string, error) {
	o := SlugifyOptions{Separator: "-"}
	for _, set := range options {
		set(&o)
	}
	if o.MaxLength != nil && *o.MaxLength < 1 {
		return "", errors.New("maxLength must be above zero")
	}
	words := slugWords(text)
	if o.MaxLength == nil {
		return strings.Join(words, o.Separator), nil
	}
	return fitSlug(words, o.Separator, *o.MaxLength), nil
}

func slugWords(text string) []string {
	var plain strings.Builder
	for _, char := range strings.ToLower(text) {
		switch spelled, known := slugLetters[char]; {
		case known:
			plain.WriteString(spelled)
		case char >= 'a' && char <= 'z' || char >= '0' && char <= '9':
			plain.WriteRune(char)
		case char == '&':
			plain.WriteString(" and ")
		case char == '\'' || char == '’' || char >= 0x300 && char <= 0x36f:
			// Apostrophes and accents that stand by themselves separate nothing.
		default:
			plain.WriteByte(' ')
		}
	}
	return strings.Fields(plain.String())
}

func fitSlug(words []string, separator string, maxLength int) string {
	slug := ""
	for _, word := range words {
		longer := word
		if slug != "" {
			longer = slug + separator + word
		}
		if len([]rune(longer)) > maxLength {
			break
		}
		slug = longer
	}
	if slug == "" && len(words) > 0 && len(words[0]) > maxLength {
		return words[0][:maxLength]
	}
	return slug
}

func slugTable(lines string) map[rune]string {
	table := map[rune]string{}
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		spelled, letters, _ := strings.Cut(line, " ")
		for _, letter := range letters {
			table[letter] = spelled
		}
	}
	return table
}
