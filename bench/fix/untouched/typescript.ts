import type { Program } from '../contract.ts';

/** Written with the everyday ones and not run until the search was done: the figure that counts. */
export const untouchedTypescript: Program[] = [
  {
    name: 'limiter',
    source: `export class Limiter {
  private readonly hits = new Map<string, number[]>();
  private readonly most: number;
  private readonly windowMs: number;

  constructor(most: number, windowMs: number) {
    this.most = most;
    this.windowMs = windowMs;
  }

  allow(key: string, now: number): boolean {
    const recent = (this.hits.get(key) ?? []).filter((at) => now - at < this.windowMs);
    const allowed = recent.length < this.most;
    if (allowed) recent.push(now);
    this.hits.set(key, recent);
    return allowed;
  }
}

export function visits(most: number, windowMs: number, calls: [string, number][]): boolean[] {
  const limiter = new Limiter(most, windowMs);
  return calls.map(([key, now]) => limiter.allow(key, now));
}
`,
    slips: [['now - at < this.windowMs', 'at - now < this.windowMs']],
    calls: [
      "visits(1, 10, [['a', 0]])",
      "visits(1, 10, [['a', 0], ['a', 5]])",
      "visits(1, 10, [['a', 0], ['b', 5]])",
      "visits(1, 10, [['a', 0], ['a', 10]])",
      "visits(2, 10, [['a', 0], ['a', 5], ['a', 9], ['a', 12]])",
    ],
    held: [
      "visits(2, 100, [['a', 0], ['a', 1], ['a', 99], ['a', 100], ['a', 101], ['a', 102]])",
      "visits(0, 10, [['a', 0]])",
    ],
  },
  {
    name: 'normalize',
    source: `export function normalize(path: string): string {
  const absolute = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
      else if (!absolute) kept.push('..');
      continue;
    }
    kept.push(part);
  }
  return (absolute ? '/' : '') + kept.join('/') || '.';
}
`,
    slips: [["if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();", 'if (kept.length > 0) kept.pop();']],
    calls: [
      "normalize('/a//b/')",
      "normalize('a/./b/../c')",
      "normalize('../x')",
      "normalize('../../x')",
      "normalize('')",
      "normalize('/..')",
    ],
    held: ["normalize('../../../a/..')", "normalize('a/../..')", "normalize('/a/../../b')", "normalize('./.')"],
  },
  {
    name: 'transfer',
    source: `export interface Account {
  owner: string;
  balance: number;
}

function deposit(account: Account, amount: number): Account {
  return { ...account, balance: account.balance + amount };
}

function withdraw(account: Account, amount: number): Account {
  if (amount > account.balance) throw new Error(\`\${account.owner} has only \${account.balance}\`);
  return { ...account, balance: account.balance - amount };
}

export function transfer(accounts: Account[], from: string, to: string, amount: number): Account[] {
  return accounts.map((account) => {
    if (account.owner === from) return withdraw(account, amount);
    if (account.owner === to) return deposit(account, amount);
    return account;
  });
}

export function settle(accounts: Account[], debts: { debtor: string; creditor: string; amount: number }[]): Account[] {
  let now = accounts;
  for (const { debtor, creditor, amount } of debts) now = transfer(now, debtor, creditor, amount);
  return now;
}
`,
    slips: [['transfer(now, debtor, creditor, amount)', 'transfer(accounts, debtor, creditor, amount)']],
    calls: [
      'settle([], [])',
      "transfer([{ owner: 'a', balance: 5 }, { owner: 'b', balance: 0 }], 'a', 'b', 2)",
      "settle([{ owner: 'a', balance: 5 }, { owner: 'b', balance: 0 }], [{ debtor: 'a', creditor: 'b', amount: 1 }])",
      "settle([{ owner: 'a', balance: 5 }, { owner: 'b', balance: 0 }], [{ debtor: 'a', creditor: 'b', amount: 1 }, { debtor: 'a', creditor: 'b', amount: 2 }])",
    ],
    held: [
      "settle([{ owner: 'a', balance: 5 }, { owner: 'b', balance: 0 }, { owner: 'c', balance: 1 }], [{ debtor: 'a', creditor: 'b', amount: 5 }, { debtor: 'b', creditor: 'c', amount: 4 }, { debtor: 'c', creditor: 'a', amount: 1 }])",
    ],
  },
  {
    name: 'csv',
    source: `function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\\n]/.test(text) ? \`"\${text.replaceAll('"', '""')}"\` : text;
}

export function toCsv(rows: Record<string, unknown>[], columns = Object.keys(rows[0] ?? {})): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((line) => line.map(cell).join(',')).join('\\n');
}
`,
    slips: [['value === null || value === undefined ?', '!value ?']],
    calls: [
      'toCsv([])',
      "toCsv([{ a: 'x', b: 'y' }])",
      `toCsv([{ a: 'x,y', b: 'say "hi"' }])`,
      'toCsv([{ a: 0, b: null }])',
      "toCsv([{ a: 1, b: 2 }], ['b'])",
    ],
    held: ['toCsv([{ ok: false, n: 0 }])', "toCsv([{ a: 1 }], ['a', 'z'])", "toCsv([{ a: 'l1\\nl2' }])"],
  },
];
