import { afterAll, describe, expect, it } from 'vitest';
import { fixtures } from '../domain/fixtures/all.ts';
import { openProjectBench } from '../kinds/testing-project.ts';
import { doneOtherwise, leftOut, obstacleTo } from '../kinds/registry.ts';
import type { Requirements } from '../requirements.ts';

/** Real services and tools over rows in Go: their rules hold, from outside too. */

const bench = openProjectBench();
afterAll(() => bench.close());

const inGo = (name: string, kind: Requirements['kind'] = 'rest_api'): Requirements => ({
  ...(fixtures[name] as Requirements),
  kind,
  language: 'go',
});
const goes = ['GOFLAGS=-buildvcs=false', 'GOPROXY=off', 'go'];

describe('every sample in Go', () => {
  it('is formatted as gofmt does', async () => {
    for (const [name, { entities }] of Object.entries(fixtures)) {
      const kinds: Requirements['kind'][] = entities.length > 0 ? ['rest_api', 'cli_tool'] : ['rest_api'];
      for (const kind of kinds) {
        const folder = await bench.write(inGo(name, kind));
        expect(await bench.exec(folder, 'gofmt', '-l', '.'), `${kind} ${name}`).toEqual({ code: 0, output: '' });
      }
    }
  });
});

/** Sign-in, owners, roles and capacities. */
describe('a service in Go for the gym', () => {
  it('is vetted, does over HTTP what was asked for, and has tests that notice each thing that is lost', async () => {
    const folder = await bench.write(inGo('gym'));
    expect(await bench.exec(folder, 'env', ...goes, 'vet', './...')).toEqual({ code: 0, output: '' });
    const tested = await bench.exec(folder, 'env', ...goes, 'test', './...');
    expect(tested.code, tested.output).toBe(0);
    const report = await bench.probe(folder, inGo('gym'));
    expect(report.problem).toBeUndefined();
    expect(report.calls.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({ started: true, stopped: true, ok: true });

    const losses: [file: string, before: string, after: string, noticed: string][] = [
      ['tickets', 'taken >= 4', 'taken >= 5', 'An_owner_has_at_most_4_tickets'],
      ['tickets', 'taken >= parent', 'taken > parent', 'An_event_never_has_more_tickets'],
      ['workouts', 'next.Name', '"nothing"', 'No_two_workouts_of_one_owner_have_the_same_name'],
      ['workouts', 'Private: .*', '', 'lets_only_those_see_and_change_workouts_who_may'],
      ['resource', 'len(roles) > 0', 'false', 'lets_only_those_see_and_change_events_who_may'],
      ['resource', 'range r.RoleFields', 'range r.StandIns', 'lets_only_those_see_and_change_prices_who_may'],
    ];
    for (const [file, before, after] of losses) {
      const plain = before.replaceAll(/[[\]]/g, '\\$&');
      const path = `internal/rows/${file}.go`;
      expect(
        (await bench.exec(folder, 'sed', '-i', '-E', `s/${plain.replaceAll(/[()]/g, '\\$&')}/${after}/`, path)).code,
      ).toBe(0);
    }
    const broken = await bench.exec(folder, 'env', ...goes, 'test', './internal/web');
    for (const [, , , noticed] of losses) expect(broken.output).toMatch(new RegExp(`--- FAIL: \\S+/${noticed}`));
  });
});

/** Rules that hold a row against others and against hours. */
describe.each(['auction', 'college'])('a service in Go for the %s', (name) => {
  it('is vetted, passes its own tests and does over HTTP what was asked for', async () => {
    const folder = await bench.write(inGo(name));
    expect(await bench.exec(folder, 'env', ...goes, 'vet', './...')).toEqual({ code: 0, output: '' });
    const tested = await bench.exec(folder, 'env', ...goes, 'test', './...');
    expect(tested.code, tested.output).toBe(0);
    const report = await bench.probe(folder, inGo(name));
    expect(report.problem).toBeUndefined();
    expect(report.calls.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({ started: true, stopped: true, ok: true });
  });
});

/** Rules of time, money and stock. */
describe('a command line tool in Go for the market', () => {
  it('is vetted, passes its own tests and does from outside what was asked for', async () => {
    const requirements = inGo('market', 'cli_tool');
    const folder = await bench.write(requirements);
    expect(await bench.exec(folder, 'env', ...goes, 'vet', './...')).toEqual({ code: 0, output: '' });
    const tested = await bench.exec(folder, 'env', ...goes, 'test', '.', './internal/rows');
    expect(tested.code, tested.output).toBe(0);
    const report = await bench.probe(folder, requirements);
    expect(report.problem).toBeUndefined();
    expect(report).toMatchObject({ started: true, stopped: true, ok: true });
    expect(report.calls.length).toBeGreaterThan(20);
  });
});

describe('what is done otherwise in Go, or not', () => {
  it('is said before the work', () => {
    const asked = { ...inGo('library'), features: [] };
    expect(obstacleTo(asked)).toBeNull();
    expect(leftOut(asked)).toEqual([]);
    expect(doneOtherwise(asked).join()).toContain('journal');
    expect(leftOut({ ...asked, description: 'an API in Go over SQLite' })).toMatchObject([{ words: 'SQLite' }]);
    const postgres = { ...asked, stack: { ...asked.stack, database: 'postgresql' as const } };
    expect(obstacleTo(postgres)).not.toBeNull();
  });
});
