import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBench } from '../sandbox/workspace/testing.ts';
import type { Bench } from '../sandbox/workspace/testing.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { openCodeIndex } from '../storage/code-index.ts';
import { createCodebase } from './codebase.ts';
import { SymbolReader } from './languages.ts';

let bench: Bench;
let folder: string;
let codebase: ReturnType<typeof createCodebase>;
beforeEach(() => {
  bench = openBench();
  folder = mkdtempSync(join(tmpdir(), 'codewright-code-'));
  codebase = createCodebase({ folder, open: openCodeIndex });
});
afterEach(async () => {
  codebase.close();
  rmSync(folder, { recursive: true });
  await bench[Symbol.asyncDispose]();
});

const shop = {
  'src/basket.ts': `import { roundMoney } from './money.ts';

/** What a customer is about to buy. */
export class Basket {
  #lines: { price: number; count: number }[] = [];

  addLine(price: number, count: number): void {
    this.#lines.push({ price, count });
  }

  totalPrice(): number {
    return roundMoney(this.#lines.reduce((sum, line) => sum + line.price * line.count, 0));
  }
}
`,
  'src/money.ts': `/** Half cents go up, as the tax office wants it. */
export function roundMoney(amount: number): number {
  return Math.round(amount * 100) / 100;
}

export const formatMoney = (amount: number, currency: string) => \`\${amount.toFixed(2)} \${currency}\`;
`,
  'src/checkout.ts': `import { Basket } from './basket.ts';
import { formatMoney, roundMoney } from './money.ts';

export function checkout(basket: Basket): string {
  return formatMoney(roundMoney(basket.totalPrice() * 1.19), 'EUR');
}
`,
  'src/mail.ts': `export async function sendReceipt(to: string, text: string): Promise<void> {
  await fetch('https://mail.invalid/send', { method: 'POST', body: JSON.stringify({ to, text }) });
}
`,
  'tests/basket.test.ts': `import { Basket } from '../src/basket.ts';
import { roundMoney } from '../src/money.ts';
it('adds', () => { const basket = new Basket(); basket.addLine(1, 2); roundMoney(basket.totalPrice()); });
`,
  'package-lock.json': '{ "name": "roundMoney tax office" }\n',
  'README.md': '# Shop\n\nReceipts are sent by mail.\n',
};

const open = (job: string, files: Record<string, string> = shop) =>
  bench.manager.open({ job, branch: 'codewright/w', repository: bench.repository(job, files) }, bench.signal);
const about = (tree: Workspace, repository = 'shop') => ({ tree, repository, signal: bench.signal });

describe('A map of a repository', () => {
  test('shows what the others refer to first, each definition with its line', async () => {
    const map = await codebase.map({ ...about(await open('a')), focus: '', tokens: 1000 });
    expect(map.shown[0]).toBe('src/money.ts');
    expect(map.text).toContain('src/money.ts:\n  2: function roundMoney(amount: number): number\n  6: ');
    expect(map.text).toContain('  7: addLine(price: number, count: number): void\n');
    expect(map.shown.indexOf('src/mail.ts')).toBeGreaterThan(map.shown.indexOf('src/basket.ts'));
    expect(map.coverage).toEqual({ files: 6, indexed: 6 });
  });

  test('begins with what is spoken of', async () => {
    const tree = await open('a');
    const map = async (focus: string) => (await codebase.map({ ...about(tree), focus, tokens: 1000 })).shown[0];
    expect(await map('receipts by mail never arrive')).toBe('src/mail.ts');
    expect(await map('why is src/checkout.ts wrong?')).toBe('src/checkout.ts');
    expect(await map('Basket loses lines')).toBe('src/basket.ts');
  });

  test('is as long as it may be, never longer', async () => {
    const tree = await open('a');
    for (const tokens of [20, 40, 80, 1000]) {
      const { text } = await codebase.map({ ...about(tree), focus: '', tokens });
      expect(text.length).toBeLessThanOrEqual(tokens * 3.5);
      expect(text).not.toBe('');
    }
  });
});

describe('A search by meaning', () => {
  test('finds the place by words that stand in its comment, its name or its text', async () => {
    const tree = await open('a');
    const first = async (text: string) => (await codebase.search({ ...about(tree), text, limit: 5 })).hits[0];
    expect(await first('where are amounts rounded for the tax office')).toMatchObject({ path: 'src/money.ts' });
    expect(await first('send a receipt by mail')).toMatchObject({
      path: 'src/mail.ts',
      symbol: 'sendReceipt',
      line: 1,
    });
    expect(await first('total price of the basket')).toMatchObject({ path: 'src/basket.ts', symbol: 'totalPrice' });
    expect(await codebase.search({ ...about(tree), text: 'quantum chromodynamics', limit: 5 })).toMatchObject({
      hits: [],
    });
  });

  test('takes what a question holds for words, whatever it holds', async () => {
    const tree = await open('a');
    for (const text of ['"', 'a OR b NOT (', 'NEAR("x" y, 2)', "';--", '***', 'naïve ünïcode 中文', '-- ']) {
      await expect(codebase.search({ ...about(tree), text, limit: 5 })).resolves.toBeDefined();
    }
  });

  test('sees a change at once, and the same repository from two workspaces each as it is there', async () => {
    const repository = bench.repository('two', shop);
    const at = (job: string) => bench.manager.open({ job, branch: `codewright/${job}`, repository }, bench.signal);
    const [one, other] = [await at('one'), await at('other')];
    const search = async (tree: Workspace) =>
      (await codebase.search({ ...about(tree, repository), text: 'voucher', limit: 3 })).hits.map(({ path }) => path);
    expect(await search(one)).toEqual([]);
    await one.write('src/voucher.ts', 'export function redeemVoucher(code: string) {\n  return code;\n}\n');
    expect(await search(one)).toEqual(['src/voucher.ts']);
    expect(await search(other)).toEqual([]);
    rmSync(join(one.root, 'src/voucher.ts'));
    await one.exec({ argv: ['true'], signal: bench.signal });
    expect(await search(one)).toEqual([]);
  });
});

describe('The index', () => {
  test('answers from what it has read when the time for reading is over, and goes on the next time', async () => {
    const hasty = createCodebase({ folder, open: openCodeIndex, patienceMs: -1 });
    const tree = await open('a');
    const { coverage } = await hasty.search({ ...about(tree), text: 'money', limit: 3 });
    hasty.close();
    expect(coverage).toEqual({ files: 6, indexed: 0 });
    expect((await codebase.search({ ...about(tree), text: 'money', limit: 3 })).coverage).toEqual({
      files: 6,
      indexed: 6,
    });
  });

  test('is made anew where it is damaged', async () => {
    const tree = await open('a');
    await codebase.search({ ...about(tree), text: 'money', limit: 3 });
    codebase.close();
    const [file = ''] = (await import('node:fs')).readdirSync(folder).filter((name) => name.endsWith('.sqlite'));
    writeFileSync(join(folder, file), 'no database at all, but long enough to be looked at as one. '.repeat(40));
    const again = createCodebase({ folder, open: openCodeIndex });
    expect((await again.search({ ...about(tree), text: 'money', limit: 3 })).hits).not.toEqual([]);
    again.close();
  });

  test('lets binary and generated files be', async () => {
    const tree = await open('a', {
      ...shop,
      'data.bin': 'roundMoney\0tax office',
      'big.txt': 'tax office '.repeat(40_000),
    });
    const { hits } = await codebase.search({ ...about(tree), text: 'tax office', limit: 9 });
    expect(hits.map(({ path }) => path)).toEqual(['src/money.ts']);
  });
});

describe('Definitions', () => {
  const reader = new SymbolReader();
  const of = async (language: string, text: string) =>
    (await reader.read(language, text)).map(({ kind, name, line }) => `${kind} ${name} ${line}`);

  test.each([
    [
      'javascript',
      'export const A = 1;\nconst f = () => 2;\nclass K { m() {} }\nmodule.exports.g = function () {};',
      'constant A 1,function f 2,class K 3,method m 3,function g 4',
    ],
    [
      'tsx',
      'export function View(): null { return null; }\ntype P = { a: 1 };\ninterface Q {}\nenum E { A }',
      'function View 1,type P 2,interface Q 3,enum E 4',
    ],
    [
      'python',
      'LIMIT = 3\nclass A:\n    @property\n    def m(self):\n        pass\n\ndef f():\n    pass\n',
      'constant LIMIT 1,class A 2,method m 4,function f 7',
    ],
    [
      'go',
      'package p\nconst N = 1\ntype S struct{}\ntype I interface{}\nfunc (s S) M() {}\nfunc F() {}\n',
      'constant N 2,struct S 3,interface I 4,method M 5,function F 6',
    ],
    [
      'rust',
      'const N: u8 = 1;\nstruct S;\nimpl S { fn m(&self) {} }\ntrait T { fn t(&self); }\nfn f() {}\n',
      'constant N 1,struct S 2,method m 3,trait T 4,method t 4,function f 5',
    ],
    [
      'java',
      'class A {\n  A() {}\n  void m() {}\n}\ninterface I {}\n',
      'class A 1,method A 2,method m 3,interface I 5',
    ],
    [
      'ruby',
      'module M\n  class C\n    def m; end\n    def self.s; end\n  end\nend\n',
      'module M 1,class C 2,method m 3,method s 4',
    ],
    ['php', '<?php\nclass A { function m() {} }\nfunction f() {}\n', 'class A 2,method m 2,function f 3'],
    [
      'csharp',
      'namespace N { class A { int P { get; } void M() {} } interface I {} }',
      'class A 1,property P 1,method M 1,interface I 1',
    ],
    [
      'cpp',
      '#define N 1\nstruct S { int m() { return 1; } };\nint f(void) { return 0; }\nvoid S::k() {}\n',
      'macro N 1,struct S 2,method m 2,function f 3,method k 4',
    ],
  ])('of %s are named with kind and line', async (language, text, expected) => {
    expect((await of(language, text)).join(',')).toBe(expected);
  });
});

describe('The file that answers a question', () => {
  const question = async (files: Record<string, string>, text: string) => {
    const { hits } = await codebase.search({ ...about(await open('q', files), 'q'), text, limit: 5 });
    return hits[0]?.path;
  };
  const busy = (word: string) =>
    Array.from(
      { length: 12 },
      (_, at) => `export function ${word}${at}(request: string) { return '${word} request ' + request; }`,
    ).join('\n');

  test('is the one that is named after what is asked, in whatever form of the word', async () => {
    const files = {
      'src/send.ts': busy('send'),
      'src/retry-handler.ts':
        'export class Handler {\n  next(request: string, count: number) {\n    return count < 3 ? request : null;\n  }\n}\n',
    };
    expect(await question(files, 'where are requests retried')).toBe('src/retry-handler.ts');
  });

  test('is found by another word for the same, where the question’s own stands nowhere', async () => {
    const files = {
      'src/send.ts': busy('send'),
      'src/cache.ts':
        'export const kept = new Map<string, string>();\nexport const cached = (key: string) => kept.get(key);\n',
    };
    expect(await question(files, 'what is remembered')).toBe('src/cache.ts');
  });
});
