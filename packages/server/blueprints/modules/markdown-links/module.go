package links

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// MarkdownLink is a link or an image, and its line.
type MarkdownLink struct {
	Line   int    `json:"line"`
	Target string `json:"target"`
}

// BrokenLink is a link that leads nowhere.
type BrokenLink struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Target string `json:"target"`
	// Missing is "file" or "heading".
	Missing string `json:"missing"`
}

var (
	linkDefinition = regexp.MustCompile(`^ {0,3}\[[^\]]+\]:\s*(?:<([^>]*)>|(\S+))`)
	linkInline     = regexp.MustCompile(`\]\(\s*(?:<([^>]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))[^)]*\)`)
	linkElsewhere  = regexp.MustCompile(`^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)`)
	linkFence      = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})")
	linkCodeSpan   = regexp.MustCompile("`[^`]*`")
	linkByHand     = regexp.MustCompile(`\b(?:id|name)="([^"]+)"`)
	linkHeading    = regexp.MustCompile(`^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$`)
	linkUnderline  = regexp.MustCompile(`^(?:=+|-+)\s*$`)
	linkText       = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	linkMarks      = regexp.MustCompile(`[^\p{L}\p{N}\s_-]`)
	linkSpace      = regexp.MustCompile(`\s`)
)

// LinksIn lists the links and images of a Markdown text with their lines; code is left out.
func LinksIn(markdown string) []MarkdownLink {
	found := []MarkdownLink{}
	for at, text := range proseLines(markdown) {
		matches := linkDefinition.FindAllStringSubmatch(text, 1)
		for _, match := range append(matches, linkInline.FindAllStringSubmatch(text, -1)...) {
			found = append(found, MarkdownLink{Line: at + 1, Target: match[1] + match[2]})
		}
	}
	return found
}

// BrokenLinks lists the links of the Markdown files of a folder that lead to no file or to no heading.
func BrokenLinks(folder string) ([]BrokenLink, error) {
	all, err := linksBelow(folder)
	if err != nil {
		return nil, err
	}
	broken := []BrokenLink{}
	for _, one := range all {
		missing, err := whatIsMissing(filepath.Join(folder, one.File), one.Target)
		if err != nil {
			return nil, err
		}
		if missing != "" {
			one.Missing = missing
			broken = append(broken, one)
		}
	}
	return broken, nil
}

// CheckLinks counts the links of a folder; the error has a line for each that is broken.
func CheckLinks(folder string) (string, error) {
	broken, err := BrokenLinks(folder)
	if err != nil {
		return "", err
	}
	lines := []string{"broken links:"}
	for _, one := range broken {
		lines = append(lines, fmt.Sprintf("%s:%d: %s: there is no such %s", one.File, one.Line, one.Target, one.Missing))
	}
	if len(broken) > 0 {
		return "", errors.New(strings.Join(lines, "\n"))
	}
	all, err := linksBelow(folder)
	return fmt.Sprintf("Links that lead somewhere: %d\n", len(all)), err
}

// linksBelow leaves out addresses of other places.
func linksBelow(folder string) ([]BrokenLink, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("there is no folder %s", folder)
	}
	files, err := markdownFiles(folder)
	if err != nil {
		return nil, err
	}
	var found []BrokenLink
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		file, err := filepath.Rel(folder, path)
		if err != nil {
			return nil, err
		}
		for _, link := range LinksIn(string(text)) {
			if link.Target != "" && !linkElsewhere.MatchString(link.Target) {
				found = append(found, BrokenLink{File: file, Line: link.Line, Target: link.Target})
			}
		}
	}
	return found, nil
}

// markdownFiles follows no links to folders, and leaves out what others wrote.
func markdownFiles(folder string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git"):
			return filepath.SkipDir
		case entry.Type().IsRegular() && isMarkdown(path):
			files = append(files, path)
		}
		return nil
	})
	sort.Strings(files)
	return files, err
}

func isMarkdown(path string) bool {
	ending := strings.ToLower(filepath.Ext(path))
	return ending == ".md" || ending == ".markdown"
}

func whatIsMissing(file, target string) (string, error) {
	path, anchor, _ := strings.Cut(target, "#")
	path, _, _ = strings.Cut(path, "?")
	path, anchor = decodedLink(path), decodedLink(anchor)
	place := file
	if path != "" {
		place = filepath.Join(filepath.Dir(file), path)
	}
	if _, err := os.Stat(place); err != nil {
		return "file", nil
	}
	if anchor == "" || !isMarkdown(place) {
		return "", nil
	}
	text, err := os.ReadFile(place)
	if err != nil || anchorsOf(string(text))[strings.ToLower(anchor)] {
		return "", err
	}
	return "heading", nil
}

// decodedLink reads what follows a percent sign, where it is well formed.
func decodedLink(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// anchorsOf gives the names that headings have on GitHub and elsewhere, and those that are given by hand.
func anchorsOf(markdown string) map[string]bool {
	anchors, counts := map[string]bool{}, map[string]int{}
	lines := proseLines(markdown)
	for at, text := range lines {
		for _, match := range linkByHand.FindAllStringSubmatch(text, -1) {
			anchors[strings.ToLower(match[1])] = true
		}
		heading := text
		if marked := linkHeading.FindStringSubmatch(text); marked != nil {
			heading = marked[1]
		} else if strings.TrimSpace(text) == "" || at+1 == len(lines) || !linkUnderline.MatchString(lines[at+1]) {
			continue
		}
		name := strings.ToLower(strings.TrimSpace(linkText.ReplaceAllString(heading, "$1")))
		name = linkSpace.ReplaceAllString(linkMarks.ReplaceAllString(name, ""), "-")
		if counts[name] == 0 {
			anchors[name] = true
		} else {
			anchors[fmt.Sprintf("%s-%d", name, counts[name])] = true
		}
		counts[name]++
	}
	return anchors
}

// proseLines has nothing in place of code; in headings code stands for itself.
func proseLines(markdown string) []string {
	fence := ""
	lines := strings.Split(strings.ReplaceAll(markdown, "\r\n", "\n"), "\n")
	for at, text := range lines {
		mark := ""
		if found := linkFence.FindStringSubmatch(text); found != nil {
			mark = found[1]
		}
		switch {
		case fence != "":
			if strings.HasPrefix(mark, fence) && strings.TrimSpace(text) == mark {
				fence = ""
			}
			lines[at] = ""
		case mark != "":
			fence = mark
			lines[at] = ""
		case !linkHeading.MatchString(text):
			lines[at] = linkCodeSpan.ReplaceAllString(text, "")
		}
	}
	return lines
}
