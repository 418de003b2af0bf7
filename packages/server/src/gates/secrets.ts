import { extname } from 'node:path';
import { parsePatch } from 'diff';
import type { GateResult } from '@codewright/protocol/evidence';
import { readText } from './checkout.ts';
import type { Gate } from './contract.ts';
import { conclude, ownEvidence } from './evidence.ts';
import { counted } from '../shared/words.ts';

interface SecretMessage {
  message: string;
  ruleId: string;
  loc: { start: { line: number } };
}

/**
 * No added line holds a credential. Whole files are read, because a secret may need its neighbours to be recognised, and
 * only findings on added lines count. What was found is masked before it leaves this function.
 */
export const secrets: Gate = {
  name: 'secrets',
  prepare: loadScanner,
  async run({ changes, diff, clone, signal }) {
    const at = new Date();
    const added = addedLines(diff);
    const paths = changes.filter((change) => change.status !== 'deleted').map((change) => change.path);
    const texts = paths.map((path) => ({ path, text: readText(clone.root, path) }));
    const readable = texts.filter((file): file is { path: string; text: string } => file.text !== null);
    if (readable.length === 0) return conclude(this.name, 'not-checked', 'No changed file could be read as text.');
    const find = await createScanner();
    const problems: GateResult['problems'] = [];
    for (const { path, text } of readable) {
      signal.throwIfAborted();
      const lines = added.get(path);
      for (const { message, ruleId, loc } of await find(path, text)) {
        // A file that the diff shows no lines of (renamed, too long) is looked at whole.
        if (lines && !lines.has(loc.start.line)) continue;
        problems.push({
          file: path,
          line: loc.start.line,
          code: ruleId.replace('@secretlint/secretlint-rule-', ''),
          message,
        });
      }
    }
    const output =
      problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n') ||
      `${readable.length} files, nothing found`;
    const evidence = [ownEvidence(this.name, problems.length === 0, output, clone.tree, at)];
    const unread = texts.length - readable.length;
    const first = problems[0];
    if (first)
      return conclude(this.name, 'failed', `${first.file}:${first.line}: ${first.message}`, { evidence, problems });
    const rest = unread > 0 ? `; ${unread} binary or very large files were not looked at` : '';
    return conclude(
      this.name,
      unread > 0 ? 'warned' : 'passed',
      `${counted(readable.length, 'changed file')} ${readable.length === 1 ? 'holds' : 'hold'} no known kind of secret${rest}.`,
      { evidence },
    );
  },
};

/** Line numbers that a unified diff adds, by path. */
function addedLines(diff: string): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const file of parsePatch(diff)) {
    const path = file.newFileName?.replace(/^b\//, '');
    if (path === undefined) continue;
    const lines = new Set<number>();
    for (const hunk of file.hunks) {
      let line = hunk.newStart;
      for (const text of hunk.lines) {
        if (text.startsWith('+')) lines.add(line);
        if (text.startsWith('+') || text.startsWith(' ')) line += 1;
      }
    }
    if (file.hunks.length > 0) found.set(path, lines);
  }
  return found;
}

/** The core alone: around it lie a loader of configurations, which must have no say here, and a dozen formatters (60 ms, 20 MB). */
function loadScanner() {
  return Promise.all([import('@secretlint/core'), import('@secretlint/secretlint-rule-preset-recommend')]);
}

async function createScanner(): Promise<(path: string, text: string) => Promise<SecretMessage[]>> {
  const [{ lintSource }, { creator: rule }] = await loadScanner();
  return async (path, text) => {
    // Its rules obey comments that tell them not to look; those must not be recognised. Length and lines stay as they are.
    const content = text.replaceAll(/secretlint-(?=disable|enable)/gi, 'secretlint_');
    const { messages } = await lintSource({
      source: { content, filePath: `/project/${path}`, ext: extname(path), contentType: 'text' },
      options: { maskSecrets: true, config: { rules: [{ id: rule.meta.id, rule }] } },
    });
    return messages;
  };
}
