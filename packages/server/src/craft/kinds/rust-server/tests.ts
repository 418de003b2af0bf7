import { nameGiver } from '../../emit/names.ts';
import type { Session } from '../../modules/sessions.ts';
import { call, type Expression, laid } from '../../rust/layout.ts';
import { testName } from '../../rust/module-tests.ts';
import { rustString } from '../../rust/source.ts';
import { requestsOf, type ServiceRequest } from '../service/requests.ts';
import type { Route } from '../service/routes.ts';
import { type TcpLine, tcpLines } from '../tcp-server/lines.ts';

/** `tests/suite/addresses.rs`: every address as a client calls it. */
export function requestTests(
  sessions: readonly Session[],
  routes: readonly Route[],
): { content: string; uses: string[] } {
  const named = nameGiver();
  const tests = sessions.flatMap((session) => {
    const requests = requestsOf(session, routes);
    if (!requests) return [];
    const lines = requests.map(requestLine).join('\n');
    return [`#[test]\nfn ${testName(named, session.title)}() {\n    let client = Client::new();\n${lines}\n}`];
  });
  const content = ['use crate::client::Client;', ...tests].join('\n\n');
  return { content: `${content}\n`, uses: ['gives', 'leads'].filter((name) => content.includes(`client.${name}(`)) };
}

/** `tests/suite/commands.rs`: every command as a line. */
export function lineTests(sessions: readonly Session[]): { content: string; uses: string[] } {
  const named = nameGiver();
  const tests = sessions.flatMap((session) => {
    const lines = tcpLines(session);
    if (!lines) return [];
    const said = lines.map(lineLine).join('\n');
    return [`#[test]\nfn ${testName(named, session.title)}() {\n    let client = Client::new();\n${said}\n}`];
  });
  const content = ['use crate::client::Client;', ...tests].join('\n\n');
  return { content: `${content}\n`, uses: ['gives', 'starts'].filter((name) => content.includes(`client.${name}(`)) };
}

function lineLine({ line, gives, matches, fails }: TcpLine): string {
  const held = (name: string, ...items: Expression[]): string => laid('', call(`client.${name}`, items), ';', 4);
  if (fails) return held('starts', '"ERROR "', rustString(line));
  if (matches !== undefined || gives === undefined) return held('starts', '"OK "', rustString(line));
  return held('gives', rustString(JSON.stringify(gives)), rustString(line));
}

function requestLine({ method, path, body, status, gives, location }: ServiceRequest): string {
  const sent: Expression[] = [method, path, body === undefined ? '' : JSON.stringify(body)].map(rustString);
  const line = (name: string, ...items: Expression[]): string =>
    laid('', call(`client.${name}`, [...items, ...sent]), ';', 4);
  if (location !== undefined) return line('leads', rustString(location));
  if (gives === undefined) return line('expect', String(status));
  return line('gives', rustString(JSON.stringify(gives)));
}
