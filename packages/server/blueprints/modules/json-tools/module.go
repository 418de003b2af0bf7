package jsontools

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// FlattenJSONOptions says how FlattenJSON writes paths.
type FlattenJSONOptions struct {
	// Separator stands between the parts of a path; a dot if not set.
	Separator string
}

// UnflattenJSONOptions says how UnflattenJSON reads paths.
type UnflattenJSONOptions struct {
	// Separator stands between the parts of a path; a dot if not set.
	Separator string
}

// FormatJSONOptions says how FormatJSON writes.
type FormatJSONOptions struct {
	// Indent is how many blanks a level has, 2 if not set; 0 writes it as short as can be.
	Indent int
	// Sorted sorts the names of members.
	Sorted bool
}

// Difference is a value that differs; what is missing on one side is nil.
type Difference struct {
	Path   string
	Before *any
	After  *any
}

// MarshalJSON leaves out what is missing on one side.
func (d Difference) MarshalJSON() ([]byte, error) {
	members := map[string]any{"path": d.Path}
	if d.Before != nil {
		members["before"] = *d.Before
	}
	if d.After != nil {
		members["after"] = *d.After
	}
	return json.Marshal(members)
}

var jsonIndexForm = regexp.MustCompile(`\[(\w+|\*)\]`)

// FlattenJSON turns nested JSON into one level with paths as names.
func FlattenJSON(text string, options ...func(*FlattenJSONOptions)) (map[string]any, error) {
	o := FlattenJSONOptions{Separator: "."}
	for _, set := range options {
		set(&o)
	}
	value, err := readJSON(text)
	if err != nil {
		return nil, err
	}
	leaves := map[string]any{}
	addLeaves(leaves, value, "", o.Separator)
	return leaves, nil
}

// UnflattenJSON turns paths back into nested JSON; members whose names are 0, 1, 2 and so on make a list.
func UnflattenJSON(text string, options ...func(*UnflattenJSONOptions)) (any, error) {
	o := UnflattenJSONOptions{Separator: "."}
	for _, set := range options {
		set(&o)
	}
	value, err := readJSON(text)
	if err != nil {
		return nil, err
	}
	flat, isObject := value.(map[string]any)
	if !isObject {
		return nil, errors.New("the JSON must be an object")
	}
	root := map[string]any{}
	for _, path := range sortedNames(flat) {
		names := strings.Split(path, o.Separator)
		branch := root
		for _, name := range names[:len(names)-1] {
			next, isBranch := branch[name].(map[string]any)
			if !isBranch {
				next = map[string]any{}
				branch[name] = next
			}
			branch = next
		}
		branch[names[len(names)-1]] = flat[path]
	}
	return withLists(root), nil
}

// QueryJSON finds the value at a path such as users[0].name; * stands for every member. It is nil where there is none.
func QueryJSON(path, text string) (any, error) {
	value, err := readJSON(text)
	if err != nil {
		return nil, err
	}
	dotted := jsonIndexForm.ReplaceAllString(path, ".$1")
	names := strings.FieldsFunc(dotted, func(letter rune) bool { return letter == '.' })
	return findJSON(value, names), nil
}

// FormatJSON writes JSON with one member a line, or as short as can be.
func FormatJSON(text string, options ...func(*FormatJSONOptions)) (string, error) {
	o := FormatJSONOptions{Indent: 2}
	for _, set := range options {
		set(&o)
	}
	if o.Indent < 0 {
		return "", errors.New("the indent must not be below zero")
	}
	value, err := readJSON(text)
	if err != nil {
		return "", err
	}
	plain := []byte(text)
	if o.Sorted {
		var sorted bytes.Buffer
		encoder := json.NewEncoder(&sorted)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(value); err != nil {
			return "", err
		}
		plain = sorted.Bytes()
	}
	var written bytes.Buffer
	if o.Indent == 0 {
		err = json.Compact(&written, plain)
	} else {
		err = json.Indent(&written, plain, "", strings.Repeat(" ", o.Indent))
	}
	return strings.TrimSpace(written.String()), err
}

// DiffJSON lists what differs between two JSON values, by path.
func DiffJSON(before, after string) ([]Difference, error) {
	left, err := FlattenJSON(before)
	if err != nil {
		return nil, err
	}
	right, err := FlattenJSON(after)
	if err != nil {
		return nil, err
	}
	paths := map[string]any{}
	for _, leaves := range []map[string]any{left, right} {
		for path := range leaves {
			paths[path] = true
		}
	}
	differences := []Difference{}
	for _, path := range sortedNames(paths) {
		difference := Difference{Path: path}
		old, wasThere := left[path]
		if wasThere {
			difference.Before = &old
		}
		fresh, isThere := right[path]
		if isThere {
			difference.After = &fresh
		}
		if wasThere != isThere || !reflect.DeepEqual(old, fresh) {
			differences = append(differences, difference)
		}
	}
	return differences, nil
}

// MergeJSON puts one JSON value over another: objects member by member, everything else as a whole.
func MergeJSON(base, changes string) (any, error) {
	below, err := readJSON(base)
	if err != nil {
		return nil, err
	}
	above, err := readJSON(changes)
	if err != nil {
		return nil, err
	}
	return mergedJSON(below, above), nil
}

func mergedJSON(below, above any) any {
	members, isObject := below.(map[string]any)
	changes, isChange := above.(map[string]any)
	if !isObject || !isChange {
		return above
	}
	for name, value := range changes {
		if old, isThere := members[name]; isThere {
			value = mergedJSON(old, value)
		}
		members[name] = value
	}
	return members
}

func readJSON(text string) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	// Numbers stay as they were written.
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, fmt.Errorf("this is not JSON: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("this is not JSON: something stands behind the value")
	}
	return value, nil
}

func sortedNames(members map[string]any) []string {
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func addLeaves(leaves map[string]any, value any, path, separator string) {
	under := func(name string) string {
		if path == "" {
			return name
		}
		return path + separator + name
	}
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			addLeaves(leaves, member, under(name), separator)
		}
		if len(value) > 0 {
			return
		}
	case []any:
		for at, member := range value {
			addLeaves(leaves, member, under(strconv.Itoa(at)), separator)
		}
		if len(value) > 0 {
			return
		}
	}
	leaves[path] = value
}

func withLists(value any) any {
	members, isObject := value.(map[string]any)
	if !isObject {
		return value
	}
	list := make([]any, 0, len(members))
	for name, member := range members {
		members[name] = withLists(member)
	}
	for range members {
		member, isThere := members[strconv.Itoa(len(list))]
		if !isThere {
			return members
		}
		list = append(list, member)
	}
	if len(list) == 0 {
		return members
	}
	return list
}

func findJSON(value any, names []string) any {
	if len(names) == 0 {
		return value
	}
	name, rest := names[0], names[1:]
	switch value := value.(type) {
	case map[string]any:
		if name != "*" {
			return findJSON(value[name], rest)
		}
		found := []any{}
		for _, each := range sortedNames(value) {
			found = append(found, findJSON(value[each], rest))
		}
		return found
	case []any:
		if name != "*" {
			at, err := strconv.Atoi(name)
			if err != nil || at < 0 || at >= len(value) {
				return nil
			}
			return findJSON(value[at], rest)
		}
		found := []any{}
		for _, member := range value {
			found = append(found, findJSON(member, rest))
		}
		return found
	}
	return nil
}
