import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { render } from '../../emit/templates.ts';
import { grouped, sampled, type Session, sessionsOf } from '../../modules/sessions.ts';
import { type Offered, remoteFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { ownParser, type WordStyle } from '../cli-tool/words.ts';
import { type ModuleLayout, modulePlan } from '../shared/module-plan.ts';
import type { ProbeServer } from '../shared/probed.ts';
import { lineFunctions, tcpLines } from '../tcp-server/lines.ts';
import { type RequestSpelling, requestsOf } from './requests.ts';
import { routesOf } from './routes.ts';

interface ServerKind {
  layout?: ModuleLayout;
  packageNeeds?: () => PackageNeed[];
  generate: (requirements: Requirements, versions: Record<string, string>) => GeneratedFile[];
  probed: (requirements: Requirements) => ProbeServer;
}

/** An HTTP service: an address for each function of its modules. */
export function serviceOfModules({ spelling, ...kind }: ServerKind & { spelling?: RequestSpelling }): Blueprint {
  return serverOf(kind, 'HTTP', remoteFunctions, (requirements) => {
    const used = usedModules(requirements);
    const offered = remoteFunctions(used);
    const routes = routesOf(offered);
    const wire = (session: Session) =>
      requestsOf(session, routes, spelling)?.map(({ route: _route, ...request }) => request) ?? null;
    return ['service/probe.mjs', grouped(sampled(sessionsOf(used, offered)), wire)];
  });
}

/** A server that reads commands from TCP connections, a line each. */
export function lineServerOfModules({
  style = ownParser,
  spelled,
  ...kind
}: ServerKind & { style?: WordStyle; spelled?: (value: unknown) => unknown }): Blueprint {
  return serverOf(kind, 'TCP', lineFunctions, (requirements) => {
    const used = usedModules(requirements);
    const lines = (session: Session) => tcpLines(session, style, spelled);
    return ['tcp-server/probe.mjs', grouped(sampled(sessionsOf(used, lineFunctions(used))), lines)];
  });
}

function serverOf(
  { layout, packageNeeds = () => [], generate, probed }: ServerKind,
  protocol: 'HTTP' | 'TCP',
  offeredOf: (used: ReturnType<typeof usedModules>) => Offered[],
  tried: (requirements: Requirements) => [template: string, groups: unknown[]],
): Blueprint {
  return {
    packageNeeds,
    generateProject: generate,
    planProject(requirements) {
      const versions = Object.fromEntries(packageNeeds().map((need) => [need.name, '0.0.0']));
      return modulePlan(requirements, generate(requirements, versions), `Serve it over ${protocol}`, layout);
    },
    probeScript(requirements) {
      const [template, groups] = tried(requirements);
      const content = render(template, { ...probed(requirements), groups: JSON.stringify(groups, null, 2) });
      return { path: 'probe.mjs', content, executable: true };
    },
    commitMessage(requirements) {
      const names = offeredOf(usedModules(requirements)).map(({ name }) => name);
      const what = protocol === 'TCP' ? 'TCP server' : 'service';
      return message(subject(`Add the ${what} ${requirements.name}`, names), wrapped(requirements.summary));
    },
  };
}
