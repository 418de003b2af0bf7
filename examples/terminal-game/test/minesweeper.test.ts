import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Minesweeper } from '../src/minesweeper.ts';

describe('Minesweeper', () => {
  it('opens everything around squares without mines near them', () => {
    const minesweeper = new Minesweeper({ width: 3, height: 3, mines: 0, random: () => 0.5 });
    assert.equal(minesweeper.render(), '   A B C\n 1 . . .\n 2 . . .\n 3 . . .');
    assert.equal(minesweeper.play('b2'), 'You opened the whole field.');
    assert.equal(minesweeper.isOver(), true);
  });

  it('never puts a mine under the first square, and ends on a mine', () => {
    const minesweeper = new Minesweeper({ width: 2, height: 1, mines: 1, random: () => 0.5 });
    assert.equal(minesweeper.play('a1'), 'You opened the whole field.');
    assert.equal(minesweeper.render(), '   A B\n 1 1 .');
  });

  it('marks squares and refuses those that are not there', () => {
    const minesweeper = new Minesweeper({ width: 3, height: 1, mines: 1, random: () => 0.5 });
    assert.equal(minesweeper.play('flag c1'), '');
    assert.equal(minesweeper.render(), '   A B C\n 1 . . F');
    assert.throws(() => minesweeper.play('c1'), /flag/);
    assert.throws(() => minesweeper.play('z9'), /square/);
    assert.throws(() => minesweeper.play(''), /square/);
    assert.equal(minesweeper.isOver(), false);
  });
});
