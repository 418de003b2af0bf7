import { useQuery } from '@tanstack/react-query';
import { Failure, Loading, Section } from '../../components/page.tsx';
import { Pill } from '../../components/status.tsx';
import { call } from '../../lib/api.ts';
import { amount } from '../../lib/format.ts';

const price = (dollars: number): string => `$${dollars}`;

/** Providers of models, whether they can be asked, and what they cost. */
export function ModelList() {
  const list = useQuery({ queryKey: ['models'], queryFn: () => call('listModels', {}) });
  if (list.isPending) return <Loading what="the models" />;
  if (list.isError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  const { default: usual, roles, fallbacks, pricesAsOf, providers } = list.data;
  const asked = [
    ['Every job', usual],
    ...Object.entries(roles),
    ...(fallbacks.length > 0 ? [['When one fails', fallbacks.join(', then ')]] : []),
  ];
  return (
    <>
      <Section title="Who is asked">
        <dl className="divide-y rounded-lg border">
          {asked.map(([who, model]) => (
            <div key={who} className="flex flex-wrap gap-x-3 px-3 py-2">
              <dt className="flex-1 font-medium">{who}</dt>
              <dd className="font-mono text-[12.5px] [overflow-wrap:anywhere]">{model}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <p className="mb-4 text-xs text-faint">
        Context: how many tokens a model reads at once. Input and output: US dollars per million tokens, as of{' '}
        {pricesAsOf}.
      </p>
      {providers.map(({ name, about, ready, problem, models }) => (
        <Section
          key={name}
          title={name}
          aside={<Pill tone={ready ? 'good' : 'calm'}>{ready ? 'Ready' : 'Not ready'}</Pill>}
        >
          <p className="mb-2 text-soft">
            {about}
            {problem === null ? null : <span className="block [overflow-wrap:anywhere]">{problem}</span>}
          </p>
          {models.length === 0 ? null : (
            <div
              className="overflow-x-auto rounded-lg border"
              tabIndex={0}
              role="region"
              aria-label={`Models of ${name}`}
            >
              <table className="tabular w-full text-left">
                <thead className="text-xs text-soft">
                  <tr className="border-b">
                    {['Model', 'Context', 'Input', 'Output'].map((head) => (
                      <th key={head} className="px-3 py-2 font-medium">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody className="divide-y">
                  {models.map((model) => (
                    <tr key={model.name}>
                      <th scope="row" className="px-3 py-2 font-mono text-[12.5px] font-medium">
                        {model.name}
                      </th>
                      <td className="px-3">{amount(model.contextTokens)}</td>
                      <td className="px-3">{price(model.inputPrice)}</td>
                      <td className="px-3">{price(model.outputPrice)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Section>
      ))}
    </>
  );
}
