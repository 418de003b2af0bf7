import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixtures } from '../domain/fixtures/all.ts';
import { openProjectBench } from '../kinds/testing-project.ts';
import { doneOtherwise, leftOut, obstacleTo } from '../kinds/registry.ts';
import type { Requirements } from '../requirements.ts';

/** Real services and tools over rows in Rust: their rules hold, from outside too. */

const bench = openProjectBench();
afterAll(() => bench.close());

const inRust = (name: string, kind: Requirements['kind']): Requirements => ({
  ...(fixtures[name] as Requirements),
  kind,
  language: 'rust',
});
// As the probe has it, which then finds the program built.
const cargo = ['CARGO_NET_OFFLINE=true', 'CARGO_PROFILE_DEV_DEBUG=0', 'cargo'];
// Of the program built; the program itself has no tests, and documents, which have none either, take a build of their own.
const suite = ['test', '--locked', '--test', 'suite'];

describe('every sample in Rust', () => {
  it('is formatted as rustfmt does', async () => {
    const roots: string[] = [];
    for (const [name, { entities }] of Object.entries(fixtures)) {
      const kinds: Requirements['kind'][] = entities.length > 0 ? ['rest_api', 'cli_tool'] : ['rest_api'];
      for (const kind of kinds) {
        const folder = await bench.write(inRust(name, kind));
        const each = ['src/lib.rs', 'src/main.rs', 'tests/suite/main.rs', 'crates/password/src/lib.rs'];
        roots.push(...each.map((path) => join(folder, path)).filter((path) => existsSync(path)));
      }
    }
    expect(await bench.exec('/', 'rustfmt', '--edition', '2021', '--check', ...roots)).toEqual({ code: 0, output: '' });
  });
});

/** Sign-in, owners, roles and capacities. */
describe('a service in Rust for the gym', () => {
  it('is linted, does over HTTP what was asked for, and has tests that notice each thing that is lost', async () => {
    const folder = await bench.write(inRust('gym', 'rest_api'));
    const lints = ['clippy', '--quiet', '--locked', '--all-targets', '--', '-D', 'warnings'];
    expect(await bench.exec(folder, 'env', ...cargo, ...lints)).toEqual({ code: 0, output: '' });
    const tested = await bench.exec(folder, 'env', ...cargo, ...suite, '--lib');
    expect(tested.code, tested.output).toBe(0);
    const report = await bench.probe(folder, inRust('gym', 'rest_api'));
    expect(report.problem).toBeUndefined();
    expect(report.calls.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({ started: true, stopped: true, ok: true });

    const losses: [file: string, before: string, after: string, noticed: string][] = [
      ['rows/tickets', 'taken >= 4', 'taken >= 5', 'an_owner_has_at_most_4_tickets'],
      ['rows/tickets', 'taken >= parent', 'taken > parent', 'an_event_never_has_more_tickets'],
      [
        'rows/workouts',
        'other.name == next.name',
        'other.name == ""',
        'no_two_workouts_of_one_owner_have_the_same_name',
      ],
      ['rows/workouts', 'private: true', 'private: false', 'lets_only_those_see_and_change_workouts_who_may'],
      [
        'rows/resource',
        'if roles.contains(&asked.role)',
        'if !roles.is_empty()',
        'lets_only_those_see_and_change_events_who_may',
      ],
      ['http/reader', 'hosts > 1', 'hosts > 9', 'what_is_malformed_is_refused_and_ends_the_connection'],
    ];
    for (const [file, before, after] of losses) {
      const lost = await bench.exec(folder, 'sed', '-i', `s/${before}/${after}/`, `src/${file}.rs`);
      expect(lost, file).toEqual({ code: 0, output: '' });
    }
    const broken = await bench.exec(folder, 'env', ...cargo, ...suite);
    for (const [, , , noticed] of losses)
      expect(broken.output).toMatch(new RegExp(`test \\w+::${noticed}\\w* \\.\\.\\. FAILED`));
  });
});

/** Rules that hold a row against others and against hours. */
describe.each(['auction', 'college'])('a service in Rust for the %s', (name) => {
  it('is linted, passes its own tests and does over HTTP what was asked for', async () => {
    const folder = await bench.write(inRust(name, 'rest_api'));
    const lints = ['clippy', '--quiet', '--locked', '--all-targets', '--', '-D', 'warnings'];
    expect(await bench.exec(folder, 'env', ...cargo, ...lints)).toEqual({ code: 0, output: '' });
    const tested = await bench.exec(folder, 'env', ...cargo, ...suite);
    expect(tested.code, tested.output).toBe(0);
    const report = await bench.probe(folder, inRust(name, 'rest_api'));
    expect(report.problem).toBeUndefined();
    expect(report.calls.filter(({ ok }) => !ok)).toEqual([]);
  });
});

/** Rules of time, money and stock. */
describe('a command line tool in Rust for the market', () => {
  it('is linted, passes its own tests and does from outside what was asked for', async () => {
    const requirements = inRust('market', 'cli_tool');
    const folder = await bench.write(requirements);
    const lints = ['clippy', '--quiet', '--locked', '--all-targets', '--', '-D', 'warnings'];
    expect(await bench.exec(folder, 'env', ...cargo, ...lints)).toEqual({ code: 0, output: '' });
    // What its sources are tested for themselves the service above has too, or the library of all modules.
    const tested = await bench.exec(folder, 'env', ...cargo, ...suite);
    expect(tested.code, tested.output).toBe(0);
    const report = await bench.probe(folder, requirements);
    expect(report.problem).toBeUndefined();
    expect(report).toMatchObject({ started: true, stopped: true, ok: true });
    expect(report.calls.length).toBeGreaterThan(20);
  });
});

describe('what is done otherwise in Rust, or not', () => {
  it('is said before the work', () => {
    const asked = { ...inRust('library', 'cli_tool'), features: [] };
    expect(obstacleTo(asked)).toBeNull();
    expect(doneOtherwise(asked).join()).toContain('Rust has no database of its own');
    expect(leftOut({ ...asked, description: 'a tool in Rust over SQLite' })).toMatchObject([{ words: 'SQLite' }]);
    const postgres = { ...asked, stack: { ...asked.stack, database: 'postgresql' as const } };
    expect(obstacleTo(postgres)).not.toBeNull();
  });
});
