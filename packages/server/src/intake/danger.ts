import { decide } from '../policy/decide.ts';
import { phraseAt, unquoted } from './phrases.ts';
import type { Lexicon } from './phrases.ts';
import type { Token } from './tokens.ts';

const runners = new Set(['run', 'execute', 'do', 'perform', 'call', 'use', 'type']);
const follow = new Set([
  'and',
  'in',
  'on',
  'from',
  'of',
  'now',
  'at',
  'please',
  'here',
  'you',
  'except',
  'immediately',
]);
const places = new Set(['in', 'on', 'from', 'of', 'under', 'inside']);

/** Whether a clause (fillers taken off) asks for something that cannot be brought back. */
export function isDangerous(lexicon: Lexicon, tokens: readonly Token[]): boolean {
  const first = tokens[0];
  if (!first || first.kind !== 'word') return false;
  if (runners.has(first.text) && (phraseAt(lexicon.dangerPhrases, tokens, 1) > 0 || runsDenied(tokens))) return true;
  // `sudo -E rm -rf /`
  if ([0, 1, 2].some((at) => phraseAt(lexicon.dangerPhrases, tokens, at) > 0 && (at === 0 || first.text === 'sudo')))
    return true;
  if (!lexicon.dangerVerbs.has(first.text)) return false;
  if (destroysProduction(lexicon, tokens)) return true;
  const start = tokens[1]?.text === 'absolutely' || tokens[1]?.text === 'literally' ? 2 : 1;
  const length = phraseAt(lexicon.dangerTargets, tokens, start);
  if (length === 0) return false;
  const next = tokens[start + length];
  if (next && next.kind === 'word' && !follow.has(next.text)) return false;
  // "all files in dist/" names a place of its own; it is asked about, but it is no catastrophe.
  const place = next?.kind === 'word' && places.has(next.text) ? tokens[start + length + 1] : undefined;
  return !(place?.kind === 'path' && !/^[/~.\\]*$/.test(place.text));
}

function destroysProduction(lexicon: Lexicon, tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.kind === 'word').map((token) => token.text);
  return (
    words.some((word) => lexicon.production.has(word)) &&
    (words.some((word) => lexicon.assets.has(word)) || lexicon.production.has(words.at(-1) ?? ''))
  );
}

function runsDenied(tokens: readonly Token[]): boolean {
  const code = tokens.slice(1, 5).find((token) => token.kind === 'quoted' && token.text.startsWith('`'));
  if (!code) return false;
  const command = [unquoted(code.text)];
  return (
    decide({ kind: 'execute', tool: 'run_command', role: 'user', command }, { mode: 'mechanic' }).verdict === 'deny'
  );
}
