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
