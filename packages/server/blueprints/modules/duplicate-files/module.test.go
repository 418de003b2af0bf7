package duplicates

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSameContent(t *testing.T) {
	folder := t.TempDir()
	inner := filepath.Join(folder, "inner")
	if err := os.Mkdir(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{filepath.Join(folder, "a"): "same", filepath.Join(folder, "b"): "else", filepath.Join(inner, "c"): "same"}
	for path, content := range files {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	groups, err := FindDuplicates(folder)
	if err != nil || len(groups) != 1 || groups[0].Wasted != 4 || groups[0].Files[1] != filepath.Join(inner, "c") {
		t.Errorf("the groups are %v: %v", groups, err)
	}
}
