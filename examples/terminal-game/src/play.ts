/** What every game can do. */
export interface Game {
  /** Makes a move and says what came of it. @throws RangeError when the move is not possible. */
  play(input: string): string;
  /** How the game stands. */
  render(): string;
  /** Asks for the next move. */
  prompt(): string;
  isOver(): boolean;
}

/** Plays until the game is over, the player leaves with "quit", or there is no more input. */
export async function play(
  start: () => Game,
  lines: AsyncIterable<string>,
  print: (text: string) => void,
): Promise<void> {
  let game = start();
  print(`${game.render()}\n\n${game.prompt()}`);
  for await (const line of lines) {
    const input = line.trim();
    if (/^(quit|exit|q)$/i.test(input)) break;
    if (game.isOver()) {
      if (!/^y(es)?$/i.test(input)) break;
      game = start();
      print(`\n${game.render()}\n\n${game.prompt()}`);
      continue;
    }
    print(`${turn(game, input)}\n`);
    print(game.isOver() ? 'Play again? (y/n) ' : game.prompt());
  }
  print('\nBye.\n');
}

/** What a player sees after a move. */
function turn(game: Game, input: string): string {
  try {
    const told = game.play(input);
    return `\n${game.render()}\n${told === '' ? '' : `\n${told}\n`}`;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
