package links

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLinksOfFiles(t *testing.T) {
	folder := t.TempDir()
	docs := filepath.Join(folder, "docs")
	if err := os.Mkdir(docs, 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(docs, "use it.md"), "# How to use `it`\n\n## Again\n\n## Again\n")
	links := "[a](docs/use%20it.md#how-to-use-it) [b](docs/use%20it.md#again-1) [c](#start)"
	write(filepath.Join(folder, "README.md"), "# Start\n\n"+links+"\n[d](https://example.com)\n")
	if told, err := CheckLinks(folder); err != nil || told != "Links that lead somewhere: 3\n" {
		t.Errorf("it told %q: %v", told, err)
	}
	write(filepath.Join(docs, "z.md"), "[a](../README.md#end)\n\n![b](none.png)\n")
	broken, err := BrokenLinks(folder)
	if err != nil || len(broken) != 2 || broken[0].Missing != "heading" || broken[1].Missing != "file" {
		t.Errorf("the broken links are %v: %v", broken, err)
	}
	if _, err := CheckLinks(folder); err == nil || !strings.Contains(err.Error(), "z.md:3: none.png: there is no such file") {
		t.Errorf("it told %v", err)
	}
}
