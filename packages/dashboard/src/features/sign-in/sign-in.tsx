import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { keepToken } from '../../lib/session.ts';

/** Where no token is known, or the one that was is refused. */
export function SignIn() {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');
  const [pending, setPending] = useState(false);
  const tryToken = async (given: string) => {
    setPending(true);
    try {
      const response = await fetch('/api/server', { headers: { authorization: `Bearer ${given}` } });
      if (response.ok) keepToken(given);
      else if (response.status === 401) setProblem('The server does not know this token.');
      else setProblem(`The server answered ${response.status}. Try again in a moment.`);
    } catch {
      setProblem('The server does not answer. Is codewright serve running?');
    }
    setPending(false);
  };
  const tryCode = async (code: string) => {
    setPending(true);
    try {
      const response = await fetch('/sign-in', { method: 'POST', body: code });
      if (response.ok) keepToken(((await response.json()) as { token: string }).token);
      else setProblem('This link has been used already. Start codewright serve again, or paste the token.');
    } catch {
      setProblem('The server does not answer. Is codewright serve running?');
    }
    setPending(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = /#code=(\S+)$/.exec(token.trim())?.[1];
    void (code === undefined ? tryToken(token.trim().replace(/^.*#token=/, '')) : tryCode(code));
  };
  return (
    <main className="grid min-h-full place-items-center p-5">
      <title>Sign in · Codewright</title>
      <form onSubmit={submit} className="w-full max-w-sm">
        <img src="/icon.svg" alt="" className="mb-5 size-10" />
        <h1 className="text-xl font-semibold">Sign in to Codewright</h1>
        <p className="mt-1 mb-5 text-soft">
          Open the link that <code className="font-mono text-[12.5px]">codewright serve</code> printed, or paste it
          here.
        </p>
        <label className="mb-1 block font-medium" htmlFor="token">
          Link or token
        </label>
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          required
          value={token}
          onChange={(event) => {
            setToken(event.target.value);
            setProblem('');
          }}
          aria-invalid={problem !== ''}
          aria-describedby="token-problem"
          className="h-10 w-full rounded-md border border-edge bg-panel px-3 font-mono"
        />
        <p id="token-problem" role="alert" className="min-h-7 py-1 text-bad">
          {problem}
        </p>
        <Button look="main" type="submit" pending={pending} className="h-10 w-full">
          Sign in
        </Button>
        <p className="mt-5 text-faint">
          The token lies in <code className="font-mono text-[12.5px]">keys/token</code> of the server’s home folder. It
          stays in this browser until you sign out.
        </p>
      </form>
    </main>
  );
}
