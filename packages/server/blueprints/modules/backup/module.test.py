import tarfile
import tempfile
import unittest
from pathlib import Path

from PACKAGE.backup import backup_folder


class ArchivesTest(unittest.TestCase):
    def test_packs_all_files_and_keeps_the_last_archives(self) -> None:
        with tempfile.TemporaryDirectory() as root:
            folder, to = Path(root, "documents"), Path(root, "kept")
            (folder / "inner").mkdir(parents=True)
            (folder / "inner" / "a.txt").write_text("hello")
            to.mkdir()
            for day in ("01", "02", "03"):
                (to / f"documents-2020-01-{day}T03-00-00-000Z.tar.gz").touch()
            (to / "notes.txt").touch()
            archive = backup_folder(str(folder), str(to), keep=2)
            with tarfile.open(archive) as packed:
                self.assertIn("documents/inner/a.txt", packed.getnames())
            left = sorted(file.name for file in to.iterdir())
            self.assertEqual(left[0], "documents-2020-01-03T03-00-00-000Z.tar.gz")
            self.assertEqual(len(left), 3)


if __name__ == "__main__":
    unittest.main()
