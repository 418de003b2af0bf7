import { expect, test } from 'vitest';
import { addressesIn, fieldsInHelp, fieldTables } from './readme.ts';

const together = `## Addresses

### Barges

| address | does |
| --- | --- |
| \`GET /barges\` | lists barges |
| \`POST /barges/:id/moor\` | moor: moors it |
| \`PUT, DELETE /barges/:id/crews/:otherId\` | adds or removes |

| field | is | needed |
| --- | --- | --- |
| \`draught\` | number, at least 1, at most 9 | yes |
| \`toll\` | amount in cents, at least 0 | yes |
| \`state\` | moored, sailing | |
| \`painted\` | boolean | |
`;
const apart = `| method | path | does |
| --- | --- | --- |
| GET | \`/barges\` | list barges |

### Fields of barges

| field | holds | needed |
| --- | --- | --- |
| \`draught\` | number, 1 to 9 | yes |
`;

test('addresses are read from a column of their own and from one with the method', () => {
  expect(addressesIn(apart)).toEqual([['GET', '/barges']]);
  expect(addressesIn(together)).toEqual([
    ['GET', '/barges'],
    ['POST', '/barges/:id/moor'],
    ['PUT', '/barges/:id/crews/:otherId'],
    ['DELETE', '/barges/:id/crews/:otherId'],
  ]);
});

test('fields are found under either heading, and said in the same words', () => {
  expect(fieldTables(apart)).toEqual([
    { title: 'barges', fields: [{ name: 'draught', holds: 'number, 1 to 9', needed: true }] },
  ]);
  expect(fieldTables(together)).toEqual([
    {
      title: 'Barges',
      fields: [
        { name: 'draught', holds: 'number, 1 to 9', needed: true },
        { name: 'toll', holds: 'money in cents, at least 0', needed: true },
        { name: 'state', holds: '`moored`, `sailing`', needed: false },
        { name: 'painted', holds: 'true or false', needed: false },
      ],
    },
  ]);
});

test('the help of a command in Python tells its fields where no table does', () => {
  const help = [
    'usage: barge-cli add [-h] [--json] [--moored-at MOOREDAT]',
    '                     name draught',
    '',
    'positional arguments:',
    '  name                  a text',
    '  draught               a integer',
    '',
    'options:',
    '  -h, --help            show this help message and exit',
    '  --json                print the result as JSON',
    '  --moored-at MOOREDAT  a time, ISO 8601',
    '  --employment-type EMPLOYMENTTYPE',
    '                        a word',
    '',
  ].join('\n');
  expect(fieldsInHelp(help)).toEqual([
    { name: 'name', holds: 'text', needed: true },
    { name: 'draught', holds: 'whole number', needed: true },
    { name: 'mooredAt', holds: 'time, ISO 8601', needed: false },
    { name: 'employmentType', holds: 'text', needed: false },
  ]);
});
