import type { Language } from './contract.ts';

/** Some of the calls answer later. */
const settled = (call: string) => `await (${call})`;

function ecmascript(name: string, extension: 'js' | 'ts'): Language {
  const file = `program.${extension}`;
  return {
    name,
    file,
    files: ({ calls, source }, answers) => ({
      'package.json': '{ "name": "program", "type": "module", "scripts": { "test": "node --test" } }\n',
      [file]: source,
      [`program.test.${extension}`]: `import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { ${[...source.matchAll(/export (?:async )?function (\w+)/g)].map(([, one]) => one).join(', ')} } from './${file}';\n\n${calls.map((one, at) => `test(${JSON.stringify(one)}, async () => assert.deepEqual(${settled(one)}, ${answers[at]}));`).join('\n')}\n`,
    }),
    asking: (source, calls) => ({
      argv: ['node', `ask.m${extension}`],
      files: {
        [`ask.m${extension}`]: `${source}\n${calls.map((one) => `try { console.log(JSON.stringify(${settled(one)})); } catch (error) { console.log(String(error)); }`).join('\n')}\n`,
      },
    }),
  };
}

export const javascript = ecmascript('javascript', 'js');
export const typescript = ecmascript('typescript', 'ts');

export const python: Language = {
  name: 'python',
  file: 'program.py',
  files: ({ calls, source }, answers) => ({
    'pyproject.toml': '[project]\nname = "program"\nversion = "1.0.0"\n',
    'program.py': source,
    'test_program.py': `import unittest\n\nfrom program import *\n\n\nclass ProgramTest(unittest.TestCase):\n${calls.map((one, at) => `    def test_${at + 1}(self):\n        self.assertEqual(${one}, ${answers[at]})\n`).join('\n')}`,
  }),
  asking: (source, calls) => ({
    argv: ['python3', 'ask.py'],
    files: {
      'ask.py': `${source}\n${calls.map((one) => `try:\n    print(repr(${one}))\nexcept Exception as error:\n    print(repr(error))\n`).join('')}`,
    },
  }),
};

/** Any number of results as one text, so that tests of what answers with an error read like the others. */
const show = 'func show(values ...any) string { return fmt.Sprintf("%+v", values) }\n';
const goModule = 'module example.com/program\n\ngo 1.19\n';

export const go: Language = {
  name: 'go',
  file: 'program.go',
  files: ({ calls, source }, answers) => ({
    'go.mod': goModule,
    'program.go': source,
    'program_test.go': `package program\n\nimport (\n\t"fmt"\n\t"testing"\n)\n\n${show}\n${calls.map((one, at) => `func TestCall${at + 1}(t *testing.T) {\n\tif got, want := show(${one}), ${JSON.stringify(answers[at])}; got != want {\n\t\tt.Errorf("got %s, want %s", got, want)\n\t}\n}\n`).join('\n')}`,
  }),
  asking: (source, calls) => ({
    argv: ['go', 'run', '.'],
    files: {
      'go.mod': goModule,
      'program.go': source.replace('package program', 'package main'),
      'ask.go': `package main\n\nimport "fmt"\n\n${show}\nfunc ask(call func() string) {\n\tdefer func() {\n\t\tif fault := recover(); fault != nil {\n\t\t\tfmt.Println(fault)\n\t\t}\n\t}()\n\tfmt.Println(call())\n}\n\nfunc main() {\n${calls.map((one) => `\task(func() string { return show(${one}) })\n`).join('')}}\n`,
    },
  }),
};

/** Programs that come with a test file of their own. */
export function suiteOf(extension: 'py' | 'go'): Language {
  const language = extension === 'py' ? python : go;
  const tests = extension === 'py' ? 'test_program.py' : 'program_test.go';
  return {
    ...language,
    files: (program, answers) => ({ ...language.files(program, answers), [tests]: program.tests ?? '' }),
    testing: extension === 'py' ? ['python3', '-m', 'pytest', '-q', '-x'] : ['go', 'test', '-timeout', '10s', './...'],
  };
}
