package encoding

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

// EncodeTextOptions says how a text is encoded.
type EncodeTextOptions struct {
	// As is base64, base64url, base32, hex or url; base64 if not set.
	As string
}

// DecodeTextOptions says how a text was encoded.
type DecodeTextOptions struct {
	// As is base64, base64url, base32, hex or url; base64 if not set.
	As string
}

var letters32 = base32.StdEncoding.WithPadding(base32.NoPadding)

// EncodeText encodes a text.
func EncodeText(text string, options ...func(*EncodeTextOptions)) (string, error) {
	o := EncodeTextOptions{As: "base64"}
	for _, set := range options {
		set(&o)
	}
	switch o.As {
	case "base64":
		return base64.StdEncoding.EncodeToString([]byte(text)), nil
	case "base64url":
		return base64.RawURLEncoding.EncodeToString([]byte(text)), nil
	case "base32":
		return base32.StdEncoding.EncodeToString([]byte(text)), nil
	case "hex":
		return hex.EncodeToString([]byte(text)), nil
	case "url":
		// In a path or a query a blank is safe in this form only.
		return strings.ReplaceAll(url.QueryEscape(text), "+", "%20"), nil
	}
	return "", unknownEncoding(o.As)
}

// DecodeText decodes what was encoded.
func DecodeText(text string, options ...func(*DecodeTextOptions)) (string, error) {
	o := DecodeTextOptions{As: "base64"}
	for _, set := range options {
		set(&o)
	}
	bare := strings.TrimRight(strings.Map(withoutBlanks, text), "=")
	var data []byte
	var err error
	switch o.As {
	case "base64":
		data, err = base64.RawStdEncoding.DecodeString(bare)
	case "base64url":
		data, err = base64.RawURLEncoding.DecodeString(bare)
	case "base32":
		data, err = letters32.DecodeString(strings.ToUpper(bare))
	case "hex":
		data, err = hex.DecodeString(bare)
	case "url":
		var plain string
		plain, err = url.PathUnescape(text)
		data = []byte(plain)
	default:
		return "", unknownEncoding(o.As)
	}
	if err != nil {
		return "", fmt.Errorf("this is not %s", o.As)
	}
	return string(data), nil
}

func unknownEncoding(name string) error {
	return fmt.Errorf("%s is not one of base64, base64url, base32, hex, url", name)
}

func withoutBlanks(letter rune) rune {
	if unicode.IsSpace(letter) {
		return -1
	}
	return letter
}
