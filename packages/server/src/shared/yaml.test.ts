import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CodewrightError } from './errors.ts';
import { parseYaml, readYaml } from './yaml.ts';

const text = ['name: demo', 'steps:', '  - name: first', '    when: "a && b"', ''].join('\n');

describe('a YAML text with places', () => {
  test('gives its plain value and no problems', () => {
    const source = readYaml(text, 'demo.yaml');
    expect(source.problems).toEqual([]);
    expect(source.value).toEqual({ name: 'demo', steps: [{ name: 'first', when: 'a && b' }] });
  });

  test('points at values, at keys and inside quoted strings', () => {
    const source = readYaml(text, 'demo.yaml');
    expect(source.problem(['steps', 0, 'name'], 'x')).toMatchObject({ line: 3, column: 11 });
    expect(source.problem(['steps', 0, 'name'], 'x', { key: true })).toMatchObject({ line: 3, column: 5 });
    expect(source.problem(['steps', 0, 'when'], 'x', { offset: 5 })).toMatchObject({ line: 4, column: 17 });
    expect(source.problem(['steps', 7, 'name'], 'x')).toMatchObject({ line: 3 });
  });

  test('draws the line with a caret under the place', () => {
    const source = readYaml(text, 'demo.yaml');
    expect(source.format(source.problem(['steps', 0, 'when'], 'Unknown b.', { offset: 5 }))).toBe(
      'demo.yaml:4:17: Unknown b.\n4 |     when: "a && b"\n  |                 ^',
    );
  });

  test('reports broken syntax, duplicate keys and alias bombs as problems with a place', () => {
    expect(readYaml('a: [1, 2\nb: 3\n', 'x').problems[0]?.line).toBeGreaterThan(0);
    expect(readYaml('a: 1\na: 2\n', 'x').problems[0]).toMatchObject({ line: 2, column: 1 });
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      'b: &b [*a,*a,*a,*a,*a,*a]',
      'c: &c [*b,*b,*b,*b,*b]',
      'd: [*c,*c,*c,*c,*c]',
    ];
    expect(readYaml(bomb.join('\n'), 'x').problems).toHaveLength(1);
  });

  test('an empty text is null, without a problem', () => {
    expect(readYaml('', 'x')).toMatchObject({ value: null, problems: [] });
  });
});

describe('a YAML text with a schema', () => {
  const schema = z.strictObject({ name: z.string(), steps: z.array(z.strictObject({ size: z.number() })) });

  test('gives the checked value', () => {
    expect(parseYaml('name: a\nsteps:\n  - size: 1\n', 'a.yaml', schema, 'CONFIG_INVALID')).toEqual({
      name: 'a',
      steps: [{ size: 1 }],
    });
  });

  test('names the place of a wrong value and of an unknown key', () => {
    const wrong = () => parseYaml('name: a\nsteps:\n  - size: big\n    also: 1\n', 'a.yaml', schema, 'CONFIG_INVALID');
    expect(wrong).toThrow(CodewrightError);
    expect(wrong).toThrow(/^a\.yaml:3:11: /);
    expect(wrong).toThrow('a.yaml:4:5: Unknown key also.');
  });

  test('names the place of broken syntax', () => {
    expect(() => parseYaml('name: [a\n', 'a.yaml', schema, 'CONFIG_INVALID')).toThrow(/^a\.yaml:\d+:\d+: /);
  });
});

test('A fault in a very long line shows what is around it', () => {
  const source = readYaml(`a: ${'x'.repeat(5_000)}\nb: [${'y, '.repeat(3_000)}\n`, 'long.yaml');
  for (const problem of source.problems) {
    const lines = source.format(problem).split('\n');
    expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThan(180);
  }
  expect(source.problems.length).toBeGreaterThan(0);
  const [first, shown = '', caret = ''] = source.format({ line: 1, column: 4_000, message: 'Here.' }).split('\n');
  expect(first).toBe('long.yaml:1:4000: Here.');
  expect(shown[caret.indexOf('^')]).toBe('x');
});
