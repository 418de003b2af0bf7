import type { Mode } from '@codewright/protocol/job';
import { print } from '../logline/printer.ts';
import { modeDefaults } from '../policy/modes.ts';
import { candidates, clausesOf, parts, splitOrders, stripped } from './clauses.ts';
import type { Candidate } from './clauses.ts';
import type { AbstainReason, IntakeAbstention, IntakeMatch, IntakeOptions, IntakeResult } from './contract.ts';
import { isDangerous } from './danger.ts';
import { normalise } from './normalise.ts';
import { endsInProgram, isPath, lexiconOf, phraseAt, slotCheck, unquoted } from './phrases.ts';
import type { Lexicon } from './phrases.ts';
import { builtinGrammar } from './rules.ts';
import type { AnswerName, Grammar, IntakeRule } from './rules.ts';
import { jobSpan } from './span.ts';
import { tokenise } from './tokens.ts';
import type { Token } from './tokens.ts';

const shortest = 5;
/** Below this a reading is a guess. */
const sure = 0.6;
/** From here on a clause is an order of its own beside the first one. */
const order = 0.9;
const longestCapture = 500;
/** The rule that a whole request counts for where its mode is known and no rule reads its words. */
const wholeRules: Record<Mode, string> = {
  build: 'build',
  review: 'review',
  chat: 'question',
  mechanic: 'bug_fix',
  genius: 'feature',
};
/** The rule of a request that only a language model reads. */
const openRule = 'task';

/**
 * Turns a request into an intent, or into a question. Pure and deterministic; never throws for any words; time grows
 * linearly with their length.
 */
export function understandRequest(
  input: string,
  options: IntakeOptions = {},
  grammar: Grammar = builtinGrammar(),
): IntakeResult {
  return new Reading(input, options, grammar).result();
}

class Reading {
  readonly #options: IntakeOptions;
  readonly #grammar: Grammar;
  readonly #lexicon: Lexicon;
  readonly #normalised: string;
  readonly #tokens: Token[];
  readonly #clauses: Token[][];

  constructor(input: string, options: IntakeOptions, grammar: Grammar) {
    this.#options = options;
    this.#grammar = grammar;
    this.#lexicon = lexiconOf(grammar);
    this.#normalised = normalise(input, grammar.words);
    this.#tokens = tokenise(this.#normalised);
    const whole = clausesOf(this.#lexicon, this.#tokens);
    this.#clauses = splitOrders(whole, this.#lexicon, (clause) => {
      const best = this.#candidates(clause)[0];
      return best !== undefined && best.confidence >= order && best.rule.name !== 'build';
    });
  }

  result(): IntakeResult {
    const read = this.#byRules();
    const { reader = 'rules', mode, repository } = this.#options;
    if (read.verdict === 'match' || reader === 'rules' || read.abstainReason === 'dangerous') return read;
    const hasWords = this.#tokens.some((token) => token.kind !== 'mark');
    if (!hasWords || (reader === 'model' && read.abstainReason !== 'not_understood')) return read;
    if (mode !== undefined) return this.#match(this.#whole(wholeRules[mode]), mode, []);
    if (!repository) return read;
    // What contradicts itself ("rewrite it, but change nothing") is read so that it does no harm.
    return this.#saysReadOnly()
      ? this.#match(this.#whole('analyze'), 'mechanic', [])
      : this.#match(this.#whole(openRule), 'genius', []);
  }

  /** What the rules alone make of the words. */
  #byRules(): IntakeResult {
    const said = this.#tokens.filter((token) => token.kind !== 'mark');
    if (said.length === 0) return this.#abstain('too_vague', 'empty');
    if (this.#foreign()) return this.#abstain('not_understood', 'foreign');
    const read = this.#clauses.map((clause) => this.#candidates(clause));
    const head = read.map((list) => list[0]).find((one) => one !== undefined && one.confidence >= sure);
    if (this.#dangerous(head)) return this.#abstain('dangerous', 'dangerous', head);
    if (said.length === 1 || this.#normalised.length < shortest) return this.#abstain('too_vague', 'too_short', head);
    if (this.#options.mode !== undefined) return this.#inMode(this.#options.mode, read);
    return this.#open(read);
  }

  #candidates(clause: readonly Token[]): Candidate[] {
    // "…, and change nothing" is a limit, no order.
    if (phraseAt(this.#lexicon.readOnly, clause, 0) === clause.length) return [];
    return candidates(this.#grammar.rules, clause, slotCheck(this.#lexicon));
  }

  /** The words alone decide. */
  #open(read: Candidate[][]): IntakeResult {
    const best = this.#best(read);
    const deleting = this.#clauses.find((clause) => /^(?:delete|remove|drop|erase)$/.test(clause[0]?.text ?? ''));
    if (!best || best.confidence < sure) {
      if (deleting) return this.#abstain('ambiguous', 'ambiguous_delete', best);
      const suggestions = this.#asProgram();
      return this.#abstain('not_understood', 'not_understood', best, suggestions);
    }
    if (deleting && best.confidence < order) return this.#abstain('ambiguous', 'ambiguous_delete', best);
    if (this.#vague(best)) return this.#abstain('too_vague', 'too_vague', best);
    if (best.rule.name === 'build') {
      return this.#options.repository ? this.#whichProject(best) : this.#match(best, best.rule.mode, []);
    }
    const rival = this.#rival(read, best);
    if (rival) return this.#abstain('ambiguous', 'ambiguous', best, [this.#suggest(best), this.#suggest(rival)]);
    if (this.#saysReadOnly() && !best.rule.readOnly) return this.#lookOnly(best);
    return this.#combined(best, read);
  }

  /** "TODO app" may well mean a new program: that is offered, not assumed. */
  #asProgram(): string[] | undefined {
    const tokens = this.#tokens;
    const bare = tokens.every((token) => token.kind === 'word' && !this.#lexicon.definite.has(token.text));
    if (!bare || tokens.length > 6 || !endsInProgram(this.#lexicon, tokens, 0, tokens.length)) return undefined;
    return [`Create ${/^[aeiou]/i.test(this.#normalised) ? 'an' : 'a'} ${this.#normalised}`];
  }

  /** A person has named the mode; the words fill in the rest. */
  #inMode(mode: Mode, read: Candidate[][]): IntakeResult {
    const best = this.#best(read);
    if (mode !== 'mechanic' && mode !== 'genius') {
      const name = wholeRules[mode];
      const own = read.flat().find((one) => one.rule.name === name);
      return this.#match(own ?? this.#whole(name), mode, []);
    }
    if (!best || best.confidence < sure || best.rule.name === 'build') {
      return this.#match(this.#whole(wholeRules[mode]), mode, []);
    }
    if (this.#vague(best)) return this.#abstain('too_vague', 'too_vague', best);
    if (this.#saysReadOnly() && !best.rule.readOnly) return this.#lookOnly(best);
    return this.#match(best, mode, []);
  }

  /** "Fix …, but do not change anything": of a fault the cause can be found, anything else contradicts itself. */
  #lookOnly(best: Candidate): IntakeResult {
    const analyze = this.#ruleNamed('analyze');
    if (best.rule.name !== 'bug_fix' || !analyze) return this.#abstain('ambiguous', 'read_only', best);
    return this.#match({ ...best, rule: analyze }, analyze.mode, []);
  }

  /** The first order; a change goes before a mere look, a new project before everything. */
  #best(read: Candidate[][]): Candidate | undefined {
    const firsts = read.map((list) => list[0]).filter((one) => one !== undefined);
    const project = firsts.find((one) => one.rule.name === 'build');
    const orders = firsts.filter((one) => one.confidence >= order);
    const changing = orders.find((one) => !one.rule.readOnly);
    if (project && (!changing || firsts.indexOf(project) < firsts.indexOf(changing))) return project;
    if (changing) {
      // "It crashes when the cart is empty. Please fix it.": the same rule, said more exactly elsewhere.
      const exact = this.#pointsOnly(changing)
        ? read.flat().find((one) => one.rule === changing.rule && one.confidence >= sure && !this.#pointsOnly(one))
        : undefined;
      return exact ? { ...exact, confidence: changing.confidence } : changing;
    }
    if (orders[0]) return orders[0];
    return firsts.reduce<Candidate | undefined>(
      (best, one) => (best && best.confidence >= one.confidence ? best : one),
      undefined,
    );
  }

  /** Another rule that reads the same clause just as well. */
  #rival(read: Candidate[][], best: Candidate): Candidate | undefined {
    const list = read.find((one) => one.includes(best)) ?? [];
    return list.find((one) => one !== best && one.confidence === best.confidence && one.rule.mode !== best.rule.mode);
  }

  /** Several orders in one request: the widest mode of them serves all. */
  #combined(best: Candidate, read: Candidate[][]): IntakeResult {
    const others = read
      .map((list) => list[0])
      .filter((one) => one !== undefined && one !== best && one.confidence >= order && one.rule.name !== 'build');
    const rules = [...new Set(others.map((one) => one?.rule).filter((rule) => rule !== undefined))].filter(
      (rule) => rule !== best.rule,
    );
    const changing = rules.filter((rule) => !rule.readOnly);
    const mode = changing.some((rule) => rule.mode === 'genius') && !best.rule.readOnly ? 'genius' : best.rule.mode;
    return this.#match(best, mode, rules);
  }

  #match(found: Candidate, mode: Mode, also: readonly IntakeRule[]): IntakeMatch {
    const { rule } = found;
    const defaults = modeDefaults(mode);
    const own = mode === rule.mode ? rule.constraints : { mustPassTests: rule.constraints.mustPassTests };
    const constraints = {
      ...defaults.limits,
      ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    };
    const captures: Record<string, string> = {};
    for (const name of found.match.slots.keys()) captures[name] = this.#capture(found, name);
    const words = new Set(this.#tokens.map((token) => token.text));
    const base = {
      rule: rule.name,
      mode,
      confidence: found.confidence,
      readOnly: rule.readOnly || defaults.readOnly,
      confirm: rule.confirm || also.some((other) => other.confirm),
      captures,
      paths: [...new Set(this.#tokens.filter(isPath).map((token) => unquoted(token.text)))],
      also: also.map((other) => other.name),
    };
    const span = jobSpan({
      ...base,
      goal: this.#normalised,
      limits: constraints,
      caps: this.#options.job?.caps ?? defaults.caps,
      grammar: this.#grammar.id,
      job: this.#options.job ?? {},
    });
    return {
      verdict: 'match',
      ...base,
      normalised: this.#normalised,
      grammar: this.#grammar.id,
      constraints,
      destructive: rule.destructive || also.some((other) => other.destructive),
      production: rule.name !== 'build' && [...this.#lexicon.production].some((word) => words.has(word)),
      span,
      logline: print([span]),
    };
  }

  #capture(found: Candidate, name: string): string {
    const [from, to] = found.match.slots.get(name) ?? [0, 0];
    const first = found.clause[from];
    const last = found.clause.slice(from, to).findLast((token) => token.kind !== 'mark' || token.text === ')');
    if (!first || !last) return '';
    const text = this.#normalised.slice(first.start, last.end);
    return first === last && first.kind === 'quoted' ? unquoted(text) : text.slice(0, longestCapture);
  }

  /** A reading that takes the whole request as the target of a rule. */
  #whole(name: string): Candidate {
    const rule = this.#ruleNamed(name) ?? (this.#grammar.rules[0] as IntakeRule);
    const clause = this.#tokens;
    return {
      rule,
      clause,
      confidence: 0.5,
      match: { slots: new Map([['target', [0, clause.length]]]), literals: 0, typed: 0 },
    };
  }

  #ruleNamed(name: string): IntakeRule | undefined {
    return this.#grammar.rules.find((rule) => rule.name === name);
  }

  #vague(found: Candidate): boolean {
    const { slots } = found.match;
    if (found.rule.whole || !(slots.has('target') || slots.has('project'))) return false;
    // What follows in other sentences may say what this one leaves open.
    if (this.#clauses.some((clause) => clause !== found.clause && clause.length >= 3)) return false;
    return this.#pointsOnly(found);
  }

  /** All that the slots hold is "it", "the bug", "something". */
  #pointsOnly(found: Candidate): boolean {
    return [...found.match.slots.values()].every(([from, to]) =>
      found.clause.slice(from, to).every((token) => token.kind === 'mark' || this.#lexicon.vague.has(token.text)),
    );
  }

  #dangerous(head: Candidate | undefined): boolean {
    // A description of a new program says what the program does, not what is to be done here.
    const described =
      head?.rule.name === 'build' ? this.#clauses.findIndex((clause) => clause === head.clause) : Infinity;
    const until = this.#options.mode === 'build' ? 1 : described;
    const separators = new Set(['and', ',', 'but']);
    return this.#clauses
      .slice(0, until)
      .flatMap((clause) => parts(clause, separators))
      .some((part) => isDangerous(this.#lexicon, stripped(this.#lexicon, part)));
  }

  #saysReadOnly(): boolean {
    return this.#tokens.some((_, at) => {
      const length = phraseAt(this.#lexicon.readOnly, this.#tokens, at);
      if (length === 0) return false;
      const next = this.#tokens[at + length];
      return next === undefined || next.kind === 'mark' || /^(?:in|yet|please|and|but|for)$/.test(next.text);
    });
  }

  #foreign(): boolean {
    const words = this.#tokens.filter((token) => token.kind === 'word').map((token) => token.text);
    if (mostlyOtherScript(words.join(''))) return true;
    const foreign = words.filter((word) => this.#lexicon.foreign.has(word)).length;
    return foreign >= 2 && foreign / words.length >= 0.25;
  }

  #whichProject(best: Candidate): IntakeAbstention {
    const project = this.#capture(best, 'project');
    const about = best.match.slots.has('about') ? ` ${this.#capture(best, 'about')}` : '';
    return this.#abstain('ambiguous', 'ambiguous_project', best, [
      `codewright build ${JSON.stringify(this.#normalised)}`,
      `Add ${project}${about} to this repository`,
    ]);
  }

  #suggest(found: Candidate): string {
    return found.rule.suggest.replace(/\{([a-z_]+)\}/g, (_, name: string) =>
      found.match.slots.has(name) ? this.#capture(found, name) : this.#normalised,
    );
  }

  #abstain(reason: AbstainReason, name: AnswerName, found?: Candidate, suggestions?: string[]): IntakeAbstention {
    const answer = this.#grammar.words.answers[name];
    return {
      verdict: 'abstain',
      normalised: this.#normalised,
      grammar: this.#grammar.id,
      abstainReason: reason,
      foreign: name === 'foreign',
      clarification: answer.clarification,
      suggestions: suggestions ?? [...answer.suggestions],
      rule: found?.rule.name ?? null,
      confidence: found?.confidence ?? 0,
    };
  }
}

function mostlyOtherScript(text: string): boolean {
  // Asked of nearly every request, and compiling the classes below takes milliseconds.
  if (!/[^\x20-\x7e]/.test(text)) return false;
  const letters = text.match(/\p{L}/gu) ?? [];
  const other = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter)).length;
  return letters.length > 0 && other / letters.length > 0.3;
}
