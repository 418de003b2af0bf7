import type { Caps, ChangeLimits, Mode } from '@codewright/protocol/job';
import type { Span } from '../logline/contract.ts';

export interface IntakeOptions {
  /** The mode a person has named (`codewright build …`); the words decide only what is left open. */
  mode?: Mode;
  /** A repository is there to work on: then a new project is not taken for granted. */
  repository?: boolean;
  /**
   * Who reads the words after this reading. `model`: a language model does, so that no rule knows them is no reason to ask;
   * `model-decides`: neither is that they leave something open. By `rules` alone when absent.
   */
  reader?: 'rules' | 'model' | 'model-decides';
  /** Filled into the JOB span where known. */
  job?: JobFields;
}

export interface JobFields {
  id?: string;
  trace?: string;
  parent?: string;
  repo?: string;
  branch?: string;
  commit?: string;
  createdBy?: string;
  caps?: Caps;
}

export const abstainReasons = ['too_vague', 'ambiguous', 'dangerous', 'not_understood'] as const;
export type AbstainReason = (typeof abstainReasons)[number];

interface Understood {
  /** After NFC, contractions, typos, spaces and final punctuation; quotes, code and paths are as they were given. */
  normalised: string;
  /** Names the rules that were in force: the same words, mode and grammar always give the same result. */
  grammar: string;
}

/** Words that became an intent. */
export interface IntakeMatch extends Understood {
  verdict: 'match';
  rule: string;
  /** 0 to 1. */
  confidence: number;
  mode: Mode;
  /** Limits on the change: those of the mode, narrowed or widened by the rule. */
  constraints: ChangeLimits;
  readOnly: boolean;
  /** A person must confirm before anything is done. */
  confirm: boolean;
  destructive: boolean;
  production: boolean;
  /** Slots of the rule, word for word. */
  captures: Record<string, string>;
  /** Paths that the request names. */
  paths: string[];
  /** Other rules that parts of the request matched. */
  also: string[];
  /** The JOB span and its LogLine text. */
  span: Span;
  logline: string;
}

/** Words that leave something open: the person is asked, nothing is guessed. */
export interface IntakeAbstention extends Understood {
  verdict: 'abstain';
  abstainReason: AbstainReason;
  /** The words are of another language than the rules. */
  foreign: boolean;
  /** A question to the person, in one or two sentences. */
  clarification: string;
  /** Complete requests to choose from. */
  suggestions: string[];
  /** The best guess, which was not good enough; null where there is none. */
  rule: string | null;
  confidence: number;
}

export type IntakeResult = IntakeMatch | IntakeAbstention;
