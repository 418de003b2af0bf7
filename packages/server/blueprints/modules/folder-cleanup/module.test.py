import os
import tempfile
import time
import unittest
from pathlib import Path

from PACKAGE.folder_cleanup import clean_folder


class OldFilesTest(unittest.TestCase):
    def test_deletes_old_files_and_leaves_young_ones(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            ages = {"old.log": 8, "young.log": 6, "old.txt": 9}
            for name, days in ages.items():
                path = Path(folder, name)
                path.write_text(name)
                moment = time.time() - days * 86_400
                os.utime(path, (moment, moment))
            listed = f"{folder}/old.log\n{folder}/old.txt\n"
            self.assertEqual(clean_folder(folder, 7, dry_run=True), listed)
            self.assertEqual(clean_folder(folder, 7, ending=".log"), f"{folder}/old.log\n")
            self.assertEqual(sorted(os.listdir(folder)), ["old.txt", "young.log"])


if __name__ == "__main__":
    unittest.main()
