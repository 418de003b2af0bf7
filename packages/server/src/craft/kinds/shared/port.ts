import type { Blueprint } from '../../contract.ts';
import type { GeneratedFile } from '../../requirements.ts';

/** Where files of a project speak of the port that programs of its kind listen on: in settings, tests, containers and README. */
const usualPort =
  /(?<=(?:127\.0\.0\.1|0\.0\.0\.0)[: ]|-p |\b[348]000:|\bPORT=|\bEXPOSE |\bport,? |\bPORT \|\| |\bPORT: [^\n]{0,80}\.default\(|\.port, |"PORT", "|`PORT` \| port to listen on \| `|\bport: int = )[348]000\b(?!\.\d)/g;

/** The blueprint with the port that the description names, where it names one. */
export function onPort(blueprint: Blueprint): Blueprint {
  return {
    ...blueprint,
    generateProject: (requirements, versions) =>
      withPort(blueprint.generateProject(requirements, versions), requirements.stack.port),
  };
}

function withPort(files: GeneratedFile[], port: number | undefined): GeneratedFile[] {
  if (port === undefined) return files;
  return files.map((file) => ({ ...file, content: file.content.replaceAll(usualPort, String(port)) }));
}
