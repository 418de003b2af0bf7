package csvfiles

import (
	"os"
	"path/filepath"
	"testing"
)

func TestMergedFiles(t *testing.T) {
	folder := t.TempDir()
	one, two := filepath.Join(folder, "one.csv"), filepath.Join(folder, "two.csv")
	files := map[string]string{one: "name,age\nAda,36\nBob,7\n", two: "age,name,city\n36,Ada,\n9,Cy,\"Rome, IT\"\n"}
	for path, content := range files {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	merged, err := MergeCSVFiles([]string{one, two})
	if want := "name,age,city\nAda,36,\nBob,7,\nAda,36,\nCy,9,\"Rome, IT\"\n"; err != nil || merged != want {
		t.Errorf("merged are %q: %v", merged, err)
	}
	column, most := "age", 2
	merged, err = MergeCSVFiles([]string{one, two}, func(o *MergeCSVFilesOptions) {
		o.Unique, o.SortBy, o.Descending, o.Limit = true, &column, true, &most
	})
	if want := "name,age,city\nAda,36,\nCy,9,\"Rome, IT\"\n"; err != nil || merged != want {
		t.Errorf("merged are %q: %v", merged, err)
	}
	if _, err := MergeCSVFiles([]string{filepath.Join(folder, "none.csv")}); err == nil {
		t.Error("a file that is not there was read")
	}
}
