import { expect, test } from 'vitest';
import { openTrialProcess } from './testing-trials.ts';

const source = `package waits

func Double(n int) int { return n + n }
`;
const waiting = (count: number) => `package waits

import (
	"testing"
	"time"
)
${Array.from(
  { length: count },
  (_, n) => `
func TestWaits${n}(t *testing.T) {
	time.Sleep(900 * time.Millisecond)
	if Double(${n}) != ${n} * 2 {
		t.Error("not twice")
	}
}
`,
).join('')}
func TestElsewhere(t *testing.T) { t.Skip("not here") }
`;

test('tests of Go that wait one after the other are tried each by itself: none is taken for one that hangs, none is left out', async () => {
  const files = { 'go.mod': 'module waits\n\ngo 1.19\n', 'waits.go': source, 'waits_test.go': waiting(5) };
  await using trials = await openTrialProcess('go', files);
  const names = Array.from({ length: 5 }, (_, n) => `waits > TestWaits${n}`);
  const well = Object.fromEntries(names.map((name) => [name, true]));
  expect(await trials.attempt({}, { timeoutMs: 2900 })).toEqual(well);
  const wrong = { 'waits.go': source.replace('n + n', 'n * n') };
  const ill = Object.fromEntries(names.map((name, n) => [name, n === 0 || n === 2]));
  expect(await trials.attempt(wrong, { timeoutMs: 2900 })).toEqual(ill);
  expect(await trials.attempt({ 'waits.go': 'package waits\n\nfunc Double(' }, { timeoutMs: 2900 })).not.toEqual(well);
});

test('a test of Go that never ends is said to hang, whatever comes behind it', async () => {
  const hangs = { 'waits.go': source.replace('return n + n', 'for n == 1 {}; return n + n') };
  const files = { 'go.mod': 'module waits\n\ngo 1.19\n', 'waits.go': source, 'waits_test.go': waiting(3) };
  await using trials = await openTrialProcess('go', files);
  expect(await trials.stopped(hangs, { timeoutMs: 5000 })).toEqual(['waits > TestWaits1']);
});

test('of what does well with the failing tests of Go, where the others take far longer, these tell: it is not lost', async () => {
  const wrong = source.replace('n + n', 'n * n');
  const files = {
    'go.mod': 'module waits\n\ngo 1.19\n',
    'waits.go': wrong,
    'waits_test.go': `${waiting(6).replace('900', '10')}\nfunc TestQuick(t *testing.T) { if Double(3) != 6 { t.Error("not twice") } }\n`,
  };
  await using trials = await openTrialProcess('go', files);
  const at = wrong.indexOf('{') + 1;
  const variant = (id: number, sum: string) => ({
    path: 'waits.go',
    at,
    call: `return trialDouble${id}(n)`,
    text: `func trialDouble${id}(n int) int { return ${sum} }\n`,
  });
  const variants = [variant(0, 'n - n'), variant(1, 'n + n')];
  const names = ['waits > TestQuick'];
  const told = await trials.screened({ files: trials.tests, variants, names, timeoutMs: 2000, spendMs: 60_000 });
  expect(told).toEqual([{ 'waits > TestQuick': false }, { 'waits > TestQuick': true }]);
});
