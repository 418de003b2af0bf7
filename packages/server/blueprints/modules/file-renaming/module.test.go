package renaming

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRenaming(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"ab", "ba"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const swap, want = "/^(.)(.)$/", "ab → ba\nba → ab\n"
	if shown, err := RenameFiles(folder, swap, "$2$1"); err != nil || shown != want {
		t.Errorf("it would rename %q: %v", shown, err)
	}
	if text, err := os.ReadFile(filepath.Join(folder, "ab")); err != nil || string(text) != "ab" {
		t.Errorf("what is only shown changes ab to %q: %v", text, err)
	}
	if told, err := RenameFiles(folder, swap, "$2$1", func(o *RenameFilesOptions) { o.DryRun = false }); err != nil || told != want {
		t.Errorf("it renames %q: %v", told, err)
	}
	if text, err := os.ReadFile(filepath.Join(folder, "ab")); err != nil || string(text) != "ba" {
		t.Errorf("names that are exchanged leave %q in ab: %v", text, err)
	}
}
