import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Tetris } from '../src/tetris.ts';

describe('the pieces of tetris', () => {
  it('have four squares each', () => {
    for (let shape = 0; shape < 7; shape += 1) {
      const game = new Tetris({ random: () => shape / 7 });
      assert.equal(game.render().match(/[IJLTZO]|S(?!core)/g)?.length, 4);
    }
  });
});
