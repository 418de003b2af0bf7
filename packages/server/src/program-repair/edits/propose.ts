import { addAlternative } from './alternatives.ts';
import { changeAmounts } from './amounts.ts';
import type { Candidate, Hints, SourceText, Suspect } from '../contract.ts';
import { changeCall, changeMethod, changeWord, swapParts } from './calls.ts';
import { changeBinary, changeChain, changeUnary } from './binary.ts';
import { changeCollecting } from './collecting.ts';
import { addCompanion } from './companions.ts';
import { changeConstant, changeMember, changeName, changeNumber, changeSize } from './values.ts';
import { steeringLines } from './loops.ts';
import { changeIdiom } from './idioms.ts';
import { changeItself, changeJavascriptIdiom } from './javascript/idioms-javascript.ts';
import { asElsewhere, changeRelated, usesIdle } from './relations.ts';
import { addIdleCall } from './idle-calls.ts';
import { useIdleImport } from './idle-imports.ts';
import { useIdleName } from './idle-names.ts';
import { endCase } from './insertions.ts';
import { changeLikenesses } from './likenesses.ts';
import { likeItsFunction } from './own-function.ts';
import { changeToOpposite, moveOpposite } from './opposites.ts';
import { addRefusal } from './refusals.ts';
import { changeQuantity } from './quantities.ts';
import { changeRemainder } from './remainders.ts';
import { reuse } from './reuse.ts';
import { changeRounds } from './rounds.ts';
import { changeShape } from './javascript/shapes-javascript.ts';
import { wrapExpression } from './wrapping.ts';
import { type Add, createScene } from './scene.ts';
import { changeAssignment } from './assignments.ts';
import { changeCondition } from './conditions.ts';
import { changeStatement } from './statements.ts';
import { keepState } from './state.ts';
import { changeString } from './strings.ts';
import { changeTogether } from './together.ts';
import { addTwin } from './twins.ts';
import { goBack } from './undo.ts';
import { changeUnfinished } from './unfinished.ts';
import { countSundayLast } from './weekdays.ts';
import {
  field,
  functionsAround,
  isExpression,
  isIndex,
  isMember,
  isName,
  isNumber,
  type Source,
  type Syntax,
  within,
} from '../syntax.ts';

/** Changes of a file that are kept. */
const mostKept = 30_000;
/** Places far down the ranking are tried, but late. */
const leastSuspicion = 0.08;
/** Where a loop may have no end, what steers loops comes first. */
const endlessWeight = 1.8;

/**
 * Changes of the suspicious places of a file, best first: each a place and the text that takes its place. Nothing says that one is
 * right; the tests do.
 */
export function proposeEdits(
  source: Source,
  suspects: readonly Suspect[],
  hints: Hints,
  worth: (operator: string) => number = () => 1,
): Candidate[] {
  const byLine = new Map(suspects.filter(({ path }) => path === source.path).map((one) => [one.line, one.suspicion]));
  const scene = createScene(source, hints);
  const found = new Map<string, Candidate>();
  const lines = source.text.split('\n');
  const told = (line: number) =>
    hints.telling.size > 0 &&
    (lines[line - 1]?.match(/[A-Za-z_]\w{2,}/g) ?? []).some((one) => hints.telling.has(one.toLowerCase()));
  let floor = 0;
  const endless = hints.late ? steeringLines(source) : new Set<number>();
  for (const node of within(source.root)) {
    if (!node.named) continue;
    const suspicion =
      suspicionOf(node, byLine) *
      (told(node.line) ? 1.1 : 1) *
      (endless.has(node.line) ? endlessWeight : 1) *
      asElsewhere(source, node);
    if (suspicion < leastSuspicion) continue;
    const spoken = functionsAround(node).some((one) => {
      const name = field(one, 'name');
      return name !== null && hints.words.has(scene.text(name).toLowerCase());
    });
    const add: Add = (place, text, operator, prior, removes = false) => {
      if (source.text.slice(place.start, place.end) === text || prior <= 0) return;
      const score =
        suspicion *
        Math.max(prior, Math.min(0.7, prior * usesIdle(source, place, text))) *
        (spoken ? 1.15 : 1) *
        worth(operator);
      if (score < floor) return;
      const key = keyOf(source, place, text);
      const known = found.get(key);
      if (!known || known.score < score) {
        found.set(key, {
          path: source.path,
          start: place.start,
          end: place.end,
          text,
          operator,
          line: place.line,
          score,
          removes,
        });
        if (found.size > mostKept * 2) floor = dropLeast(found);
      }
    };
    changeNode(scene, node, add);
  }
  return [...found.values()].sort((a, b) => b.score - a.score);
}

/** Of a long file there are far more changes than can be tried: the least likely are not kept. Returns the score of the last that is. */
function dropLeast(found: Map<string, Candidate>): number {
  const scores = Float64Array.from(found.values(), ({ score }) => score).sort();
  const floor = scores.at(-mostKept) ?? 0;
  for (const [key, { score }] of found) if (score < floor) found.delete(key);
  return floor;
}

function changeNode(scene: ReturnType<typeof createScene>, node: Syntax, add: Add): void {
  changeIdiom(scene, node, add);
  changeJavascriptIdiom(scene, node, add);
  changeItself(scene, node, add);
  changeTogether(scene, node, add);
  changeUnfinished(scene, node, add);
  reuse(scene, node, add);
  changeRelated(scene, node, add);
  changeShape(scene, node, add);
  changeBinary(scene, node, add);
  changeChain(scene, node, add);
  changeUnary(scene, node, add);
  changeQuantity(scene, node, add);
  changeRemainder(scene, node, add);
  changeRounds(scene, node, add);
  changeAmounts(scene, node, add);
  changeCall(scene, node, add);
  changeMethod(scene, node, add);
  swapParts(scene, node, add);
  changeCondition(scene, node, add);
  addAlternative(scene, node, add);
  changeAssignment(scene, node, add);
  changeStatement(scene, node, add);
  endCase(scene, node, add);
  changeCollecting(scene, node, add);
  addTwin(scene, node, add);
  addRefusal(scene, node, add);
  addIdleCall(scene, node, add);
  addCompanion(scene, node, add);
  useIdleImport(scene, node, add);
  useIdleName(scene, node, add);
  countSundayLast(scene, node, add);
  keepState(scene, node, add);
  changeToOpposite(scene, node, add);
  moveOpposite(scene, node, add);
  likeItsFunction(scene, node, add);
  changeLikenesses(scene, node, add);
  goBack(scene, node, add);
  if (isNumber(node)) changeNumber(scene, node, add);
  if (isName(node) && isExpression(node)) changeName(scene, node, add);
  if (isName(node) || /property_identifier|field_identifier/.test(node.type)) changeWord(scene, node, add);
  if (isMember(node) && isExpression(node)) changeMember(scene, node, add);
  if (isExpression(node)) {
    changeConstant(scene, node, add);
    wrapExpression(scene, node, add);
    changeSize(scene, node, add);
    if (isIndex(node)) changeIndexed(scene, node, add);
  }
  changeString(scene, node, add);
  if (node.type === 'slice' || node.type === 'slice_expression') changeSlice(scene, node, add);
}

/** The thing itself in the place of one of its elements, and the element of another. */
function changeIndexed(scene: ReturnType<typeof createScene>, node: Syntax, add: Add): void {
  const object = field(node, 'object') ?? field(node, 'value') ?? field(node, 'operand');
  if (!object) return;
  if (node.field !== 'left') add(node, scene.text(object), 'the whole for a part', 0.1);
  const index = field(node, 'index') ?? field(node, 'subscript');
  if (index && /^\w+$/.test(scene.text(index)) && scene.source.dialect !== 'go')
    add(
      node,
      `${scene.text(object)}.get(${scene.text(index)}, 0)`,
      'a default',
      scene.source.dialect === 'python' ? 0.08 : 0,
    );
  if (index && scene.source.dialect === 'javascript' && node.field !== 'left') {
    add(node, `(${scene.text(node)} ?? 0)`, 'a default', 0.12);
    add(node, `(${scene.text(node)} || [])`, 'a default', 0.04);
    add({ start: object.end, end: object.end, line: node.line }, '?.', 'guarded access', 0.1);
  }
}

/** Bounds of a slice that are left out, put in or moved. */
function changeSlice(scene: ReturnType<typeof createScene>, node: Syntax, add: Add): void {
  if (node.type !== 'slice') return;
  const [from = '', to = '', ...rest] = scene.text(node).split(':');
  if (rest.length > 0 && rest[0] !== '') add(node, `${from}:${to}`, 'another slice', 0.15);
  add(node, `${to}:${from}`, 'another slice', 0.12);
  if (from !== '') add(node, `:${to}`, 'another slice', 0.15);
  if (to !== '') add(node, `${from}:`, 'another slice', 0.15);
  if (from === '') add(node, `1:${to}`, 'another slice', 0.25);
  // As many, but the last ones; all but so many of them.
  if (from === '' && /^[a-z][\w.]*$/i.test(to)) add(node, `-${to}:`, 'another slice', 0.3);
  if (to === '' && /^[a-z][\w.]*$/i.test(from)) add(node, `:-${from}`, 'another slice', 0.2);
  if (to === '') add(node, `${from}:-1`, 'another slice', 0.2);
  if (to !== '') add(node, `${from}:${to} + 1`, 'another slice', 0.3);
  if (to !== '') add(node, `${from}:${to} - 1`, 'another slice', 0.25);
  if (from !== '') add(node, `${from} + 1:${to}`, 'another slice', 0.3);
  for (const [rank, name] of scene.values(node).slice(0, 6).entries()) {
    if (from === '') add(node, `${name}:${to}`, 'another slice', 0.15 - rank * 0.01);
    if (to === '') add(node, `${from}:${name}`, 'another slice', 0.15 - rank * 0.01);
  }
}

/** Of the line that the node begins on; of a clause without statements of its own, that of the statement around it. */
function suspicionOf(node: Syntax, byLine: ReadonlyMap<number, number>): number {
  const own = byLine.get(node.line);
  if (own !== undefined) return own;
  // A piece of a longer statement stands on a line that no statement begins on.
  for (let at = node.parent, depth = 0; at && depth < 6; at = at.parent, depth += 1) {
    if (/function|class|method|program|module$/.test(at.type))
      return /parameters|parameter|default/.test(node.type) || depth > 0
        ? (byLine.get(at.line) ?? firstOf(at, byLine) * 0.7)
        : 0;
    const near = byLine.get(at.line);
    if (near !== undefined) return near * (at.endLine - at.line > 4 ? 0.8 : 1);
  }
  return 0;
}

/** Of the first statement of a function: whether it ran says whether the function was called, whose head has no probe. */
function firstOf(node: Syntax, byLine: ReadonlyMap<number, number>): number {
  for (let line = node.line; line <= Math.min(node.endLine, node.line + 6); line += 1) {
    const found = byLine.get(line);
    if (found !== undefined) return found;
  }
  return 0;
}

/** Two changes that leave the same text but for spaces are one. */
function keyOf(source: Source, place: { start: number; end: number }, text: string): string {
  const was = source.text.slice(place.start, place.end);
  let start = 0;
  while (start < was.length && start < text.length && was[start] === text[start]) start += 1;
  let end = 0;
  while (end < was.length - start && end < text.length - start && was.at(-1 - end) === text.at(-1 - end)) end += 1;
  const inner = text.slice(start, text.length - end);
  return `${place.start + start}:${place.end - end}:${source.dialect === 'python' ? inner : inner.replaceAll(/\s+/g, ' ').trim()}`;
}

export function applyEdit(
  text: string,
  { start, end, text: replacement }: Pick<Candidate, 'start' | 'end' | 'text'>,
): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** The lines that differ, as a patch shows them. */
export function describeChange({ path, text }: SourceText, changed: string): string {
  const [a, b] = [text.split('\n'), changed.split('\n')];
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let to = 0;
  while (to < a.length - from && to < b.length - from && a.at(-1 - to) === b.at(-1 - to)) to += 1;
  const gone = a.slice(from, a.length - to).map((line) => `- ${line.trim()}`);
  const come = b.slice(from, b.length - to).map((line) => `+ ${line.trim()}`);
  return [`${path}:${from + 1}`, ...gone, ...come].join('\n');
}

/** As runners of trials say it. */
const ranTooLong = 'The test ran too long';

/** What came and what should have come, where the runner shows both: by name, as TAP writes them, or as the lines of a difference. */
function sidesOf(message: string): [actual: string | undefined, expected: string | undefined] {
  const named = (name: string) =>
    new RegExp(`^\\s*${name}:[ \\t]*(?:[|>][-+]?[ \\t]*\\n\\s+)?(\\S.*)$`, 'm').exec(message)?.[1];
  const shown = /\bdifference\b.*actual.*expected[\s\S]*?\n\s*- (.+)\n\s*\+ (.+)/i.exec(message);
  return [
    named('actual') ?? /^\s*(?:Received|\+ received)[^:\n]*: (.*)$/im.exec(message)?.[1] ?? shown?.[1],
    named('expected') ?? /^\s*Expected[^:\n]*: (.*)$/im.exec(message)?.[1] ?? shown?.[2],
  ];
}

/** What the failures say: both sides of comparisons, and words that may name the function at fault. */
export function readHints(
  messages: readonly string[],
  words: string,
  names: { failing: readonly string[]; passing: readonly string[] } = { failing: [], passing: [] },
  source = '',
): Hints {
  const values: Hints['values'] = [];
  for (const message of messages) {
    const [actual, expected] = sidesOf(message);
    const vitest = /expected (.+?) to (?:deeply |strictly )?(?:be|equal) (.+?)(?: \/\/|$)/m.exec(message);
    if (actual !== undefined && expected !== undefined) values.push({ actual, expected });
    else if (vitest) values.push({ actual: vitest[1] ?? '', expected: vitest[2] ?? '' });
    else {
      // As tests of Go say it.
      const [, got, want] = /(?:\bgot:? |\) = )(.+?)[,;]? want(?:ed)?:? (.+)$/im.exec(message) ?? [];
      const [, wanted, came] = /\bwant(?:ed)?:? (.+?)[,;]? (?:but )?got:? (.+)$/im.exec(message) ?? [];
      if (got !== undefined && want !== undefined) values.push({ actual: got, expected: want });
      else if (wanted !== undefined && came !== undefined) values.push({ actual: came, expected: wanted });
    }
  }
  const seen = new Set<string>();
  for (const [word] of `${words} ${messages.map((one) => one.slice(0, 400)).join(' ')}`.matchAll(/[A-Za-z_]\w{2,}/g))
    seen.add(word.toLowerCase());
  const usual = new Set(names.passing.flatMap(wordsIn));
  const texts = [...new Set([...names.failing.flatMap(wordsIn), ...messages.flatMap(quotedIn), ...literalsIn(source)])];
  const own = texts.filter((one) => !usual.has(one) && one.length <= 30).slice(0, 24);
  return {
    values: values.filter(({ actual, expected }) => actual !== expected),
    words: seen,
    telling: new Set(own.filter((one) => /^[a-z_]\w{2,}$/i.test(one)).map((one) => one.toLowerCase())),
    texts: own,
    numbers: new Set(source.match(/(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])/g)),
    late: messages.some((one) => one.startsWith(ranTooLong)),
  };
}

/** Texts of a test as they are written, whole and by their words. */
const literalsIn = (source: string) =>
  [...source.matchAll(/(['"`])([^'"`\n]{1,40})\1/g)].flatMap(([, , text = '']) => [text, ...wordsIn(text)]);
const wordsIn = (name: string) => name.match(/[A-Za-z_][\w-]*/g) ?? [];
const quotedIn = (message: string) =>
  [...message.slice(0, 400).matchAll(/(['"`])([^'"`\n]{1,30})\1/g)].map(([, , text = '']) => text);

/** One place and one kind of change must not use up the time: the more often a kind has come, the later the next of it. */
export function inTurn(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Map<string, number>();
  const ranked = candidates.map((one) => {
    const key = `${one.path}:${one.line}:${one.operator}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return { one, rank: one.score / (1 + count * 0.12) };
  });
  return ranked.sort((a, b) => b.rank - a.rank).map(({ one }) => one);
}
