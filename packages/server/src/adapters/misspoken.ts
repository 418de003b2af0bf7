/** What a CLI said is not what its protocol promises, or is a failure in its own words. */
export class Misspoken extends Error {
  /** Another try may go better. */
  readonly passing: boolean;

  constructor(message: string, passing = false) {
    super(message);
    this.name = 'Misspoken';
    this.passing = passing;
  }
}

/** Words of providers and networks for what passes by itself. */
const passing =
  /\b(429|5\d\d)\b|overloaded|rate.?limit|too many requests|temporarily|timed? ?out|ECONN|socket hang up|stream (closed|disconnected)|unavailable|resource.?exhausted/i;

export function misspoken(message: string): Misspoken {
  return new Misspoken(message, passing.test(message));
}
