import { expect, test } from 'vitest';
import { pipArguments, readPyproject, readRequirementsFile } from './python-requirements.ts';

test('a requirements file is read a requirement a line, each with where its specifier stands', () => {
  const text = `# comment
-r base.txt
--index-url https://index.example/simple
-e ./local
Flask[async] >= 2.0 , <3 ; python_version > "3.8"  # web
requests==2.31.0 # pinned
plain
six==1.0 \\
    --hash=sha256:abc
one @ https://files.example/one.whl
./folder/two.whl
`;
  const { requirements, includes } = readRequirementsFile('requirements.txt', text);
  expect(includes).toEqual(['base.txt']);
  expect(requirements.map(({ name, specifier, left }) => [name, specifier, left])).toEqual([
    ['Flask', '>= 2.0 , <3', null],
    ['requests', '==2.31.0', null],
    ['plain', '', null],
    ['six', '==1.0', 'its hashes are pinned with it'],
    ['one', '', 'https://files.example/one.whl is not of the index'],
  ]);
  for (const { specifier, start, end } of requirements) expect(text.slice(start, end)).toBe(specifier);
});

test('of pyproject.toml the lists of the project are read, its extras and its groups, and nothing else', () => {
  const text = `[build-system]
requires = ["setuptools>=61"]

[project]
dependencies = [
  "flask[async]>=3", # "not==1" this
  'rich~=13.0',
]
keywords = ["one==1"]
optional-dependencies.docs = ["sphinx<8"]

[project.optional-dependencies]
test = [ "pytest==8.1", ]

[dependency-groups]
dev = [{ include-group = "lint" }, "mypy"]
lint = ["ruff==0.1"]

[tool.other]
dependencies = ["two==2"]
`;
  const found = readPyproject('pyproject.toml', text);
  expect(found.map(({ group, requirement: { name, specifier } }) => [group, name, specifier])).toEqual([
    [null, 'flask', '>=3'],
    [null, 'rich', '~=13.0'],
    ['docs', 'sphinx', '<8'],
    ['test', 'pytest', '==8.1'],
    ['dev', 'mypy', ''],
    ['lint', 'ruff', '==0.1'],
  ]);
  for (const { requirement } of found)
    expect(text.slice(requirement.start, requirement.end)).toBe(requirement.specifier);
  expect(pipArguments(['setup.py', 'requirements-dev.txt', 'requirements.in'], text)).toEqual([
    '-r',
    'requirements-dev.txt',
    'flask[async]>=3',
    'rich~=13.0',
    'pytest==8.1',
    'mypy',
  ]);
});
