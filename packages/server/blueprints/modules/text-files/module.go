package textfiles

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

// FindInFilesOptions says which files are looked at, and how.
type FindInFilesOptions struct {
	// Pattern says that the text is a regular expression.
	Pattern bool
	// IgnoreCase has capitals count as small letters.
	IgnoreCase bool
	// Ending is how names of the files end; all files if not set.
	Ending *string
}

// ReplaceInFilesOptions says which files are changed.
type ReplaceInFilesOptions struct {
	// Ending is how names of the files end; all files if not set.
	Ending *string
	// DryRun only says what would change.
	DryRun bool
}

// SplitFileOptions says how long parts are.
type SplitFileOptions struct {
	// Lines is the most lines of a part; 1000 if not set.
	Lines int
}

// FindInFiles lists the lines in which a text stands, with file and number.
func FindInFiles(path, text string, options ...func(*FindInFilesOptions)) (string, error) {
	var o FindInFilesOptions
	for _, set := range options {
		set(&o)
	}
	expression := text
	if !o.Pattern {
		expression = regexp.QuoteMeta(text)
	}
	if o.IgnoreCase {
		expression = "(?i)" + expression
	}
	wanted, err := regexp.Compile(expression)
	if err != nil {
		return "", fmt.Errorf("%s is no pattern", text)
	}
	var found strings.Builder
	err = eachText(path, text, o.Ending, func(file, content string) error {
		for at, line := range strings.Split(content, "\n") {
			if wanted.MatchString(line) {
				fmt.Fprintf(&found, "%s:%d: %s\n", file, at+1, strings.TrimSuffix(line, "\r"))
			}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	return found.String(), nil
}

// ReplaceInFiles replaces a text, or only says in which files it stands.
func ReplaceInFiles(path, find, replace string, options ...func(*ReplaceInFilesOptions)) (string, error) {
	var o ReplaceInFilesOptions
	for _, set := range options {
		set(&o)
	}
	var found strings.Builder
	err := eachText(path, find, o.Ending, func(file, content string) error {
		count := strings.Count(content, find)
		if count == 0 {
			return nil
		}
		fmt.Fprintf(&found, "%s: %d\n", file, count)
		if o.DryRun {
			return nil
		}
		return os.WriteFile(file, []byte(strings.ReplaceAll(content, find, replace)), 0o644)
	})
	if err != nil {
		return "", err
	}
	return found.String(), nil
}

// SplitFile writes the lines of a file into files beside it, called like it with .001 and so on.
func SplitFile(file string, options ...func(*SplitFileOptions)) (string, error) {
	o := SplitFileOptions{Lines: 1000}
	for _, set := range options {
		set(&o)
	}
	if o.Lines < 1 {
		return "", errors.New("lines must be at least 1")
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("there is no %s", file)
	}
	lines := bytes.SplitAfter(content, []byte("\n"))
	if len(lines[len(lines)-1]) == 0 {
		lines = lines[:len(lines)-1]
	}
	var parts strings.Builder
	for number := 1; len(lines) > 0; number++ {
		count := o.Lines
		if count > len(lines) {
			count = len(lines)
		}
		part := fmt.Sprintf("%s.%03d", file, number)
		if err := os.WriteFile(part, bytes.Join(lines[:count], nil), 0o644); err != nil {
			return "", err
		}
		parts.WriteString(part + "\n")
		lines = lines[count:]
	}
	return parts.String(), nil
}

// eachText gives files and what is in them, by their names; what is hidden, a link or no text is passed over.
func eachText(path, wanted string, ending *string, do func(file, content string) error) error {
	if wanted == "" {
		return errors.New("the text to look for is empty")
	}
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("there is no %s", path)
	}
	return filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		isHidden := strings.HasPrefix(entry.Name(), ".") && file != path
		if entry.IsDir() {
			if isHidden {
				return fs.SkipDir
			}
			return nil
		}
		if isHidden || !entry.Type().IsRegular() || ending != nil && !strings.HasSuffix(file, *ending) {
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil || bytes.IndexByte(content, 0) >= 0 || !utf8.Valid(content) {
			return err
		}
		return do(file, string(content))
	})
}
