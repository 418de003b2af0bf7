/** A piece of a plan: it begins when everything that it comes after is over. */
export interface Piece {
  id: string;
  after: readonly string[];
}

/** How many independent pieces are worked on at once. */
export const planWidth = 4;

/**
 * Works on the pieces of a plan: each as soon as what it comes after is over, up to `width` at once, in the order of the plan where
 * several could begin. After a failure nothing new begins; what has begun is waited for, and the first error is thrown.
 * @throws Error where pieces wait for each other in a circle or for one that is not there.
 */
export async function workOff<T extends Piece>(
  pieces: readonly T[],
  work: (piece: T) => Promise<void>,
  width: number = planWidth,
): Promise<void> {
  const waiting = [...pieces];
  const over = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const errors: unknown[] = [];
  while (waiting.length > 0 || running.size > 0) {
    for (let at = 0; at < waiting.length && running.size < width && errors.length === 0; ) {
      const piece = waiting[at];
      if (!piece || !piece.after.every((id) => over.has(id))) {
        at += 1;
        continue;
      }
      waiting.splice(at, 1);
      running.set(
        piece.id,
        work(piece)
          .then(
            () => void over.add(piece.id),
            (error: unknown) => void errors.push(error),
          )
          .finally(() => running.delete(piece.id)),
      );
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (errors.length > 0) throw errors[0];
  if (waiting.length > 0) throw new Error(`These tasks can never begin: ${waiting.map(({ id }) => id).join(', ')}.`);
}
