package usage

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// DiskUsageOptions says how much is shown.
type DiskUsageOptions struct {
	// Top is the most lines; 20 if not set.
	Top int
	// Bytes gives bytes rather than rounded sizes.
	Bytes bool
}

type sizedEntry struct {
	name  string
	bytes int64
}

// DiskUsage lists what stands in a folder with its size, the largest first, and the total.
func DiskUsage(folder string, options ...func(*DiskUsageOptions)) (string, error) {
	o := DiskUsageOptions{Top: 20}
	for _, set := range options {
		set(&o)
	}
	if o.Top < 1 {
		return "", errors.New("top must be at least 1")
	}
	listed, err := os.ReadDir(folder)
	if err != nil {
		return "", fmt.Errorf("there is no folder %s", folder)
	}
	entries, total := []sizedEntry{}, sizedEntry{name: "total"}
	for _, entry := range listed {
		sized := sizedEntry{name: entry.Name()}
		if sized.bytes, err = bytesBelow(filepath.Join(folder, entry.Name())); err != nil {
			return "", err
		}
		if entry.IsDir() {
			sized.name += "/"
		}
		total.bytes += sized.bytes
		entries = append(entries, sized)
	}
	sort.SliceStable(entries, func(at, other int) bool { return entries[at].bytes > entries[other].bytes })
	if len(entries) > o.Top {
		entries = entries[:o.Top]
	}
	entries = append(entries, total)
	sizes, width := []string{}, 0
	for _, entry := range entries {
		size := strconv.FormatInt(entry.bytes, 10)
		if !o.Bytes {
			size = sizeIn1024(entry.bytes)
		}
		sizes = append(sizes, size)
		if len(size) > width {
			width = len(size)
		}
	}
	var shown strings.Builder
	for at, entry := range entries {
		fmt.Fprintf(&shown, "%*s  %s\n", width, sizes[at], entry.name)
	}
	return shown.String(), nil
}

// SizeText writes bytes as people read them, in units of 1024.
func SizeText(bytes int) (string, error) {
	if bytes < 0 {
		return "", errors.New("a size is not negative")
	}
	return sizeIn1024(int64(bytes)), nil
}

func sizeIn1024(bytes int64) string {
	units := []string{"B", "KB", "MB", "GB", "TB", "PB"}
	size, unit := float64(bytes), 0
	for size >= 1024 && unit < len(units)-1 {
		size /= 1024
		unit++
	}
	return fmt.Sprintf("%v %s", math.Round(size*10)/10, units[unit])
}

// bytesBelow is of a file its length, of a folder all that is in it; links count as themselves.
func bytesBelow(path string) (total int64, err error) {
	err = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	return total, err
}
