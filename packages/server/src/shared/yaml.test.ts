import { describe, expect, test } from 'vitest';
import { readYaml } from './yaml.ts';

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
