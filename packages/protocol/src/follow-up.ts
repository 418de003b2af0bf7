/** Words that open a message which goes on with what was done before. */
const openers =
  /^(?:please\s+|ok(?:ay)?[,.!]?\s+|yes[,.!]?\s+|no[,.!]?\s+|great[,.!]?\s+)?(?:also|now|then|and|but|next|fix|instead|additionally|furthermore|besides|again|undo|revert|continue|go on|carry on|keep|rename|change|remove|add|make (?:it|that|them|sure)|use|update|move|can you also|could you also|what about|how about|one more|that|it|this|these|those|they)\b/i;

/** A message of no more words than this, after a task, is about that task. */
const SHORT_WORDS = 6;

/** Words that begin something of its own, however short. */
const beginners =
  /^(?:please\s+)?(?:create|build|generate|scaffold|write) (?:a|an|me a|me an|the|new)\b|^(?:a|an) (?:[\w-]+ ){0,4}(?:api|app|application|service|server|website|site|cli|tool|library|game|program|package|bot)\b/i;

/**
 * Whether a message goes on with the task before it: it opens with a word that says so, or it is short and begins nothing of its
 * own. Where it is neither, a person is asked.
 */
export function followUpOf(text: string): 'follow-up' | 'new' | 'unclear' {
  const message = text.trim();
  if (beginners.test(message)) return 'new';
  if (openers.test(message)) return 'follow-up';
  return message.split(/\s+/).length <= SHORT_WORDS ? 'follow-up' : 'unclear';
}

const asksForStatus =
  /^(?:(?:what(?:'s|’s| is) the )?status|how (?:is|are|did) (?:it|things|that)\b.*|what (?:happened|did you (?:do|change|find))|is it (?:done|ready|finished)|show (?:me )?the result)\s*[?.!]*$/i;
const asksForDiff = /^show (?:me )?(?:the )?(?:diff|changes?)\s*[.!]*$/i;

/** Questions about the work itself, which the record answers. */
export function recordQuestionOf(text: string): 'status' | 'diff' | null {
  if (asksForStatus.test(text.trim())) return 'status';
  return asksForDiff.test(text.trim()) ? 'diff' : null;
}

const remembers = /^(?:please,? )?(?:remember|keep in mind|note|don['’]?t forget)(?: that\b|:)[,:]?\s+(\S[\s\S]*)$/i;
const recalls = /^what (?:do|did) you (?:remember|keep in mind)(?: (?:about|of) (?:this |the |our )?(.+?))?[?.!\s]*$/i;

/** What a message asks to be remembered; null: it asks for something else. */
export function toRememberOf(text: string): string | null {
  return remembers.exec(text.trim())?.[1]?.trim() ?? null;
}

/** What a message asks the memory for: words, or '' for all of it; null: it asks for something else. */
export function toRecallOf(text: string): string | null {
  const found = recalls.exec(text.trim());
  if (!found) return null;
  const about = found[1] ?? '';
  return /^(?:project|repository|repo|us|me)$/i.test(about) ? '' : about;
}

const asksForWorkflows =
  /^(?:(?:which|what)(?: other)? workflows?(?: (?:are there|is there|exist|do you (?:have|know)|can (?:i|we|you) (?:use|choose|run)|could i use|there are))?|(?:please )?(?:list|show)(?: me)?(?: all)?(?: the| of the)? workflows)\s*[?.!]*$/i;
const namedWorkflow =
  /^(?:please )?(?:what (?:does|is|are the steps of)|how does|which steps (?:does|has)|explain|describe|show(?: me)?|tell me about)(?: (?:the|a))? (?:workflow ["'`]?([\w-]+)["'`]?|["'`]?([\w-]+)["'`]? workflow)(?: (?:do|work|have|go|for))?\s*[?.!]*$/i;
const asksWhichWorkflow =
  /^(?:which|what) workflow (?:is|will be|would be|do you|does (?:this|the) conversation|are you)(?: (?:used|taken|use|using|go by))?(?: here| now| for this)?\s*[?.!]*$/i;

/** The workflow that a message asks about; '' for all of them; null: it asks for something else. */
export function workflowQuestionOf(text: string): string | null {
  const message = text.trim();
  const [, one, other] = namedWorkflow.exec(message) ?? [];
  const name = one ?? other;
  if (name !== undefined) return /^(?:an?|the|this|that|my|our)$/i.test(name) ? null : name;
  return asksForWorkflows.test(message) || asksWhichWorkflow.test(message) ? '' : null;
}

const yes = /^(?:yes|yep|y|ok|okay|sure|approve|approved|go ahead|do it|yes,? please)\s*[.!]*$/i;
const no = /^(?:no|nope|n|reject|rejected|don['’]?t|stop|cancel|no,? thanks?)\s*[.!]*$/i;

/** What words say to an approval; null: neither. The whole message must say it. */
export function approvalOf(text: string): 'approve' | 'reject' | null {
  if (yes.test(text.trim())) return 'approve';
  return no.test(text.trim()) ? 'reject' : null;
}
