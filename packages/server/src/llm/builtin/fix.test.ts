import { expect, it } from 'vitest';
import { notInstalled } from './fix.ts';

it.each([
  ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'npm config set cafile'],
  ['npm error code EAI_AGAIN', 'npm config set registry'],
  ['npm error code E401', 'npm login'],
  ['npm error ENOSPC: no space left on device', 'no room left'],
])('says what can be done where an installation ends with %s', (text, remedy) => {
  const told = (said: string) => JSON.stringify(notInstalled({ status: 'failed', text: said, data: null }));
  expect(told(text)).toContain(text);
  expect(told(text)).toContain(remedy);
  expect(told('npm error code E404')).not.toContain(remedy);
});
