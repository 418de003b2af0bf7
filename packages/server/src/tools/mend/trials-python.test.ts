import { expect, test } from 'vitest';
import { openTrialProcess } from './testing-trials.ts';

const source = 'def double(n):\n    return n + 2\n';
const right = { 'double.py': source.replace('+ 2', '* 2') };

/** Whether a module of the standard library is there before the test asks for it. */
const tests = (looks: string) => `import sys
loaded = 'colorsys' in sys.modules
import colorsys
import unittest
from double import double


class DoubleTest(unittest.TestCase):
    def test_three(self):
        self.assertEqual(double(3), 6)

    def test_loaded(self):
        self.assertTrue(${looks})
`;
const [three, loaded] = ['DoubleTest.test_three', 'DoubleTest.test_loaded'];

test('each try sees its own text, whatever was loaded before it', async () => {
  await using trials = await openTrialProcess('python', {
    'double.py': source,
    'test_double.py': `${tests('True')}\n    def test_rest(self):\n        self.assertTrue(colorsys.rgb_to_hls)\n`,
  });
  const rest = { 'DoubleTest.test_rest': true, [loaded]: true };
  expect(await trials.attempt({})).toEqual({ [three]: false, ...rest });
  expect(await trials.attempt(right)).toEqual({ [three]: true, ...rest });
  expect(await trials.attempt({})).toEqual({ [three]: false, ...rest });
});

test('where the tests come to other results by it, each try loads for itself', async () => {
  await using trials = await openTrialProcess('python', { 'double.py': source, 'test_double.py': tests('not loaded') });
  expect(await trials.attempt({})).toEqual({ [three]: false, [loaded]: true });
  expect(await trials.attempt(right)).toEqual({ [three]: true, [loaded]: true });
  expect(await trials.attempt({})).toEqual({ [three]: false, [loaded]: true });
});
