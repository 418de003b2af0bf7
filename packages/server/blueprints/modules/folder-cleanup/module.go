package cleanup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// CleanFolderOptions says which files are deleted.
type CleanFolderOptions struct {
	// Ending is how names of the files end, such as .log; all files if not set.
	Ending *string
	// DryRun only says what would be deleted.
	DryRun bool
}

// CleanFolder deletes the files of a folder, and of those in it, that have not changed for some days, and gives their
// paths, a line each.
func CleanFolder(folder string, days float64, options ...func(*CleanFolderOptions)) (string, error) {
	var o CleanFolderOptions
	for _, set := range options {
		set(&o)
	}
	if !(days >= 0) {
		return "", errors.New("the days may not be negative")
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", fmt.Errorf("there is no folder %s", folder)
	}
	oldest := time.Now().Add(-time.Duration(days * 24 * float64(time.Hour)))
	if days > 100_000 {
		// So long ago that no duration reaches it.
		return "", nil
	}
	var deleted strings.Builder
	// Links are left alone, and not followed.
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || o.Ending != nil && !strings.HasSuffix(path, *o.Ending) {
			return err
		}
		info, err := entry.Info()
		if err != nil || !info.ModTime().Before(oldest) {
			return err
		}
		deleted.WriteString(path + "\n")
		if o.DryRun {
			return nil
		}
		return os.Remove(path)
	})
	return deleted.String(), err
}
