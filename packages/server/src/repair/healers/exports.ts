import { dirname, posix } from 'node:path';
import type { Healer, Remedy } from '../contract.ts';

const notExported =
  /does not provide an export named ['‘"]([\w$]+)|has no exported member (?:named )?['‘"]([\w$]+)|declares ['‘"]([\w$]+)['’"] locally, but it is not exported/;

/** A name that another file declares and does not give out. */
export const exportHealer: Healer = {
  name: 'exports',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    for (const [index, { message, file }] of diagnoses.entries()) {
      const match = notExported.exec(message);
      const name = match?.[1] ?? match?.[2] ?? match?.[3];
      if (name === undefined) continue;
      const from = /['‘"](\.[^'"’]+)['’"]/.exec(message)?.[1];
      const declared = new RegExp(
        `^(?:async\\s+)?(?:function\\*?|class|const|let|var|interface|type|enum)\\s+${name.replaceAll('$', '\\$')}\\b`,
        'm',
      );
      const remedies: Remedy[] = [];
      for (const path of (await site.files()).filter((one) => /\.[cm]?[jt]sx?$/.test(one)).slice(0, 500)) {
        const text = await site.read(path);
        if (text === null || !declared.test(text)) continue;
        const meant =
          from !== undefined &&
          posix.basename(path).replace(/\.[^.]+$/, '') === posix.basename(from).replace(/\.[^.]+$/, '');
        remedies.push({
          fix: 'add-export',
          summary: `export ${name} from ${path}`,
          edits: [{ path, content: text.replace(declared, (line) => `export ${line}`) }],
          commands: [],
          trust: 2,
          likelihood: meant || (file !== null && dirname(file) === dirname(path)) ? 0.95 : 0.6,
        });
      }
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};
