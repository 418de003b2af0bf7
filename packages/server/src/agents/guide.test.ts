import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openBench, type Bench } from '../sandbox/workspace/testing.ts';
import { readGuide } from './guide.ts';

const benches: Bench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench[Symbol.asyncDispose]();
});

/** A checkout with these files; `links`: path → target. */
async function tree(files: Record<string, string>, links: Record<string, string> = {}) {
  const bench = openBench();
  benches.push(bench);
  const workspace = await bench.manager.open({ job: 'job-1', branch: 'work' }, bench.signal);
  const put = (path: string, make: (file: string) => void) => {
    mkdirSync(dirname(join(workspace.root, path)), { recursive: true });
    make(join(workspace.root, path));
  };
  for (const [path, text] of Object.entries(files)) put(path, (file) => writeFileSync(file, text));
  for (const [path, target] of Object.entries(links)) put(path, (file) => symlinkSync(target, file));
  return workspace;
}

describe('the instructions of a repository', () => {
  it('are those from the root down to the folders that the goal names, the nearest last', async () => {
    const at = await tree({
      'AGENTS.md': 'Root rules.',
      'packages/AGENTS.md': 'Rules of all packages.',
      'packages/api/AGENTS.md': 'Rules of the API.',
      'packages/api/src/a.ts': '',
      'packages/web/AGENTS.md': 'Rules of the web.',
    });
    const near = await readGuide(at, 'fix the crash in packages/api/src/a.ts');
    expect(near.files.map(({ path }) => path)).toEqual(['AGENTS.md', 'packages/AGENTS.md', 'packages/api/AGENTS.md']);
    expect(near.text).toMatch(/Root rules\.[^]*Rules of all packages\.[^]*Rules of the API\./);
    expect(near.text).toContain('read it before you work there): packages/web/AGENTS.md');
    expect(near.text).not.toContain('Rules of the web');
    expect((await readGuide(at, 'fix it')).files.map(({ path }) => path)).toEqual(['AGENTS.md']);
  });

  it('are read once where one file includes, links to or copies another', async () => {
    const at = await tree(
      { 'AGENTS.md': 'Use tabs.\n', 'CLAUDE.md': '@AGENTS.md\n\nAlso be brief.', 'sub/AGENTS.md': 'Use tabs.' },
      { 'GEMINI.md': 'AGENTS.md' },
    );
    const { text, files } = await readGuide(at, 'see sub/x.ts');
    expect(text.split('Use tabs.')).toHaveLength(2);
    expect(text).toContain('CLAUDE.md:\nAlso be brief.');
    expect(text).not.toContain('@AGENTS.md');
    expect(files.map(({ path }) => path)).toEqual(['AGENTS.md', 'CLAUDE.md']);
  });

  it('are never read through a link that leads out of the tree, and say so', async () => {
    const at = await tree({ 'CLAUDE.md': 'Real ones.' }, { 'AGENTS.md': '/etc/passwd', '.agents/skills': '/etc' });
    const { text, notes } = await readGuide(at, 'x');
    expect(text).not.toContain('root:');
    expect(notes).toEqual([expect.stringMatching(/not read: AGENTS\.md leads out of the repository/)]);
    expect(text).toContain('Real ones.');
    const git = await tree({}, { 'AGENTS.md': '.git/config' });
    expect((await readGuide(git, 'x')).files).toEqual([]);
  });

  it('are cut where they are too long, from the farthest, and say so', async () => {
    const at = await tree({ 'AGENTS.md': 'r'.repeat(50_000), 'sub/AGENTS.md': 'n'.repeat(9_000) });
    const { text, files } = await readGuide(at, 'sub/a.ts');
    expect(files.map(({ shown }) => shown)).toEqual([11_000, 9_000]);
    expect(text.length).toBeLessThan(20_600);
    expect(text).toContain('AGENTS.md is cut to 11000 of 50000 characters');
  });

  it('list skills by name and description, the body stays in its file', async () => {
    const skill = (name: string, about: string) =>
      `---\nname: ${name}\ndescription: >-\n  ${about}\n---\nThe body of ${name}.`;
    const at = await tree({
      '.agents/skills/release/SKILL.md': skill('release', 'How a release is made.'),
      '.claude/skills/release/SKILL.md': skill('release', 'Another.'),
      '.claude/skills/sql/SKILL.md': skill('sql', 'Migrations.'),
      '.claude/skills/broken/SKILL.md': 'no front matter',
      '.claude/skills/README.md': 'x',
    });
    const { text, skills, notes } = await readGuide(at, 'x');
    expect(skills).toBe(2);
    expect(text).toContain('- release: How a release is made. (.agents/skills/release/SKILL.md)\n- sql: Migrations.');
    expect(text).not.toContain('The body');
    expect(notes).toEqual([expect.stringContaining('broken/SKILL.md says no name')]);
  });

  it('are nothing where there are none, or what is there is no text', async () => {
    expect((await readGuide(await tree({ 'a.ts': '' }), 'x')).text).toBe('');
    const binary = await readGuide(await tree({ 'AGENTS.md': 'a\0b' }), 'x');
    expect(binary.files).toEqual([]);
    expect(binary.notes).toEqual(['not read: AGENTS.md is no text']);
  });
});
