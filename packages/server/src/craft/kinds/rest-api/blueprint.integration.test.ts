import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auction, college } from '../../domain/fixtures/auction.ts';
import { booking } from '../../domain/fixtures/booking.ts';
import { forum } from '../../domain/fixtures/forum.ts';
import { library } from '../../domain/fixtures/library.ts';
import { market } from '../../domain/fixtures/market.ts';
import { shop } from '../../domain/fixtures/shop.ts';
import { staff } from '../../domain/fixtures/staff.ts';
import { todo } from '../../domain/fixtures/todo.ts';
import { words } from '../../domain/fixtures/words.ts';
import type { Requirements } from '../../requirements.ts';
import { type Outcome, openProjectBench } from '../testing-project.ts';

/** Real projects: installed from the registry, type-checked, linted, tested, started and called. */

const bench = openProjectBench();
afterAll(() => bench.close());

const quiet = '--disable-warning=ExperimentalWarning';

/** Each project stands in one folder, whatever is tried on it. */
const folders = new Map<Requirements, Promise<string>>();
function folderOf(requirements: Requirements): Promise<string> {
  const folder = folders.get(requirements) ?? bench.write(requirements);
  folders.set(requirements, folder);
  return folder;
}

describe.each(Object.entries({ todo, library, booking, shop, forum, words, market, auction, college }))(
  'the project of %s',
  (_name, requirements) => {
    it('has sound types', async () => {
      const folder = await folderOf(requirements);
      const checked = await bench.exec(folder, process.execPath, 'node_modules/typescript/bin/tsc');
      expect(checked).toEqual({ code: 0, output: '' });
    });

    it('passes its own linter and formatter', async () => {
      const folder = await folderOf(requirements);
      const checked = await bench.exec(folder, 'node_modules/.bin/biome', 'check', '--error-on-warnings');
      expect(checked.code, checked.output).toBe(0);
    });

    it('passes its own tests', async () => {
      // As a user has it, a process for each file; once is enough to see that they need no more than themselves.
      const isolation = requirements === todo ? 'process' : 'none';
      const words = [quiet, '--test', `--test-isolation=${isolation}`, 'test/**/*.test.ts'];
      const tested = await bench.exec(await folderOf(requirements), process.execPath, ...words);
      expect(tested.code, tested.output).toBe(0);
      expect(tested.output).toMatch(/pass [1-9]/);
    });

    it('starts, answers as it should and stops', async () => {
      const report = await bench.probe(await folderOf(requirements), requirements);
      expect(report.problem).toBeUndefined();
      expect(report.calls.filter((call) => !call.ok)).toEqual([]);
      expect(report).toMatchObject({ started: true, stopped: true, ok: true });
      expect(report.calls.length).toBeGreaterThan(15);
    });
  },
);

describe.each(Object.entries({ library, booking, forum, staff }))('the README of %s', (_name, requirements) => {
  it('has commands that work as they stand, one after the other', async () => {
    // Rows of its own, from the first number on.
    const folder = await bench.write(requirements);
    const server = spawn(process.execPath, [quiet, 'src/main.ts'], {
      cwd: folder,
      env: { ...bench.environment(), PORT: '0' },
    });
    try {
      const address = await new Promise<string>((resolve, reject) => {
        server.on('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
        server.stdout.on('data', (text: Buffer) => resolve(/http:\S+/.exec(text.toString())?.[0] ?? ''));
      });
      const readme = readFileSync(join(folder, 'README.md'), 'utf8');
      const block = /^## Try it$[\s\S]*?^```sh$\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
      const commands = block.replaceAll('http://127.0.0.1:3000', address).replaceAll('curl ', 'curl -fsS ');
      expect(commands.split('curl').length).toBeGreaterThan(2);
      const tried = await bench.exec(folder, 'bash', '-euo', 'pipefail', '-c', commands);
      expect(tried.code, tried.output).toBe(0);
    } finally {
      server.kill('SIGKILL');
    }
  });
});

describe('a server that can not start', () => {
  it('says why in a line, without a stack', async () => {
    const folder = await folderOf(library);
    const started = async (port: string): Promise<Outcome> => {
      const line = `PORT=${port} exec "${process.execPath}" ${quiet} src/main.ts`;
      return bench.exec(folder, 'bash', '-c', line);
    };
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    for (const [given, why] of [
      [String(port), /^Can not listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/],
      ['eighty', /^Invalid configuration:[^]*PORT/],
    ] as const) {
      const { code, output } = await started(given);
      expect(code).toBe(1);
      expect(output).toMatch(why);
      expect(output).not.toContain('    at ');
    }
    taken.close();
  });
});

/** The line that enforces a rule, taken out of the generated source, and the test file that must notice. */
const mutations: [
  kind: string,
  requirements: Requirements,
  file: string,
  line: RegExp,
  instead: string,
  tests: string,
][] = [
  ['range', booking, 'src/rooms/schema.ts', /\.min\(2\)/g, '', 'test/rooms.test.ts'],
  ['unique', library, 'src/books/rules.ts', /^ {2}checkBookIsbnTaken\(.*\n/m, '', 'test/books.test.ts'],
  ['max-per', library, 'src/loans/rules.ts', /^ {2}checkLoanLimitPerMember\(.*\n/m, '', 'test/loans.test.ts'],
  ['max-per, one too many', library, 'src/loans/rules.ts', />= 5/, '> 5', 'test/loans.test.ts'],
  ['exclusive', library, 'src/loans/rules.ts', /^ {2}checkLoanBookNotAvailable\(.*\n/m, '', 'test/loans.test.ts'],
  [
    'capacity',
    booking,
    'src/enrolments/rules.ts',
    /^ {2}checkCourseCapacityReached\(.*\n/m,
    '',
    'test/enrolments.test.ts',
  ],
  [
    'capacity, lowered',
    booking,
    'src/courses/rules.ts',
    /^ {2}if \(current\) checkCapacities.*\n/m,
    '',
    'test/courses.test.ts',
  ],
  ['no-overlap', booking, 'src/bookings/rules.ts', /^ {2}checkBookingOverlaps\(.*\n/m, '', 'test/bookings.test.ts'],
  [
    'no-overlap, closed intervals',
    booking,
    'src/bookings/rules.ts',
    /ends_at > \?/,
    'ends_at >= ?',
    'test/bookings.test.ts',
  ],
  [
    'order',
    booking,
    'src/courses/rules.ts',
    /^ {2}checkCourseStartsOnNotBeforeEndsOn\(.*\n/m,
    '',
    'test/courses.test.ts',
  ],
  [
    'transitions',
    booking,
    'src/bookings/rules.ts',
    /^ {2}checkBookingStatusTransition\(.*\n/m,
    '',
    'test/bookings.test.ts',
  ],
  ['no-delete-while', library, 'src/books/routes.ts', /^ {6}checkBookDeletion\(.*\n/m, '', 'test/books.test.ts'],
  ['owner-only', forum, 'src/posts/routes.ts', /^ {6}requireOwner\(.*\n/gm, '', 'test/posts.test.ts'],
  ['role-only', shop, 'src/products/routes.ts', /requireRole\('admin'\), /g, '', 'test/products.test.ts'],
  ['what a password costs', todo, 'src/auth/password.ts', /2 \*\* cost/, '2 ** 4', 'test/auth.test.ts'],
  ['what a guess costs at least', todo, 'src/config.ts', /passwordCost: 15/, 'passwordCost: 14', 'test/auth.test.ts'],
  ['owned rows', todo, 'src/todos/access.ts', /row\.ownerId === user\.id/, 'row.ownerId > 0', 'test/todos.test.ts'],
  [
    'the condition of an action',
    library,
    'src/loans/routes.ts',
    /current\.returnedAt !== null/,
    'false',
    'test/loans.test.ts',
  ],
  ['expires', market, 'src/coupons/rules.ts', /^ {2}checkCouponExpired\(.*\n/m, '', 'test/coupons.test.ts'],
  [
    'expires, a moment late',
    market,
    'src/coupons/rules.ts',
    /expiresAt > now/,
    'expiresAt >= now',
    'test/coupons.test.ts',
  ],
  ['unexpired', market, 'src/redemptions/rules.ts', /^ {2}checkCouponExpired\(.*\n/m, '', 'test/redemptions.test.ts'],
  ['a limit within a period', market, 'src/pickups/rules.ts', /'month'/, "'year'", 'test/pickups.test.ts'],
  ['fee, unit by unit', market, 'src/fees.ts', /Math\.ceil/, 'Math.floor', 'test/rides.test.ts'],
  ['fee, the most', market, 'src/rides/derived.ts', /amount: 1500/, 'amount: 9500', 'test/rides.test.ts'],
  ['computed, what is added', market, 'src/order-lines/derived.ts', /\+ next\.postage/, '', 'test/order-lines.test.ts'],
  [
    'computed, one from another',
    market,
    'src/order-lines/derived.ts',
    /next\.net/,
    'row.net',
    'test/order-lines.test.ts',
  ],
  [
    'transfer, below zero',
    market,
    'src/transfers/effects.ts',
    / AND balance >= \?|AND balance >= \?/,
    'AND ? > 0',
    'test/transfers.test.ts',
  ],
  ['transfer, both', market, 'src/transfers/effects.ts', /balance \+ \?/, 'balance + 0 * ?', 'test/transfers.test.ts'],
  ['stock, given back', market, 'src/orders/effects.ts', /stock \+ \(/, 'stock + 0 * (', 'test/order-lines.test.ts'],
  ['sum', market, 'src/order-lines/effects.ts', /quantity \* unit_price/, 'unit_price', 'test/orders.test.ts'],
  ['computed', market, 'src/products/derived.ts', /100 - /, '100 + ', 'test/products.test.ts'],
  [
    'a moment, seen from the present',
    market,
    'src/claims/rules.ts',
    /visitAt > now/,
    "visitAt > ''",
    'test/claims.test.ts',
  ],
  ['an age', market, 'src/claims/rules.ts', /-18, 'year'/, "-17, 'year'", 'test/claims.test.ts'],
  [
    'a field that is never changed',
    market,
    'src/claims/rules.ts',
    /^ {2}checkClaimTextNotChanged\(.*\n/m,
    '',
    'test/claims.test.ts',
  ],
  [
    'a state in which nothing is changed',
    market,
    'src/claims/rules.ts',
    /^ {2}checkClaimNotChanged\(.*\n/m,
    '',
    'test/claims.test.ts',
  ],
  [
    'what one state asks for',
    market,
    'src/claims/rules.ts',
    /reason !== null/,
    'reason !== undefined',
    'test/claims.test.ts',
  ],
  [
    'two that differ',
    market,
    'src/matches/rules.ts',
    /homeId !== next\.awayId/,
    'homeId !== 0',
    'test/matches.test.ts',
  ],
  ['until so long before', market, 'src/tickets/rules.ts', /24, 'hour'/, "23, 'hour'", 'test/tickets.test.ts'],
  ['until a day', market, 'src/tickets/rules.ts', /closes_on > \?/, 'closes_on >= ?', 'test/tickets.test.ts'],
  ['waiting', market, 'src/bookings/effects.ts', /if \(taken < room\) \{/, 'if (taken < 0) {', 'test/bookings.test.ts'],
  ['places', market, 'src/reservations/rules.ts', /others \+ next\.persons/, 'others', 'test/reservations.test.ts'],
];

describe('taking the enforcement of a rule out', () => {
  // The control stands above: the project as it is passes all of its tests.
  it.each(mutations)('turns a test red: %s', async (_kind, requirements, file, line, instead, tests) => {
    const folder = await folderOf(requirements);
    const path = join(folder, file);
    const source = readFileSync(path, 'utf8');
    const mutant = source.replace(line, instead);
    expect(mutant, `${file} has no such line:\n${source}`).not.toBe(source);
    writeFileSync(path, mutant);
    try {
      const tested = await bench.exec(folder, process.execPath, quiet, tests);
      expect(tested.code, tested.output).not.toBe(0);
      expect(tested.output).toContain('AssertionError');
    } finally {
      writeFileSync(path, source);
    }
  });
});
