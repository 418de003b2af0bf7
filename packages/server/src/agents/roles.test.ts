import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadRoles } from './roles.ts';
import { roles } from './testing.ts';

function folderWith(text: string, name = 'helper.md'): string {
  const folder = mkdtempSync(join(tmpdir(), 'roles-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return folder;
}

describe('role files', () => {
  it('describe the seven roles, each with prompt, tools and the kinds it may append', () => {
    expect([...roles.names].sort()).toEqual([
      'analyst',
      'builder',
      'coordinator',
      'evaluator',
      'planner',
      'reviewer',
      'watcher',
    ]);
    expect(roles.get('planner').appends).toEqual(expect.arrayContaining(['analysis', 'plan', 'event']));
    expect(roles.get('planner').appends).not.toContain('patch');
    expect(roles.get('builder').tools).toContain('commit_changes');
    expect(roles.get('reviewer').tools).not.toContain('write_file');
  });

  it('keep every system prompt within 300 tokens', () => {
    for (const name of roles.names) expect(Math.ceil(roles.get(name).prompt.length / 4)).toBeLessThanOrEqual(300);
  });

  it('name file, line and column of a mistake', () => {
    const wrong = (text: string, tools?: string[]) => () =>
      loadRoles(folderWith(text), tools ? { knownTools: new Set(tools) } : {});
    expect(wrong('---\ntools: [a]\nappends: [nothing]\n---\nHi.')).toThrow(/helper\.md:3:11: /);
    expect(wrong('---\ntools: [a]\n\ncolour: red\n---\nHi.')).toThrow(/helper\.md:4:1: Unknown setting "colour"/);
    expect(wrong('---\ntools:\n  - a\n  - b\n---\nHi.', ['a'])).toThrow(/helper\.md:4:5: Unknown tool "b"/);
    expect(wrong('---\ntools: [a\n---\nHi.')).toThrow(/helper\.md:\d+:\d+: /);
    expect(wrong('tools: [a]')).toThrow(/helper\.md:1:1: /);
    expect(wrong('---\ntools: [a]\n---\n')).toThrow(/no prompt/);
    expect(wrong('---\ntools: [a]\n---\nHi.', ['a'])).not.toThrow();
  });

  it('say which roles there are when one is unknown', () => {
    expect(() => roles.get('wizard')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', hint: expect.stringContaining('builder') }),
    );
  });
});
