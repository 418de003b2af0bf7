import { Link } from '@tanstack/react-router';
import { useAsker } from '../../lib/session.ts';

const pages = [
  {
    to: '/settings/people',
    label: 'Users and tokens',
    about: 'Who may use this server, and what they sign in with',
    admin: false,
  },
  {
    to: '/settings/configuration',
    label: 'Configuration',
    about: 'Every setting and where its value comes from',
    admin: true,
  },
  { to: '/settings/keys', label: 'Keys', about: 'Keys of model providers, stored encrypted', admin: true },
  { to: '/settings/policies', label: 'Policies', about: 'What is allowed, asked about or refused', admin: false },
] as const;

export function Administration() {
  const asker = useAsker();
  return (
    <ul className="divide-y rounded-lg border">
      {pages
        .filter(({ admin }) => !admin || asker?.role === 'admin')
        .map(({ to, label, about }) => (
          <li key={to}>
            <Link to={to} className="flex min-h-11 flex-wrap items-center gap-x-3 px-3 py-1.5 hover:bg-hover">
              <span className="w-40 font-medium">{label}</span>
              <span className="text-soft">{about}</span>
            </Link>
          </li>
        ))}
    </ul>
  );
}
