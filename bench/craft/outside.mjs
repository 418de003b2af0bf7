// `node outside.mjs <module file> <call as JSON>`: tries a call on every export of a built library, as somebody who knows only what it should give. Exits 0 when one gives it.
import { isDeepStrictEqual } from 'node:util';

const [file = '', text = '{}'] = process.argv.slice(2);
const call = JSON.parse(text);
const library = await import(file);
const isClass = (value) => typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));

if (call.exports) {
  const pattern = new RegExp(call.exports, 'i');
  const names = Object.keys(library).flatMap((name) => [
    name,
    ...(isClass(library[name]) ? Object.getOwnPropertyNames(library[name].prototype) : []),
  ]);
  process.exit(names.some((name) => pattern.test(name)) ? 0 : 1);
}

const holds = (value) => {
  if (call.has !== undefined) return (JSON.stringify(value) ?? '').includes(call.has);
  if (call.gives === null) return value === null || value === undefined;
  if (isDeepStrictEqual(value, call.gives)) return true;
  if (typeof value === 'number' && typeof call.gives === 'number')
    return Math.sign(value) === call.gives || Math.abs(value - call.gives) < 1e-6;
  return (
    value !== null &&
    typeof value === 'object' &&
    Object.values(value).some((one) => isDeepStrictEqual(one, call.gives))
  );
};
const orders = call.args.length === 2 && call.anyOrder ? [call.args, call.args.toReversed()] : [call.args];

async function works(action) {
  try {
    const value = await action();
    return call.throws ? false : holds(value);
  } catch {
    // Every export is tried; one that does not take the arguments is simply not the one.
    return call.throws;
  }
}

for (const value of Object.values(library)) {
  if (typeof value !== 'function') continue;
  if (call.make) {
    for (const made of call.make) {
      const tried = await works(() => {
        const object = isClass(value) ? new value(made) : value(made);
        let last;
        for (const [name, ...args] of call.calls) last = object[name](...args);
        return last;
      });
      if (tried) process.exit(0);
    }
    continue;
  }
  if (isClass(value)) continue;
  for (const args of orders) if (await works(() => value(...args))) process.exit(0);
}
process.exit(1);
