import { expect, test } from 'vitest';
import type { Finding } from './contract.ts';
import { type Candidate, inOrder } from './order.ts';
import { diagnose, signatureOf } from './signature.ts';

const finding = (message: string): Finding => ({
  checker: 'syntax',
  file: 'a.ts',
  line: 1,
  column: null,
  code: null,
  message,
});
const candidate = (message: string, fix: string, likelihood: number): Candidate => ({
  diagnosis: diagnose(finding(message)),
  remedy: { fix, summary: fix, edits: [], commands: [], trust: 3, likelihood },
});
const past = (message: string, fix: string, tried: number, worked: number) => ({
  signature: signatureOf(finding(message)),
  fix,
  tried,
  worked,
});
const fixes = (found: Candidate[]) => found.map(({ remedy }) => remedy.fix);

test('a family keeps the marks that a parser names and loses the names of the project', () => {
  const one = signatureOf(finding("Expected `)` but found `{`: 'total' in src/a.ts:12"));
  expect(one).toBe(signatureOf(finding("Expected `)` but found `{`: 'sum' in lib/other.ts:7")));
  expect(one).not.toBe(signatureOf(finding("Expected `}` but found `{`: 'total' in src/a.ts:12")));
});

test('what has worked for a family goes first where it is met again, however unlikely it seemed', () => {
  const both = [
    candidate('Expected `)` but found `{`', 'guess', 0.9),
    candidate('Expected `)` but found `{`', 'known', 0.4),
  ];
  expect(fixes(inOrder(both, []))).toEqual(['guess', 'known']);
  const learned = [
    past('Expected `)` but found `{`', 'known', 4, 1),
    past('Expected `)` but found `{`', 'guess', 9, 0),
  ];
  expect(fixes(inOrder(both, learned))).toEqual(['known', 'guess']);
});

test('a family that was never met takes what worked for one that reads like it, behind what worked for itself', () => {
  const three = [
    candidate('Expected `]` but found `;`', 'guess', 0.9),
    candidate('Expected `]` but found `;`', 'like', 0.4),
    candidate('Expected `]` but found `;`', 'own', 0.4),
  ];
  const learned = [past('Expected `)` but found `{`', 'like', 1, 1), past('Expected `]` but found `;`', 'own', 1, 1)];
  expect(fixes(inOrder(three, learned))).toEqual(['own', 'like', 'guess']);
});

test('a test that expected something else is no slip of the syntax', () => {
  const { cause } = diagnose({
    ...finding('AssertionError [ERR_ASSERTION]: Expected values to be equal'),
    checker: 'tests',
  });
  expect(cause).toBe('a result is another than the test expects');
  expect(diagnose(finding('Expected `)` but found `{`')).cause).toBe('the syntax is broken');
});
