import type { Example } from './manifest.ts';
import { nameTitles, titleOf } from './tests.ts';
import { classOptions, type Offered, type Used } from './uses.ts';

/** One call from outside and what must come of it. */
export interface SessionCall {
  offered: Offered;
  example: Example;
}

/** Calls that belong together: on the same data, in this order. */
export interface Session {
  title: string;
  calls: SessionCall[];
}

/**
 * What can be tried of the offered functions through any surface: each example of a function by itself, each scenario of
 * a class as a whole. Scenarios that wait, or that set options other than the description did, are for tests inside.
 */
export function sessionsOf(used: readonly Used[], offered: readonly Offered[]): Session[] {
  const named = nameTitles();
  const sessions = used.flatMap(({ module, use }): Session[] => {
    const own = new Map(offered.filter((one) => one.module === module).map((one) => [one.fn.name, one]));
    if (module.form === 'functions') {
      return [...own.values()].flatMap((one) =>
        one.fn.examples.map((example) => ({
          title: `${one.name}: ${titleOf(one.fn, example)}`,
          calls: [{ offered: one, example }],
        })),
      );
    }
    // What was set to what it would be anyway makes no difference.
    const usual = Object.fromEntries(module.class?.options.map((option) => [option.name, option.default]) ?? []);
    const set = JSON.stringify({ ...usual, ...classOptions(module, use) });
    return module.scenarios.flatMap((scenario) => {
      if (JSON.stringify({ ...usual, ...scenario.options }) !== set) return [];
      const calls: SessionCall[] = [];
      for (const step of scenario.steps) {
        if ('wait' in step) return [];
        const one = own.get(step.call);
        if (!one) return [];
        calls.push({ offered: one, example: step });
      }
      return [{ title: scenario.title, calls }];
    });
  });
  return sessions.map((session) => ({ ...session, title: named(session.title) }));
}

/** The first call of each offered function that succeeds, in sessions as short as can be: for documents. */
export function showcase(sessions: readonly Session[]): Session[] {
  const shown = new Set<string>();
  const chosen: Session[] = [];
  for (const session of sessions) {
    const good = session.calls.filter(({ example }) => example.fails === undefined);
    const news = good.filter(({ offered }) => !shown.has(offered.name));
    if (news.length === 0) continue;
    for (const { offered } of news) shown.add(offered.name);
    chosen.push({ title: session.title, calls: good.length === session.calls.length ? session.calls : good });
  }
  return chosen;
}

/** So many sessions are tried from outside in a reasonable time. */
const enough = 60;

/** Sessions for a probe: all of them, or of each function the first that succeed and the first that fails. */
export function sampled(sessions: readonly Session[]): Session[] {
  if (sessions.length <= enough) return [...sessions];
  const counts = new Map<string, number>();
  return sessions.filter(({ calls }) => {
    const [first] = calls;
    if (!first || calls.length > 1) return true;
    const fails = first.example.fails !== undefined;
    const key = `${first.offered.name} ${fails}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= (fails ? 1 : 2);
  });
}

/** Functions by themselves leave nothing behind and can share a server; what keeps data needs one of its own. */
export function grouped<Tried>(
  sessions: readonly Session[],
  translate: (session: Session) => Tried[] | null,
): Tried[][][] {
  const shared: Tried[][] = [];
  const own: Tried[][][] = [];
  for (const session of sessions) {
    const tried = translate(session);
    if (!tried) continue;
    if (session.calls.some(({ offered }) => offered.module.class)) own.push([tried]);
    else shared.push(tried);
  }
  // Where nothing can be tried, it must start all the same.
  return shared.length > 0 || own.length === 0 ? [shared, ...own] : own;
}
