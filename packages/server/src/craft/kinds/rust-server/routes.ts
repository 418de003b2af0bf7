import type { Offered, Used } from '../../modules/uses.ts';
import { type Expression, fieldLine, laid, list, useStatement } from '../../rust/layout.ts';
import { exportsOf, useOrder } from '../../rust/signature.ts';
import { rustString, snakeName } from '../../rust/source.ts';
import { inService, runSource } from '../rust-cli/commands.ts';
import { firstParameter, type Route } from '../service/routes.ts';

/** `src/routes.rs`: an address for each function. */
export function routesFile(used: readonly Used[], routes: readonly Route[]): string {
  const ordered = routes.toSorted((a, b) => firstParameter(b.path) - firstParameter(a.path));
  const redirects = routes.some(({ offered }) => offered.fn.redirect);
  const all = laid('pub const ALL: &[Route] = ', list('&', ordered.map(routeName)), ';', 0);
  const body = [
    `/// Addresses with fixed words come first.\n${all}`,
    ...ordered.map((route) => routeSource(route, redirects)),
  ].join('\n\n');
  return `//! What is answered at each address.\n\n${usedByRuns(used, body, ['use crate::web::Route;'])}\n\n${body}\n`;
}

/** What the functions of a table need from the crate; `own` is needed anyway. */
export function usedByRuns(used: readonly Used[], body: string, own: readonly string[]): string {
  const code = body.replaceAll(/r#".*?"#|"(?:[^"\\]|\\.)*"/g, '""');
  const named = (name: string): boolean => new RegExp(`(?<![.:])\\b${name}\\b`).test(code);
  const times = ['Milliseconds', 'Seconds'].filter(named);
  const exported = useOrder(used.flatMap(({ module }) => exportsOf(module)).filter(named));
  const lines = [
    ...(named('Json') ? ['use crate::json::Json;'] : []),
    ...(times.length > 0 ? [useStatement('use crate::given::', times)] : []),
    ...own,
  ].sort();
  const groups = exported.length > 0 ? [...lines, useStatement('use crate::', exported)] : lines;
  return [...(/\bDuration::/.test(code) ? ['use std::time::Duration;', ''] : []), ...groups].join('\n');
}

/** `TO_ROMAN`, by the name that stands once in the library. */
function routeName({ offered }: Route): string {
  return snakeName(offered.fn.command).replace(/_$/, '').toUpperCase();
}

function routeSource(route: Route, redirects: boolean): string {
  const { offered, method, path } = route;
  const names: Expression[] = offered.parameters.map(({ name }) => rustString(name));
  return [
    `/// ${offered.fn.summary}`,
    `const ${routeName(route)}: Route = Route {`,
    `    method: ${rustString(method)},`,
    fieldLine(`path: ${rustString(path)},`, 4),
    laid('takes: ', list('&', names), ',', 4),
    ...runSource(plainTexts(offered), inService),
    ...(redirects ? [`    leads: ${offered.fn.redirect},`] : []),
    '};',
  ].join('\n');
}

/** Texts of many lines come as any other. */
export function plainTexts(one: Offered): Offered {
  return {
    ...one,
    parameters: one.parameters.map((parameter) =>
      parameter.type === 'text' ? { ...parameter, type: 'string' as const } : parameter,
    ),
  };
}
