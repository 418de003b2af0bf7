package webhooksignature

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var webhookSignature = regexp.MustCompile(`^t=([0-9]{1,12}),v1=([0-9a-f]{64})$`)

// SignPayloadOptions says when SignPayload signs.
type SignPayloadOptions struct {
	// Time is in seconds since 1970. Nil: now.
	Time *int
}

// VerifySignatureOptions says how old a signature may be.
type VerifySignatureOptions struct {
	// Tolerance is the seconds that it may be old; 300 if not set.
	Tolerance int
	// Time is in seconds since 1970. Nil: now.
	Time *int
}

// SignPayload signs a message with a secret and the time (HMAC-SHA256).
func SignPayload(payload, secret string, options ...func(*SignPayloadOptions)) (string, error) {
	var o SignPayloadOptions
	for _, set := range options {
		set(&o)
	}
	if secret == "" {
		return "", errors.New("the secret must not be empty")
	}
	at := secondsOrNow(o.Time)
	return fmt.Sprintf("t=%d,v1=%s", at, hex.EncodeToString(webhookDigest(payload, secret, at))), nil
}

// VerifySignature says whether a signature fits a message and a secret, and is fresh.
func VerifySignature(payload, signature, secret string, options ...func(*VerifySignatureOptions)) bool {
	o := VerifySignatureOptions{Tolerance: 300}
	for _, set := range options {
		set(&o)
	}
	parts := webhookSignature.FindStringSubmatch(signature)
	if parts == nil {
		return false
	}
	signed, err := strconv.Atoi(parts[1])
	if err != nil {
		return false
	}
	if age := secondsOrNow(o.Time) - signed; age > o.Tolerance || -age > o.Tolerance {
		return false
	}
	given, err := hex.DecodeString(parts[2])
	// Takes as long for a wrong signature as for a right one: nobody can guess it byte by byte.
	return err == nil && hmac.Equal(given, webhookDigest(payload, secret, signed))
}

func secondsOrNow(given *int) int {
	if given != nil {
		return *given
	}
	return int(time.Now().Unix())
}

// webhookDigest signs the time too: an old message can not be sent again with a new one.
func webhookDigest(payload, secret string, at int) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%d.%s", at, payload)
	return mac.Sum(nil)
}
