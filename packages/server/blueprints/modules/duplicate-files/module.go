package duplicates

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

// FindDuplicatesOptions says which files are looked at.
type FindDuplicatesOptions struct {
	// MinBytes is the size below which files are left out; 1 if not set.
	MinBytes int
}

// WastedBytesOptions says which files are looked at.
type WastedBytesOptions struct {
	// MinBytes is the size below which files are left out; 1 if not set.
	MinBytes int
}

// DuplicateGroup is files with the same content.
type DuplicateGroup struct {
	Bytes int64 `json:"bytes"`
	// Wasted would be free if one of them were kept.
	Wasted int64    `json:"wasted"`
	Files  []string `json:"files"`
}

// FindDuplicates lists groups of files with the same content, those that waste most first.
func FindDuplicates(folder string, options ...func(*FindDuplicatesOptions)) ([]DuplicateGroup, error) {
	o := FindDuplicatesOptions{MinBytes: 1}
	for _, set := range options {
		set(&o)
	}
	bySize, err := filesBySize(folder, int64(o.MinBytes))
	if err != nil {
		return nil, err
	}
	groups := []DuplicateGroup{}
	for size, files := range bySize {
		// Files of different size differ: only the others are read.
		if len(files) < 2 {
			continue
		}
		byContent := map[[sha256.Size]byte][]string{}
		for _, file := range files {
			digest, err := contentDigest(file)
			if err != nil {
				return nil, err
			}
			byContent[digest] = append(byContent[digest], file)
		}
		for _, same := range byContent {
			if len(same) > 1 {
				sort.Strings(same)
				groups = append(groups, DuplicateGroup{size, size * int64(len(same)-1), same})
			}
		}
	}
	sort.Slice(groups, func(at, other int) bool {
		a, b := groups[at], groups[other]
		if a.Wasted == b.Wasted {
			return a.Files[0] < b.Files[0]
		}
		return a.Wasted > b.Wasted
	})
	return groups, nil
}

// WastedBytes counts the bytes that would be free without duplicates.
func WastedBytes(folder string, options ...func(*WastedBytesOptions)) (int64, error) {
	o := WastedBytesOptions{MinBytes: 1}
	for _, set := range options {
		set(&o)
	}
	groups, err := FindDuplicates(folder, func(f *FindDuplicatesOptions) { f.MinBytes = o.MinBytes })
	var wasted int64
	for _, group := range groups {
		wasted += group.Wasted
	}
	return wasted, err
}

// filesBySize follows no links.
func filesBySize(folder string, least int64) (map[int64][]string, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("there is no folder %s", folder)
	}
	bySize := map[int64][]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Size() >= least {
			bySize[info.Size()] = append(bySize[info.Size()], path)
		}
		return err
	})
	return bySize, err
}

func contentDigest(path string) (digest [sha256.Size]byte, err error) {
	file, err := os.Open(path)
	if err != nil {
		return digest, err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return digest, err
	}
	copy(digest[:], hash.Sum(nil))
	return digest, nil
}
