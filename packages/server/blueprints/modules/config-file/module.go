package configfile

import (
	"errors"
	"fmt"
	"regexp"
	"sort"
	"strings"
)

var (
	envComment   = regexp.MustCompile(`^\s*(#|$)`)
	envVariable  = regexp.MustCompile(`^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$`)
	envRaw       = regexp.MustCompile(`^'([^']*)'`)
	envQuoted    = regexp.MustCompile(`^"((?:[^"\\]|\\.)*)"`)
	envEscape    = regexp.MustCompile(`\\(.)`)
	envRemark    = regexp.MustCompile(`\s+#.*$`)
	envReference = regexp.MustCompile(`\$\{(\w+)\}`)
	iniComment   = regexp.MustCompile(`^\s*([;#]|$)`)
	iniTitle     = regexp.MustCompile(`^\s*\[([^\]]+)\]\s*$`)
	iniValue     = regexp.MustCompile(`^\s*([^=\[\]]+?)\s*=\s*(.*?)\s*$`)
)

// ParseEnv reads the variables of a .env file.
func ParseEnv(text string) (map[string]string, error) {
	variables := map[string]string{}
	for at, line := range configLines(text) {
		if envComment.MatchString(line) {
			continue
		}
		found := envVariable.FindStringSubmatch(line)
		if found == nil {
			return nil, fmt.Errorf("there is no variable in line %d", at+1)
		}
		variables[found[1]] = envValue(strings.TrimSpace(found[2]), variables)
	}
	return variables, nil
}

// envValue reads a value: in double quotes and bare, ${NAME} stands for an earlier variable.
func envValue(value string, variables map[string]string) string {
	if raw := envRaw.FindStringSubmatch(value); raw != nil {
		return raw[1]
	}
	if quoted := envQuoted.FindStringSubmatch(value); quoted != nil {
		value = envEscape.ReplaceAllStringFunc(quoted[1], func(sequence string) string {
			switch sequence {
			case `\n`:
				return "\n"
			case `\t`:
				return "\t"
			}
			return sequence[1:]
		})
	} else {
		value = envRemark.ReplaceAllString(value, "")
	}
	return envReference.ReplaceAllStringFunc(value, func(reference string) string {
		return variables[reference[2:len(reference)-1]]
	})
}

// ParseIni reads an INI file: a map for each section, and values before the first section beside these.
func ParseIni(text string) (map[string]any, error) {
	file := map[string]any{}
	var section map[string]string
	for at, line := range configLines(text) {
		if iniComment.MatchString(line) {
			continue
		}
		if title := iniTitle.FindStringSubmatch(line); title != nil {
			section = map[string]string{}
			file[strings.TrimSpace(title[1])] = section
			continue
		}
		found := iniValue.FindStringSubmatch(line)
		if found == nil {
			return nil, fmt.Errorf("line %d is no section and no value", at+1)
		}
		if section == nil {
			file[found[1]] = unquotedIni(found[2])
		} else {
			section[found[1]] = unquotedIni(found[2])
		}
	}
	return file, nil
}

func unquotedIni(value string) string {
	for _, quote := range []string{`"`, `'`} {
		if len(value) > 1 && strings.HasPrefix(value, quote) && strings.HasSuffix(value, quote) {
			return value[1 : len(value)-1]
		}
	}
	return value
}

// FormatIni writes values as an INI file, with maps as sections; names are sorted.
func FormatIni(values any) (string, error) {
	members, isObject := values.(map[string]any)
	if !isObject {
		return "", errors.New("the values must be an object")
	}
	top := map[string]any{}
	var parts []string
	for _, name := range iniNames(members) {
		section, isSection := members[name].(map[string]any)
		if isSection {
			parts = append(parts, fmt.Sprintf("[%s]\n%s", name, iniLines(section)))
		} else {
			top[name] = members[name]
		}
	}
	if len(top) > 0 {
		parts = append([]string{iniLines(top)}, parts...)
	}
	return strings.Join(parts, "\n"), nil
}

func iniLines(section map[string]any) string {
	var lines strings.Builder
	for _, name := range iniNames(section) {
		value := section[name]
		if value == nil {
			value = ""
		}
		fmt.Fprintf(&lines, "%s = %v\n", name, value)
	}
	return lines.String()
}

func iniNames(members map[string]any) []string {
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func configLines(text string) []string {
	return strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}
