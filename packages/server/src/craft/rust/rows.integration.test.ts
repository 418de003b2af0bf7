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
const cargo = ['CARGO_NET_OFFLINE=true', 'CARGO_PROFILE_DEV_DEBUG=0', 'CARGO_INCREMENTAL=0', 'cargo'];

describe('every sample in Rust', () => {
  it('is formatted as rustfmt does', async () => {
    for (const [name, { entities }] of Object.entries(fixtures)) {
      if (entities.length === 0) continue;
      const folder = await bench.write(inRust(name, 'cli_tool'));
      expect(await bench.exec(folder, 'cargo', 'fmt', '--check'), name).toEqual({ code: 0, output: '' });
    }
  }, 60_000);
});

/** Rules of time, money and stock. */
describe('a command line tool in Rust for the market', () => {
  it('is linted, passes its own tests and does from outside what was asked for', async () => {
    const requirements = inRust('market', 'cli_tool');
    const folder = await bench.write(requirements);
    const lints = ['clippy', '--quiet', '--locked', '--all-targets', '--', '-D', 'warnings'];
    expect(await bench.exec(folder, 'env', ...cargo, ...lints)).toEqual({ code: 0, output: '' });
    const tested = await bench.exec(folder, 'env', ...cargo, 'test', '--locked');
    expect(tested.code, tested.output).toBe(0);
    const report = await bench.probe(folder, requirements);
    expect(report.problem).toBeUndefined();
    expect(report).toMatchObject({ started: true, stopped: true, ok: true });
    expect(report.calls.length).toBeGreaterThan(20);
  }, 180_000);
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
