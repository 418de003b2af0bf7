package tree

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// PathTreeOptions says how much PathTree shows.
type PathTreeOptions struct {
	// Depth is the most levels to show. Nil: all.
	Depth *int
}

// FolderTreeOptions says how much FolderTree shows.
type FolderTreeOptions struct {
	// Depth is the most levels to show. Nil: all.
	Depth *int
	// Hidden shows names that begin with a dot too.
	Hidden bool
}

// treeNode is names with what they hold.
type treeNode map[string]treeNode

// allLevels stands for a tree without a limit of its depth.
const allLevels = -1

// PathTree prints paths, a line each, as a tree.
func PathTree(paths string, options ...func(*PathTreeOptions)) (string, error) {
	var o PathTreeOptions
	for _, set := range options {
		set(&o)
	}
	depth, err := treeDepth(o.Depth)
	if err != nil {
		return "", err
	}
	root := treeNode{}
	for _, path := range strings.Split(strings.ReplaceAll(paths, "\r\n", "\n"), "\n") {
		at := root
		for _, name := range strings.Split(path, "/") {
			if name == "" {
				continue
			}
			if at[name] == nil {
				at[name] = treeNode{}
			}
			at = at[name]
		}
	}
	var drawn strings.Builder
	root.draw(&drawn, depth, "")
	return drawn.String(), nil
}

// DataTree prints nested maps and lists, as encoding/json reads them, as a tree; maps by the alphabet.
func DataTree(data any) (string, error) {
	switch data.(type) {
	case map[string]any, []any:
		var drawn strings.Builder
		drawData(&drawn, data, "")
		return drawn.String(), nil
	}
	return "", errors.New("the data must be an object or a list")
}

func drawData(into *strings.Builder, data any, indent string) {
	var names []string
	var members []any
	switch data := data.(type) {
	case map[string]any:
		for name := range data {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			members = append(members, data[name])
		}
	case []any:
		members = data
	}
	for at, member := range members {
		branch, space := "├── ", "│   "
		if at == len(members)-1 {
			branch, space = "└── ", "    "
		}
		name := fmt.Sprintf("[%d]", at)
		if names != nil {
			name = names[at]
		}
		switch member.(type) {
		case map[string]any, []any:
			into.WriteString(indent + branch + name + "\n")
			drawData(into, member, indent+space)
			continue
		case nil:
			if names == nil {
				name = ""
			}
		default:
			text := fmt.Sprint(member)
			if names == nil {
				name = text
			} else if text != "" {
				name += ": " + text
			}
		}
		into.WriteString(indent + branch + name + "\n")
	}
}

// FolderTree prints the files and folders of a folder as a tree.
func FolderTree(folder string, options ...func(*FolderTreeOptions)) (string, error) {
	var o FolderTreeOptions
	for _, set := range options {
		set(&o)
	}
	depth, err := treeDepth(o.Depth)
	if err != nil {
		return "", err
	}
	root, err := readTree(folder, depth, o.Hidden)
	if err != nil {
		return "", err
	}
	var drawn strings.Builder
	root.draw(&drawn, depth, "")
	return drawn.String(), nil
}

func treeDepth(depth *int) (int, error) {
	if depth == nil {
		return allLevels, nil
	}
	if *depth < 1 {
		return 0, errors.New("the depth must be at least 1")
	}
	return *depth, nil
}

func readTree(folder string, depth int, hidden bool) (treeNode, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("the folder %s can not be read: %w", folder, err)
	}
	nodes := treeNode{}
	for _, entry := range entries {
		if !hidden && strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		nodes[entry.Name()] = treeNode{}
		// A link, which could lead back to where it came from, is no folder here.
		if !entry.IsDir() || depth == 1 {
			continue
		}
		inner, err := readTree(filepath.Join(folder, entry.Name()), depth-1, hidden)
		if err != nil {
			return nil, err
		}
		nodes[entry.Name()] = inner
	}
	return nodes, nil
}

func (n treeNode) draw(into *strings.Builder, depth int, indent string) {
	if depth == 0 {
		return
	}
	names := make([]string, 0, len(n))
	for name := range n {
		names = append(names, name)
	}
	// What holds others comes first, then by name.
	sort.Slice(names, func(a, b int) bool {
		left, right := names[a], names[b]
		if holdsLeft, holdsRight := len(n[left]) > 0, len(n[right]) > 0; holdsLeft != holdsRight {
			return holdsLeft
		}
		if smallLeft, smallRight := strings.ToLower(left), strings.ToLower(right); smallLeft != smallRight {
			return smallLeft < smallRight
		}
		return left < right
	})
	for at, name := range names {
		branch, space := "├── ", "│   "
		if at == len(names)-1 {
			branch, space = "└── ", "    "
		}
		into.WriteString(indent + branch + name + "\n")
		n[name].draw(into, depth-1, indent+space)
	}
}
