import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { signIn } from '../../lib/session.ts';

/** Where no token is known, or the one that was is refused. */
export function SignIn() {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');
  const [pending, setPending] = useState(false);
  const start = async (secret: string, isCode: boolean) => {
    setPending(true);
    try {
      const { ok, status } = await signIn(secret);
      if (!ok)
        setProblem(
          status !== 401
            ? `The server answered ${status}. Try again in a moment.`
            : isCode
              ? 'This link has been used already, or is too old. Ask for a new one, or paste a token.'
              : 'The server does not know this token.',
        );
    } catch {
      setProblem('The server does not answer. Is codewright serve running?');
    }
    setPending(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = /#code=(\S+)$/.exec(token.trim())?.[1];
    void start(code ?? token.trim().replace(/^.*#token=/, ''), code !== undefined);
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
          A new link: <code className="font-mono text-[12.5px]">codewright users link</code>. The token of the
          installation lies in <code className="font-mono text-[12.5px]">keys/token</code> of the server’s home folder.
        </p>
      </form>
    </main>
  );
}
