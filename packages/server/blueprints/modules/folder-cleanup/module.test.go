package cleanup

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestOldFiles(t *testing.T) {
	folder := t.TempDir()
	for name, days := range map[string]time.Duration{"old.log": 8, "young.log": 6} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		moment := time.Now().Add(-days * 24 * time.Hour)
		if err := os.Chtimes(path, moment, moment); err != nil {
			t.Fatal(err)
		}
	}
	want := filepath.Join(folder, "old.log") + "\n"
	if listed, err := CleanFolder(folder, 7, func(o *CleanFolderOptions) { o.DryRun = true }); err != nil || listed != want {
		t.Errorf("it would delete %q: %v", listed, err)
	}
	if deleted, err := CleanFolder(folder, 7); err != nil || deleted != want {
		t.Errorf("it deletes %q: %v", deleted, err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 || left[0].Name() != "young.log" {
		t.Errorf("%v is left: %v", left, err)
	}
}
