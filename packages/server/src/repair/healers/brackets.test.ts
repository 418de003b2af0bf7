import { expect, test } from 'vitest';
import { openByIndent } from './brackets.ts';

const program = `function outer (list) {
  for (const one of list) {
    if (one > '{') {
      call({
        one
      })
    }
  }
  return list
}

/** The next one. */
function next () {
  return outer([])
}
`;

test('a block that is left open is found where the lines go back to the left, wherever it was', () => {
  const lines = program.split('\n');
  expect(openByIndent(program)).toEqual([]);
  for (const [at, line] of lines.entries()) {
    if (!/^ *\}$/.test(line)) continue;
    const [found] = openByIndent(lines.toSpliced(at, 1).join('\n'));
    const mended = lines.toSpliced(at, 1).toSpliced(found?.after ?? 0, 0, `${found?.indent}${found?.closer}`);
    expect(mended.join('\n')).toBe(program);
  }
});

test('labels and cases may stand as far to the left as what holds them', () => {
  expect(openByIndent('switch x {\ncase 1:\n\tf()\ndefault:\n\tg()\n}\n')).toEqual([]);
});
