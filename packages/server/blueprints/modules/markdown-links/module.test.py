import tempfile
import unittest
from pathlib import Path

from PACKAGE.markdown_links import broken_links, check_links


class LinksOfFilesTest(unittest.TestCase):
    def test_lead_to_files_and_headings_or_are_broken(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            docs = Path(folder, "docs")
            docs.mkdir()
            (docs / "use it.md").write_text("# How to use `it`\n\n## Again\n\n## Again\n")
            links = "[a](docs/use%20it.md#how-to-use-it) [b](docs/use%20it.md#again-1) [c](#start)"
            Path(folder, "README.md").write_text(f"# Start\n\n{links}\n[d](https://example.com)\n")
            self.assertEqual(broken_links(folder), [])
            self.assertEqual(check_links(folder), "Links that lead somewhere: 3\n")
            (docs / "z.md").write_text("[a](../README.md#end)\n\n![b](none.png)\n")
            found = [(link["line"], link["missing"]) for link in broken_links(folder)]
            self.assertEqual(found, [(1, "heading"), (3, "file")])
            with self.assertRaisesRegex(ValueError, r"z\.md:3: none\.png: there is no such file"):
                check_links(folder)


if __name__ == "__main__":
    unittest.main()
