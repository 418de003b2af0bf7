package checksum

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"os"
	"regexp"
	"strings"
)

// ChecksumOfOptions says how a checksum is computed.
type ChecksumOfOptions struct {
	// Algorithm is md5, sha1, sha256 (if not set), sha512 or crc32.
	Algorithm string
}

// ChecksumOfFilesOptions says how checksums are computed.
type ChecksumOfFilesOptions struct {
	// Algorithm is md5, sha1, sha256 (if not set), sha512 or crc32.
	Algorithm string
}

var checksumHashes = map[string]func() hash.Hash{
	"crc32":  func() hash.Hash { return crc32.NewIEEE() },
	"md5":    md5.New,
	"sha1":   sha1.New,
	"sha256": sha256.New,
	"sha512": sha512.New,
}

// algorithmsByLength tells algorithms by the number of hex digits that they give.
var algorithmsByLength = map[int]string{8: "crc32", 32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}

var checksumLine = regexp.MustCompile(`^([0-9a-fA-F]+) [ *](.+)$`)

// ChecksumOf computes the checksum of a text, in hex.
func ChecksumOf(text string, options ...func(*ChecksumOfOptions)) (string, error) {
	o := ChecksumOfOptions{Algorithm: "sha256"}
	for _, set := range options {
		set(&o)
	}
	return digestOf([]byte(text), o.Algorithm)
}

// ChecksumOfFiles computes the checksums of files, a line each: checksum, two spaces, path.
func ChecksumOfFiles(files []string, options ...func(*ChecksumOfFilesOptions)) (string, error) {
	o := ChecksumOfFilesOptions{Algorithm: "sha256"}
	for _, set := range options {
		set(&o)
	}
	var lines strings.Builder
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		digest, err := digestOf(content, o.Algorithm)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&lines, "%s  %s\n", digest, file)
	}
	return lines.String(), nil
}

// VerifyChecksums compares files with a list of checksums; the length of a checksum tells its algorithm.
func VerifyChecksums(list string) (string, error) {
	var results strings.Builder
	for at, line := range strings.Split(list, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		found := checksumLine.FindStringSubmatch(line)
		if found == nil || algorithmsByLength[len(found[1])] == "" {
			return "", fmt.Errorf("line %d is no checksum with a path", at+1)
		}
		content, err := os.ReadFile(found[2])
		if os.IsNotExist(err) {
			fmt.Fprintf(&results, "%s: MISSING\n", found[2])
			continue
		}
		if err != nil {
			return "", err
		}
		digest, err := digestOf(content, algorithmsByLength[len(found[1])])
		if err != nil {
			return "", err
		}
		verdict := "FAILED"
		if digest == strings.ToLower(found[1]) {
			verdict = "OK"
		}
		fmt.Fprintf(&results, "%s: %s\n", found[2], verdict)
	}
	return results.String(), nil
}

func digestOf(content []byte, algorithm string) (string, error) {
	start, known := checksumHashes[algorithm]
	if !known {
		return "", fmt.Errorf("%s is not one of md5, sha1, sha256, sha512 and crc32", algorithm)
	}
	digest := start()
	digest.Write(content)
	return hex.EncodeToString(digest.Sum(nil)), nil
}
