export interface TopScoreOptions {
  /** Most players to list. */
  limit?: number;
}

export interface RankedScore {
  rank: number;
  player: string;
  score: number;
}

/** The best score of each player. */
export type LeaderboardState = Record<string, number>;

/** The best score of each player; who came first with a score stands first. */
export class Leaderboard {
  readonly #scores: Map<string, number>;

  constructor(_options: object = {}, state: LeaderboardState = {}) {
    this.#scores = new Map(Object.entries(state));
  }

  /** Takes a score; of each player the best one stays. */
  submit(player: string, score: number): RankedScore {
    const name = player.trim();
    if (name === '' || name.length > 100) throw new RangeError('A player has 1 to 100 letters.');
    if (!Number.isFinite(score)) throw new RangeError('A score is a number.');
    const best = this.#scores.get(name);
    if (best === undefined || score > best) {
      // Behind those who had this score before.
      this.#scores.delete(name);
      this.#scores.set(name, score);
    }
    return this.rankOf(name);
  }

  /** Lists the best players; equal scores have the same rank. */
  top(options: TopScoreOptions = {}): RankedScore[] {
    const { limit = 10 } = options;
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be at least 1.');
    const sorted = [...this.#scores].sort(([, a], [, b]) => b - a).slice(0, limit);
    return sorted.map(([player, score]) => ({ rank: this.#rank(score), player, score }));
  }

  /** Best score and rank of a player. */
  rankOf(player: string): RankedScore {
    const score = this.#scores.get(player);
    if (score === undefined) throw new RangeError(`There is no player ${player}.`);
    return { rank: this.#rank(score), player, score };
  }

  /** Takes a player off. */
  remove(player: string): void {
    this.rankOf(player);
    this.#scores.delete(player);
  }

  toJSON(): LeaderboardState {
    return Object.fromEntries(this.#scores);
  }

  /** One more than those with a better score. */
  #rank(score: number): number {
    return 1 + [...this.#scores.values()].filter((other) => other > score).length;
  }
}
