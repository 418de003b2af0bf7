package checksum

import (
	"os"
	"path/filepath"
	"testing"
)

func TestChecksumFiles(t *testing.T) {
	t.Run("agree with their own list until one changes", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "hello.txt")
		write := func(text string) {
			t.Helper()
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		says := func(list, wanted string) {
			t.Helper()
			if found, err := VerifyChecksums(list); found != wanted || err != nil {
				t.Errorf("got %q, %v", found, err)
			}
		}
		write("hello")
		list, err := ChecksumOfFiles([]string{file}, func(o *ChecksumOfFilesOptions) { o.Algorithm = "md5" })
		if list != "5d41402abc4b2a76b9719d911017c592  "+file+"\n" || err != nil {
			t.Fatalf("got %q, %v", list, err)
		}
		says(list, file+": OK\n")
		write("hello!")
		says(list, file+": FAILED\n")
	})
}
