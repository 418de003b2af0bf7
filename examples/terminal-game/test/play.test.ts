import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Game, play } from '../src/play.ts';
import { readSettings, usage } from '../src/settings.ts';

async function* lines(...list: string[]): AsyncGenerator<string> {
  yield* list;
}

/** All that a player sees who types these lines. */
async function seen(start: () => Game, ...typed: string[]): Promise<string> {
  let text = '';
  await play(start, lines(...typed), (piece) => {
    text += piece;
  });
  return text;
}

/** Ends with the second move; refuses "bad". */
function shortGame(): Game {
  let moves = 0;
  return {
    play(input) {
      if (input === 'bad') throw new RangeError('Not like this.');
      moves += 1;
      return `You said ${input}.`;
    },
    render: () => `${moves} moves`,
    prompt: () => 'Move: ',
    isOver: () => moves === 2,
  };
}

describe('playing', () => {
  it('shows the game, asks, and says what came of a move', async () => {
    const text = await seen(shortGame, 'a');
    assert.match(text, /^0 moves\n\nMove: \n1 moves\n\nYou said a\.\n\nMove: /);
  });

  it('goes on after a move that is not possible', async () => {
    assert.match(await seen(shortGame, 'bad', 'a'), /Not like this\.\nMove: \n1 moves/);
  });

  it('offers another game when one is over', async () => {
    assert.match(await seen(shortGame, 'a', 'b', 'y', 'a'), /Play again\? \(y\/n\) \n0 moves/);
    assert.doesNotMatch(await seen(shortGame, 'a', 'b', 'n', 'a'), /again.*0 moves/s);
  });

  it('ends when the player leaves', async () => {
    assert.match(await seen(shortGame, 'quit', 'a'), /Bye\.\n$/);
  });
});

describe('the command line', () => {
  it('starts a game that can be shown', () => {
    const settings = readSettings([]);
    assert.notEqual(settings, 'help');
    if (settings !== 'help') assert.notEqual(settings.start().render(), '');
  });

  it('shows help', () => {
    assert.equal(readSettings(['--help']), 'help');
    assert.match(usage, /^Usage: minesweeper/m);
  });

  it('refuses options that it does not know', () => {
    assert.throws(() => readSettings(['--no-such-option']), /no-such-option/);
  });

  it('plays the same game for the same seed', () => {
    const shown = () => {
      const settings = readSettings(['--seed', '7']);
      return settings === 'help' ? '' : settings.start().render();
    };
    assert.equal(shown(), shown());
    assert.throws(() => readSettings(['--seed', 'x']), /whole number/);
  });
});
