import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signToken, verifyToken } from '../src/tokens.ts';

describe('tokens', () => {
  it('say what was signed', () => {
    assert.deepEqual(verifyToken(signToken({ sub: 'ada' }, 'key'), 'key'), { sub: 'ada' });
    const { sub, exp } = verifyToken(signToken({ sub: 'ada' }, 'key', { expiresIn: 60 }), 'key');
    assert.equal(sub, 'ada');
    assert.ok(typeof exp === 'number' && exp > Date.now() / 1000);
  });

  it('are refused with another secret, when changed, and when expired', () => {
    const token = signToken({ sub: 'ada' }, 'key');
    const [header, , signature] = token.split('.');
    const other = Buffer.from('{"sub":"eve"}').toString('base64url');
    assert.throws(() => verifyToken(token, 'other'), /signature/);
    assert.throws(() => verifyToken(`${header}.${other}.${signature}`, 'key'), /signature/);
    assert.throws(() => verifyToken(signToken({}, 'key', { expiresIn: -1 }), 'key'), /expired/);
  });

  it('are refused when they name no algorithm', () => {
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const claims = Buffer.from('{"sub":"eve"}').toString('base64url');
    assert.throws(() => verifyToken(`${none}.${claims}.x`, 'key'), /HS256/);
  });
});
