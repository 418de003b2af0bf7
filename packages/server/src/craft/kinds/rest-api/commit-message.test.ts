import { describe, expect, it } from 'vitest';
import { commitMessage } from './commit-message.ts';
import { fixtures } from '../../domain/fixtures/all.ts';
import { library } from '../../domain/fixtures/library.ts';

describe('the message of the first commit', () => {
  it('names the project, its things and its rules', () => {
    const lines = commitMessage(library).split('\n');
    expect(lines[0]).toBe('Add the Library API: authors, books, members, loans');
    expect(lines[1]).toBe('');
    expect(lines.join(' ')).toContain('- No two books have the same isbn.');
  });

  it.each(Object.entries(fixtures))('keeps to the width of a commit for %s', (_name, requirements) => {
    for (const line of commitMessage(requirements).split('\n')) {
      if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(72);
    }
  });
});
