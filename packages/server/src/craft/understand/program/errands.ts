import type { ProjectKind } from '../../requirements.ts';
import type { Draft } from '../draft.ts';
import { findModules } from './modules.ts';
import type { Clause } from '../words/text.ts';

/** Programs that do something when they are run, or by themselves at their times: nobody said of what kind they are. */

/** Where a kind is named. */
interface Named {
  kind: ProjectKind;
  clause: Clause;
  from: number;
  to: number;
}

const times =
  /\b(?:every|each) (?:\d+ )?(?:minute|hour|day|night|morning|evening|week)s?\b|\b(?:hourly|nightly|daily)\b/;

/** "a script that runs every hour": what is started once and keeps its times is a worker. */
export function inTime<Spot extends Named>(draft: Draft, spot: Spot): Spot {
  const { kind, clause, from, to } = spot;
  if (kind !== 'cli_tool' || !/\b(?:script|program|job)\b/.test(clause.text.slice(from, to))) return spot;
  const timed = draft.clauses.some(({ text }) => times.test(text));
  const works = findModules(draft.clauses).some(({ module }) => module.form === 'functions');
  return timed && works ? { ...spot, kind: 'worker' } : spot;
}

const errand =
  /^(?:(?:an?|the|my|simple|small|tiny|quick) )*(?:[a-z]+ ){0,3}?(?:scanner|crawler|(?:http|reverse|web|tcp) proxy|proxy server|load balancer|downloader|file (?:search|watcher|finder|system watcher)|grep|(?:link|health|broken link) checks?(?:er)?|port scan|mock server|directory watcher|folder watcher)\b|^(?:prints?|watch(?:es)?|search(?:es)?|downloads?|scans?|counts?|pings?|requests?|renames?|converts?|compress(?:es)?|extracts?|greps?) (?!.*\b(?:users?|customers?|members?)\b)/;

/** "a Go program that watches a folder": what it does, which is neither to keep rows nor to answer others. */
const doing =
  /^(?:(?:please|can|could|you|i|we|need|want|would|like|to|have|write|make|build|create|give|me|us) )*(?:(?:an?|the|my|simple|small|tiny|quick|little|short|fast) )*(?:(?:node|nodejs|javascript|typescript|python|go|golang|rust) )?(?:tool|script|utility|program)(?: in (?:node|nodejs|javascript|typescript|python|go|golang|rust))? (?:that|which) (?:(?:can|will|should) )?(?!(?:manag|keep|kept|track|stor|sav|record|log|handl|register|organi|maintain|plan|let|allow|help|serv|answer|expos|accept|listen|is|are|has|have|books?\b|lists?\b|collect)[a-z]*)[a-z]+ /;

/** "a port scanner", "prints the lines of a file": something that is done, whatever nouns are in it. */
export function isErrand(draft: Draft): boolean {
  const opening = draft.clauses[0]?.text ?? '';
  return errand.test(opening) || doing.test(opening);
}
