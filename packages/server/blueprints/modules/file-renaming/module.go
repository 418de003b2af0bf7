package renaming

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// RenameFilesOptions says whether files are renamed.
type RenameFilesOptions struct {
	// DryRun only shows what would change, which holds unless it is false.
	DryRun bool
}

// PlannedRename is how a name changes.
type PlannedRename struct {
	From string `json:"from"`
	To   string `json:"to"`
}

var (
	renamePattern   = regexp.MustCompile(`(?s)^/(.+)/(i?)$`)
	renamePart      = regexp.MustCompile(`\{(?:n|name|lower|ext|date)\}`)
	renameReference = regexp.MustCompile(`\$[0-9]`)
)

// PlanRenames says how names would change: a text or /pattern/ is replaced, {n} counts, {name} and {ext} are the parts
// of the name, {lower} is the name in small letters.
func PlanRenames(names []string, find, replace string) ([]PlannedRename, error) {
	return planRenames(names, find, replace, func(string) string { return "" })
}

// RenameFiles renames the files of a folder, or only shows what would change, a line each.
func RenameFiles(folder, find, replace string, options ...func(*RenameFilesOptions)) (string, error) {
	o := RenameFilesOptions{DryRun: true}
	for _, set := range options {
		set(&o)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return "", fmt.Errorf("there is no folder %s", folder)
	}
	var files []string
	others := map[string]bool{}
	for _, entry := range entries {
		if entry.Type().IsRegular() {
			files = append(files, entry.Name())
		} else {
			others[entry.Name()] = true
		}
	}
	renames, err := planRenames(files, find, replace, func(name string) string {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			return ""
		}
		return info.ModTime().UTC().Format("2006-01-02")
	})
	if err != nil {
		return "", err
	}
	var told strings.Builder
	for _, rename := range renames {
		if others[rename.To] {
			return "", fmt.Errorf("there is already something called %s", rename.To)
		}
		fmt.Fprintf(&told, "%s → %s\n", rename.From, rename.To)
	}
	if o.DryRun {
		return told.String(), nil
	}
	return told.String(), renameAll(folder, renames)
}

// renameAll lets all leave their old names first: names may be exchanged.
func renameAll(folder string, renames []PlannedRename) error {
	between := func(at int) string { return filepath.Join(folder, fmt.Sprintf(".%d.renaming", at)) }
	for at, rename := range renames {
		if err := os.Rename(filepath.Join(folder, rename.From), between(at)); err != nil {
			return err
		}
	}
	for at, rename := range renames {
		if err := os.Rename(between(at), filepath.Join(folder, rename.To)); err != nil {
			return err
		}
	}
	return nil
}

func planRenames(names []string, find, replace string, dateOf func(string) string) ([]PlannedRename, error) {
	wanted, err := renamePatternIn(find)
	if err != nil {
		return nil, err
	}
	sorted := append([]string{}, names...)
	sort.Strings(sorted)
	renames := []PlannedRename{}
	taken := map[string]bool{}
	count := 0
	for _, from := range sorted {
		taken[from] = true
		if find != "" && !wanted.MatchString(from) {
			continue
		}
		count++
		pattern := filledRename(replace, from, count, dateOf(from))
		to := pattern
		if find != "" {
			to = replacedMatches(wanted, from, pattern)
		}
		if to != from {
			renames = append(renames, PlannedRename{From: from, To: to})
		}
	}
	for _, rename := range renames {
		delete(taken, rename.From)
	}
	for _, rename := range renames {
		if rename.To == "" || rename.To == "." || rename.To == ".." || strings.ContainsAny(rename.To, "/\\\x00") {
			return nil, fmt.Errorf("%q is no name of a file", rename.To)
		}
		if taken[rename.To] {
			return nil, fmt.Errorf("two files would both be %s", rename.To)
		}
		taken[rename.To] = true
	}
	return renames, nil
}

// filledRename is the replacement with the parts of a name in their places.
func filledRename(replace, from string, count int, date string) string {
	ext := strings.TrimPrefix(filepath.Ext(strings.TrimPrefix(from, ".")), ".")
	name := from
	if ext != "" {
		name = from[:len(from)-len(ext)-1]
	}
	parts := map[string]string{
		"{n}": strconv.Itoa(count), "{name}": name, "{lower}": strings.ToLower(name), "{ext}": ext, "{date}": date,
	}
	return renamePart.ReplaceAllStringFunc(replace, func(part string) string { return parts[part] })
}

// replacedMatches puts the replacement for each match, with $1 and the like as what was found there.
func replacedMatches(wanted *regexp.Regexp, from, replace string) string {
	var to strings.Builder
	end := 0
	for _, match := range wanted.FindAllStringSubmatchIndex(from, -1) {
		to.WriteString(from[end:match[0]])
		to.WriteString(renameReference.ReplaceAllStringFunc(replace, func(reference string) string {
			at := 2 * int(reference[1]-'0')
			switch {
			case at == 0 || at >= len(match):
				return reference
			case match[at] < 0:
				return ""
			}
			return from[match[at]:match[at+1]]
		}))
		end = match[1]
	}
	return to.String() + from[end:]
}

// renamePatternIn takes a text as it stands, or a pattern between slashes.
func renamePatternIn(find string) (*regexp.Regexp, error) {
	parts := renamePattern.FindStringSubmatch(find)
	if parts == nil {
		return regexp.MustCompile(regexp.QuoteMeta(find)), nil
	}
	source := parts[1]
	if parts[2] != "" {
		source = "(?i)" + source
	}
	wanted, err := regexp.Compile(source)
	if err != nil {
		return nil, fmt.Errorf("%s is no pattern", find)
	}
	return wanted, nil
}
