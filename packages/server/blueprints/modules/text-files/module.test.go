package textfiles

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTextInFiles(t *testing.T) {
	folder := t.TempDir()
	note, deep := filepath.Join(folder, "note.md"), filepath.Join(folder, "deep", "b.txt")
	if err := os.Mkdir(filepath.Dir(deep), 0o700); err != nil {
		t.Fatal(err)
	}
	contents := map[string]string{
		note:                             "one\nTwo two\n",
		deep:                             "two",
		filepath.Join(folder, ".hidden"): "two",
		filepath.Join(folder, "binary"):  "two\x00\xff",
	}
	for file, content := range contents {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := FindInFiles(folder, "two"); err != nil || found != deep+":1: two\n"+note+":2: Two two\n" {
		t.Errorf("found %q: %v", found, err)
	}
	if told, err := ReplaceInFiles(folder, "two", "2", func(o *ReplaceInFilesOptions) { o.DryRun = true }); err != nil || told != deep+": 1\n"+note+": 1\n" {
		t.Errorf("would replace %q: %v", told, err)
	}
	if told, err := ReplaceInFiles(note, "two", "2"); err != nil || told != note+": 1\n" {
		t.Errorf("replaced %q: %v", told, err)
	}
	parts, err := SplitFile(note, func(o *SplitFileOptions) { o.Lines = 1 })
	if err != nil || parts != note+".001\n"+note+".002\n" {
		t.Errorf("the parts are %q: %v", parts, err)
	}
	if last, err := os.ReadFile(note + ".002"); err != nil || string(last) != "Two 2\n" {
		t.Errorf("the last part is %q: %v", last, err)
	}
}
