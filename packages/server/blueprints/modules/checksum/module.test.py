import tempfile
import unittest
from pathlib import Path

from PACKAGE.checksum import checksum_of_files, verify_checksums


class ChecksumFilesTest(unittest.TestCase):
    def test_agrees_with_its_own_list_until_a_file_changes(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "hello.txt")
            file.write_text("hello", encoding="utf-8")
            listed = checksum_of_files([str(file)], algorithm="md5")
            self.assertEqual(listed, f"5d41402abc4b2a76b9719d911017c592  {file}\n")
            self.assertEqual(verify_checksums(listed), f"{file}: OK\n")
            file.write_text("hello!", encoding="utf-8")
            self.assertEqual(verify_checksums(listed), f"{file}: FAILED\n")


if __name__ == "__main__":
    unittest.main()
